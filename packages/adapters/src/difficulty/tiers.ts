import type { Cursor, Reader } from "@thalweg/core";
import { AdapterError } from "../errors.ts";

/** How hard a request is, in three tiers. */
export type Tier = "easy" | "medium" | "hard";

/** From which score on a request is no longer easy, and from which it is hard. */
export interface Thresholds {
  readonly medium: number;
  readonly hard: number;
}

/** What holds where neither the tensor nor the host says otherwise. */
export const DEFAULT_THRESHOLDS: Thresholds = { medium: 0.18, hard: 0.45 };

/**
 * The dimensions in which the thresholds stand, as defaults (the shared option slot): a workspace has its own by a cell
 * at its instance. They bear no weight, so no option's score changes. A threshold above 1 is never reached; do not
 * write +∞ there, which would close every option.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { THRESHOLD_DIMENSIONS, thresholdsAt } from "@thalweg/adapters/reading";
 * const tensor = new Tensor(["global", "workspace"]);
 * tensor.writer("global").setDefault("workspace", "acme", THRESHOLD_DIMENSIONS.hard, 0.6);
 * console.log(thresholdsAt(tensor, { workspace: "acme" })); // { medium: 0.18, hard: 0.6 }
 */
export const THRESHOLD_DIMENSIONS: { readonly medium: string; readonly hard: string } = {
  medium: "difficulty:medium",
  hard: "difficulty:hard",
};

/** The thresholds that hold for a cursor, read from the tensor; where it says nothing, the default ones. */
export function thresholdsAt(reader: Pick<Reader, "value">, cursor: Cursor): Thresholds {
  return {
    medium: reader.value(cursor, "", THRESHOLD_DIMENSIONS.medium) ?? DEFAULT_THRESHOLDS.medium,
    hard: reader.value(cursor, "", THRESHOLD_DIMENSIONS.hard) ?? DEFAULT_THRESHOLDS.hard,
  };
}

/** The tier of a score. Where the hard threshold is not above the medium one, nothing is medium. */
export function tierOf(score: number, { medium, hard }: Thresholds = DEFAULT_THRESHOLDS): Tier {
  if (Number.isNaN(medium)) throw new AdapterError("invalid-number", medium, "thresholds.medium");
  if (Number.isNaN(hard)) throw new AdapterError("invalid-number", hard, "thresholds.hard");
  if (Number.isNaN(score)) throw new AdapterError("invalid-number", score, "score");
  return score >= hard ? "hard" : score >= medium ? "medium" : "easy";
}
