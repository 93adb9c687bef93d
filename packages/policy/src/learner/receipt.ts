import type { Cursor } from "@thalweg/core";

/** A decision of a learner, to be handed back with what came of it. Plain data: it survives JSON. */
export interface Receipt {
  /** No other receipt of this learner has it. */
  readonly id: string;
  readonly cursor: Cursor;
  readonly option: string;
  /** How probable it was that this option would be chosen. */
  readonly propensity: number;
  /** What there was to choose from, in the order of the queue. */
  readonly options: readonly string[];
  /** What would have been chosen without curiosity. */
  readonly greedy: string;
  /** The score of the option, how unsure that was, and the number that was compared in its place. */
  readonly why: { readonly mean: number; readonly deviation: number; readonly compared: number };
  /** The revision of the tensor that explains the score. */
  readonly revision: number;
  /** When it was made, where the host said so. */
  readonly now?: number;
}

/** What came of a decision. */
export interface Outcome {
  /** By dimension, in the unit of each; what is missing was not seen. */
  readonly values?: Readonly<Record<string, number>> | undefined;
  /**
   * The attempt failed: that says something about reliability, and nothing about how fast or cheap or good a success would
   * have been; values are not looked at. A caller's own fault, `"caller"`, says nothing about the option at all.
   */
  readonly failed?: boolean | "caller" | undefined;
}
