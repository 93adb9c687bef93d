/** What was expected, and so what to do, by code. */
const ADVICE = {
  "invalid-option": "give what the documentation names for this place",
  "invalid-number": "give a finite number within the bounds that the documentation names for this place",
  "invalid-name": "give a name that is known there, and that a tensor can have",
  "unknown-option": "choose among the options that were given",
  "unknown-reservation": "give a reservation that was made here and has neither expired nor been settled",
  "unknown-sample": "judge what was sampled here, once, before it expires",
  "no-options": "give at least one option; where all of a tensor are closed, explain(cursor).gated says by what",
  "no-sample": "give more outcomes; too few were logged for the question",
  "not-logged": "log the propensity of each decision, of a policy that leaves every option some; at least 1e-9",
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

  /** Of what was found at a place; `advice` where more can be said than of the code alone. */
  constructor(code: PolicyErrorCode, found: unknown, place: string, advice: string = ADVICE[code]) {
    super(`${code}: ${shown(found)} at ${place}; ${advice}`);
    this.code = code;
    this.place = place;
    this.found = found;
    this.advice = advice;
  }
}

/** What was found, short: also what has no text of its own, as an object without a prototype. */
function shown(found: unknown): string {
  if (typeof found === "function") return "a function";
  if (typeof found === "object" && found !== null) return Array.isArray(found) ? "a list" : "an object";
  // A text that reads as a number, or as nothing, would not be seen to be one.
  const isQuoted = typeof found === "string" && !Number.isNaN(Number(found));
  return isQuoted ? JSON.stringify(found.slice(0, 60)) : String(found).slice(0, 60);
}
