import { checkNumber } from "../check-number.ts";
import { PolicyError } from "../errors.ts";

/** Beyond these no sum overflows, however many there are: of whatever is observed, or expected. */
export const GREATEST = 1e100;
/** Between these the squares of deviations, and one through another, are numbers. */
export const WIDEST = 1e50;

/** A standard deviation: from 1e-50 to 1e50. Throws `invalid-number`. */
export const checkDeviation = (deviation: unknown, place: string): number =>
  checkNumber(deviation, place, 1 / WIDEST, WIDEST);

/** One standard deviation, or one for each level. Throws `invalid-number`. */
export function checkSpread(spread: unknown, place: string): number | readonly number[] {
  if (!Array.isArray(spread)) return checkDeviation(spread, place);
  if (spread.length === 0) throw new PolicyError("invalid-number", "none", place);
  return spread.map((each, i) => checkDeviation(each, `${place}[${i}]`));
}
