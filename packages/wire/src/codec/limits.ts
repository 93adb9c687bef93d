/** What is not even begun to be read, because it is larger. */
export interface DecodeLimits {
  /** Of the whole message. */
  readonly maxBytes: number;
  /** Rows of one table of cells. */
  readonly maxCells: number;
  /** Names, or slices, of one list. */
  readonly maxNames: number;
  /** UTF-16 units of one name. */
  readonly maxNameUnits: number;
}

/** For what comes from the other end. */
export const defaultLimits: DecodeLimits = {
  maxBytes: 1 << 20,
  maxCells: 1 << 16,
  maxNames: 1 << 16,
  maxNameUnits: 1024,
};

/** For what this end wrote to its own disk: no more than the formats and the machine can hold. */
export const stateLimits: DecodeLimits = {
  maxBytes: 2 ** 32 - 1,
  maxCells: 1 << 28,
  maxNames: 1 << 24,
  maxNameUnits: 1024,
};
