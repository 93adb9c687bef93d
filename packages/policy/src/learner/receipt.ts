import type { Cursor } from "@thalweg/core";
import { checkKeys, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";

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
  /** Of each of the options: its score, how unsure that was, and the number that was compared in its place. */
  readonly why: {
    readonly means: readonly number[];
    readonly deviations: readonly number[];
    readonly compared: readonly number[];
  };
  /** The revision of the tensor that explains the scores. */
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

/** Throws `invalid-option` or `invalid-name` unless something is a receipt that may be one of a learner over these levels. */
export function checkReceipt(receipt: Receipt, levels: readonly string[]): void {
  if (typeof receipt !== "object" || receipt === null) {
    throw new PolicyError("invalid-option", receipt, "receipt", "give what decide returned, as it was");
  }
  const { id, cursor, option, options } = receipt;
  if (typeof id !== "string" || id === "") throw new PolicyError("invalid-option", id, "receipt.id");
  checkCursor(cursor, levels, "receipt.cursor");
  if (!Array.isArray(options) || !options.includes(option) || typeof option !== "string") {
    throw new PolicyError("invalid-name", option, "receipt.option", "it is none of receipt.options");
  }
}

/** Throws `invalid-option` or `invalid-name` unless something is a cursor of these levels. */
export function checkCursor(cursor: Cursor, levels: readonly string[], place: string): void {
  for (const [level, instance] of Object.entries(checkObject(cursor, place))) {
    if (!levels.includes(level)) {
      throw new PolicyError("invalid-name", level, place, `the levels are ${levels.join(", ")}`);
    }
    if (instance !== undefined && typeof instance !== "string") {
      throw new PolicyError("invalid-name", instance, `${place}.${level}`, "give a text");
    }
  }
}

/** What an outcome says of each dimension. Throws `invalid-option`. */
export function seenIn(outcome: Outcome, failures: string | undefined): readonly (readonly [string, number])[] {
  if (outcome === undefined) throw new PolicyError("invalid-option", outcome, "outcome", "say what came of it");
  const { values = {}, failed = false } = checkKeys(outcome, ["values", "failed"], "outcome");
  checkObject(values, "outcome.values");
  if (failed !== true && failed !== false && failed !== "caller") {
    throw new PolicyError("invalid-option", failed, "outcome.failed", 'give true, false or "caller"');
  }
  if (failed === "caller") return [];
  if (failed && failures === undefined) {
    const advice = "name the dimension that counts failures: new Learner({ failures: … })";
    throw new PolicyError("invalid-option", failed, "outcome.failed", advice);
  }
  if (failed) return [[failures as string, 1]];
  // Whoever counts failures himself is believed.
  const isCounted = failures === undefined || Object.hasOwn(values, failures);
  return isCounted ? Object.entries(values) : [...Object.entries(values), [failures, 0]];
}
