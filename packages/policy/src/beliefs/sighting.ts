import type { Cursor } from "@thalweg/core";

/** One observation. */
export interface Sighting {
  readonly cursor: Cursor;
  readonly option: string;
  readonly dimension: string;
  readonly value: number;
  /** How many observations it counts for; 1 by default, at most 1e15. */
  readonly weight?: number | undefined;
  /**
   * When it was made, in the unit of the half-life; needed for evidence to age. One that comes late, after others of a later
   * time, counts as much less as it would by now if it had come in time.
   */
  readonly now?: number | undefined;
}

/** What is expected of an option beforehand, in the unit of the dimension. */
export interface Expectation {
  /** The prior mean at the root; of a skewed quantity the median, its `typical`. */
  readonly mean: number;
  /** How far from it the truth may be: one standard deviation; that of the dimension by default. */
  readonly deviation?: number | undefined;
}
