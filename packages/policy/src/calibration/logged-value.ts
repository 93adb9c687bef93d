import { checkNumber } from "../check-number.ts";
import { checkFlag, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";

/** A request that was answered by the cheap tier, or escalated to the strong one, as the log has it. */
export interface LoggedOutcome {
  /** What a threshold is compared with, such as a difficulty. */
  readonly score: number;
  readonly escalated: boolean;
  /** The probability with which the log's policy did what it did, above 0. */
  readonly propensity: number;
  /** Of the answer, from 0 to 1. */
  readonly quality: number;
}

/**
 * What an outcome says about the policy "escalate where the score is above the threshold": quality / propensity if that
 * is what was done, else 0. Its mean is that policy's quality (inverse propensity: Horvitz and Thompson, 1952); where the
 * log never did what the policy would do, the missing answers count as worthless, so nothing is ever taken for granted.
 * Throws `not-logged` for a propensity of 0 or none, `invalid-number`, `invalid-option`.
 *
 * @example
 * import { loggedValue } from "@thalweg/policy/calibration";
 * const outcome = { score: 0.3, escalated: false, propensity: 0.5, quality: 1 };
 * console.log(loggedValue(outcome, 0.4), loggedValue(outcome, 0.2)); // 2 0
 */
export function loggedValue(outcome: LoggedOutcome, threshold: number): number {
  const { score, escalated, propensity, quality } = checkObject(outcome, "outcome");
  checkFlag(escalated, "outcome.escalated");
  checkNumber(score, "outcome.score");
  checkNumber(quality, "outcome.quality", 0, 1);
  if (!(propensity > 0)) throw new PolicyError("not-logged", propensity, "outcome.propensity");
  checkNumber(propensity, "outcome.propensity", 1e-9, 1);
  return escalated === score > threshold ? quality / propensity : 0;
}
