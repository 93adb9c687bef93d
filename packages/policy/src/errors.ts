/** What was expected, and so what to do, by code. */
const ADVICE = {
  "invalid-option": "see the documentation of the option for what it can be",
  "invalid-number": "give a finite number within the documented bounds",
  "invalid-name": "give a name that is known there, and that a tensor can have",
  "unknown-option": "choose among the options that were given",
  "unknown-reservation": "give a reservation that was made here and has neither expired nor been settled",
  "unknown-sample": "judge what was sampled here, once, before it expires",
  "no-options": "give at least one option; where all of a tensor are closed, explain(cursor).gated says by what",
  "no-sample": "give more outcomes; too few were logged for the question",
  "not-logged": "log the propensity of each decision, above 0",
  overdrawn: "wait, or ask for less; the cap would be exceeded",
} as const;

/** The stable codes of {@link PolicyError}; the table in the docs says what each means. */
export type PolicyErrorCode = keyof typeof ADVICE;

/**
 * The one error of this package. Whatever was under way when it was thrown had no effect.
 *
 * @example
 * import { PolicyError } from "@thalweg/policy";
 * const error = new PolicyError("invalid-number", NaN, "outcome.latency");
 * console.log(error.code, error.place); // invalid-number outcome.latency
 */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
  /** Stable: safe to branch on. */
  readonly code: PolicyErrorCode;
  /** Where the mistake stands, as `outcome.latency`. */
  readonly place: string;
  /** What was found there. */
  readonly found: unknown;
  /** What was expected, and what to do. */
  readonly advice: string;

  /** Of what was found at a place. */
  constructor(code: PolicyErrorCode, found: unknown, place: string) {
    const advice = ADVICE[code];
    super(`${code}: ${String(found).slice(0, 60)} at ${place}; ${advice}`);
    this.code = code;
    this.place = place;
    this.found = found;
    this.advice = advice;
  }
}
