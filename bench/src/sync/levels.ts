/** The levels of the demo: what all share, and each device. */
export const levels = ["global", "device"] as const;
