import type { Cell, Change, Coordinate, Cursor, Delta } from "./program.ts";

/** The stable codes of what is refused. */
export const codes = [
  "invalid-levels",
  "unknown-level",
  "invalid-name",
  "invalid-value",
  "invalid-weight",
  "invalid-argument",
  "write-up",
  "foreign-level",
  "foreign-instance",
  "revoked",
  "not-coarser",
  "invalid-delta",
] as const;

/** One of {@link codes}. */
export type Code = (typeof codes)[number];

/** A refused command, which changed nothing (5.6). */
export interface Refusal {
  readonly refused: Code;
  /** The axes that were known when it was refused. */
  readonly coordinate: Partial<Coordinate>;
  /** What was expected, and what to do, in words. */
  readonly expected: string;
}

/** An option and its score; lower is better. */
export interface Ranked {
  readonly option: string;
  readonly score: number;
}

/** One summand of a score, and the cells that its value and its weight came from (7.1). */
export interface Term {
  readonly dimension: string;
  readonly value: number;
  readonly weight: number;
  readonly product: number;
  readonly valueFrom: Coordinate;
  /** Nothing where no weight stands, which counts as 0. */
  readonly weightFrom: Coordinate | null;
}

/** Why a queue is as it is (section 7). */
export interface Explanation {
  /** The levels that name an instance. */
  readonly cursor: Cursor;
  /** The same cells on the path give the same one. */
  readonly fingerprint: string;
  readonly queue: readonly (Ranked & { readonly place: number; readonly terms: readonly Term[] })[];
  /** By name. */
  readonly gated: readonly {
    readonly option: string;
    readonly gates: readonly { readonly dimension: string; readonly from: Coordinate }[];
  }[];
  /** At most one for each runner-up, in the order of the queue; none where flips are not supported. */
  readonly flips: readonly Flip[];
}

/** What would put a runner-up first: applying `[change]` does; `replaces` is the number that counted before (7.3). */
export interface Flip {
  readonly option: string;
  readonly replaces: number;
  readonly change: Change;
}

/** A notification: the new revision, and what led to it from the one before. */
export interface Told {
  readonly revision: number;
  readonly delta: Delta;
}

/** A watcher's call, with the queue that it was called with. */
export interface Heard {
  readonly watcher: number;
  readonly queue: readonly string[];
}

/** What the commands of a batch answered, as far as they ran, and how it ended. */
export interface BatchAnswer {
  readonly answers: readonly Answer[];
  readonly ended: "well" | "in an error" | Refusal;
}

/** A command by a number that no writer has: nothing was done. */
export interface Skipped {
  readonly skipped: true;
}

/** What one command answered. */
export type Answer =
  | null
  | number
  | { readonly value: number | null }
  | { readonly weight: number }
  | { readonly reduced: number | null }
  | readonly Ranked[]
  | readonly Cell[]
  | Explanation
  | Delta
  | readonly Told[]
  | readonly Heard[]
  | BatchAnswer
  | Refusal
  | Skipped;

/** What a program answered: one answer for each command, or a refusal where not even the tensor was made. */
export type Answers = readonly Answer[] | Refusal;

/** Whether an answer is a refusal. */
export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === "object" && answer !== null && "refused" in answer;
}
