import { checkNumber } from "../check-number.ts";
import { checkFlag, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import type { CalibrateOptions } from "./calibrate.ts";
import type { LoggedOutcome } from "./logged-value.ts";

/**
 * What `calibrate` takes of a log whose policy did either thing with at least `leastPropensity` for every request: then an
 * outcome says 1 − (1 − quality) / propensity if what was done is what the threshold would do, else 1. The mean is the
 * same as that of `loggedValue`, and it takes far fewer outcomes where most answers are good, since only the bad ones are
 * weighted. `valueAt` throws `not-logged` for a propensity that is not from `leastPropensity` to 1 minus that: there, one
 * of the two was never tried, and nothing could be said. Throws `invalid-number` unless it is above 0 and at most 0.5.
 *
 * @example
 * import { explored } from "@thalweg/policy/calibration";
 * const { valueAt, least } = explored(0.25);
 * console.log(valueAt({ score: 0.3, escalated: false, propensity: 0.5, quality: 0.9 }, 0.4), least); // 0.8 -3
 */
export function explored(
  leastPropensity: number,
): Required<Pick<CalibrateOptions<LoggedOutcome>, "valueAt">> & { readonly least: number } {
  checkNumber(leastPropensity, "leastPropensity", 1e-9, 0.5);
  const valueAt = (outcome: LoggedOutcome, threshold: number): number => {
    const { score, escalated, propensity, quality } = checkObject(outcome, "outcome");
    checkFlag(escalated, "outcome.escalated");
    checkNumber(score, "outcome.score");
    checkNumber(quality, "outcome.quality", 0, 1);
    // Rounding must not make 1 − 0.9 another number than 0.1.
    if (!(propensity >= leastPropensity - 1e-12 && propensity <= 1 - leastPropensity + 1e-12)) {
      throw new PolicyError("not-logged", propensity, "outcome.propensity");
    }
    return escalated === score > threshold ? 1 - (1 - quality) / Math.max(propensity, leastPropensity) : 1;
  };
  return { valueAt, least: 1 - 1 / leastPropensity };
}
