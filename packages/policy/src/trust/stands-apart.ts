import { checkNumber } from "../check-number.ts";
import { checkKeys, checkObject } from "../check-options.ts";

/** Takes of {@link standsApart}. */
export interface StandsApartOptions {
  /** How many times the median distance from the median is far: 5 by default. */
  readonly distance?: number | undefined;
  /** A distance that is never far, in the units of the reports. */
  readonly least?: number | undefined;
}

/**
 * Which reporters say something far from what most say: further from the median than `distance` times the median of all
 * such distances. Of fewer than three finite reports nobody stands apart. Fewer than half of the reporters cannot move it
 * far, however many there are and whatever they say: the median absolute deviation, Hampel (1974). Throws
 * `invalid-number`.
 *
 * @example
 * import { standsApart } from "@thalweg/policy/trust";
 * console.log(standsApart({ A: 0.2, B: 0.21, C: 0.19, D: 7 })); // [ 'D' ]
 */
export function standsApart(
  reports: Readonly<Record<string, number>>,
  options: StandsApartOptions = {},
): readonly string[] {
  const { distance = 5, least = 0 } = checkKeys(options, ["distance", "least"], "options");
  checkObject(reports, "reports");
  checkNumber(distance, "distance", 0);
  checkNumber(least, "least", 0);
  const finite = Object.entries(reports).filter(([, report]) => Number.isFinite(report));
  if (finite.length < 3) return [];
  const middle = median(finite.map(([, report]) => report));
  const far = distance * median(finite.map(([, report]) => Math.abs(report / 2 - middle / 2)));
  return finite
    .filter(([, report]) => {
      // Halved, since the distance of two numbers can be too large for one.
      const half = Math.abs(report / 2 - middle / 2);
      return half > far && half > least / 2;
    })
    .map(([reporter]) => reporter);
}

function median(numbers: readonly number[]): number {
  const sorted = Float64Array.from(numbers).sort();
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return low / 2 + high / 2;
}
