/** Dimensions that every device writes together, always with the same number; the numbers of a device only rise. */
export const TWINS = ["latency", "cost"] as const;

/** A cell of a device's slice as a key of maps. */
export const cellOf = (option: string, dimension: string): string => `${option}/${dimension}`;
