import { checkNumber } from "../check-number.ts";
import { checkKeys } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import { checkDeviation, checkSpread, GREATEST } from "./bounds.ts";

/** What was seen of one option at one address, as sums over the observations, each by its weight. */
export interface Evidence {
  readonly count: number;
  readonly sum: number;
  /** The sum of the squares. */
  readonly squares: number;
}

/** How the observations of a dimension come about, and what is believed before there are any. */
export interface Observation {
  /** The mean at the root before any evidence, and how far from it the truth may be: one standard deviation. */
  readonly mean: number;
  readonly deviation: number;
  /** How far a child's truth may be from its parent's: one standard deviation; for all levels, or coarse to fine. */
  readonly spread: number | readonly number[];
  /** The scale on which observations are normal, and back. Throws `invalid-number`. */
  readonly scale: "linear" | "log";
  /** The least and the greatest that can be observed. */
  readonly range: readonly [least: number, greatest: number];
  /** On a logarithmic scale: what is less counts as this, for 0 has no logarithm. */
  readonly floor?: number | undefined;
  /** The variance of one observation around the truth, on that scale, by which it is weighed; above 0. */
  variance(evidence: Evidence): number;
  /** The same as far as the evidence shows it, for intervals of what comes next. */
  noise(evidence: Evidence): number;
}

/** A value on the scale on which observations are normal. */
export function scaled({ scale, floor = 0 }: Observation, value: number): number {
  return scale === "linear" ? value : Math.log(Math.max(value, floor));
}

const PRIOR = ["mean", "deviation", "spread"];

/** Takes of the observation models, in the unit of the dimension. Deviations and spreads are from 1e-50 to 1e50. */
export interface Prior {
  /** What is expected of an option that nothing is known of; at most 1e100 from 0. */
  readonly mean?: number;
  /** How far from it the truth may be: one standard deviation. */
  readonly deviation?: number;
  /**
   * How far an option at one address may be from the same option at the parent; for all levels, or coarse to fine. In
   * proportion to `deviation` unless given.
   */
  readonly spread?: number | readonly number[];
}

function checked({ mean, deviation, spread }: Required<Prior>, least: number, greatest: number): Required<Prior> {
  return {
    mean: checkNumber(mean, "mean", least, greatest),
    deviation: checkDeviation(deviation, "deviation"),
    spread: checkSpread(spread, "spread"),
  };
}

/**
 * Any number from −1e100 to 1e100, with noise of a known standard deviation, from 1e-50 to 1e50: then the posterior is exact.
 * Throws `invalid-number`.
 *
 * @example
 * import { gaussian } from "@thalweg/policy/beliefs";
 * console.log(gaussian({ noise: 2 }).variance({ count: 0, sum: 0, squares: 0 })); // 4
 */
export function gaussian(options?: Prior & { readonly noise?: number }): Observation {
  const { mean = 0, deviation = 1, noise = 1, ...rest } = checkKeys(options, [...PRIOR, "noise"], "options");
  const { spread = deviation / 2 } = rest;
  const variance = checkDeviation(noise, "noise") ** 2;
  return {
    ...checked({ mean, deviation, spread }, -GREATEST, GREATEST),
    scale: "linear",
    range: [-GREATEST, GREATEST],
    variance: () => variance,
    noise: () => variance,
  };
}

/** How many imagined observations, half of them 1, the variance of a rate begins with. */
const IMAGINED = 2;
/** No rate is believed to vary less than one of 2 % does. */
const LEAST_VARIANCE = 0.02;

/**
 * A number from 0 to 1: did it fail, how much was it short of perfect. Its variance is that of a share, p·(1 − p), with p
 * estimated from what was seen and two imagined observations; so an option that always fails is given up early. A surprise
 * raises the variance, and may widen the interval; with `noise: "most"` it is the 1/4 that no share exceeds, and never does.
 *
 * That an outcome at least as good as the estimate never raises it holds for outcomes of 0 and 1, and for all others with
 * `noise: "most"`. With the variance as seen, one between 0 and 1 that is hardly better than the estimate tells of the
 * variance, too, and so of how much those before it count: then the estimate may rise a little, though it was met.
 * Throws `invalid-number`, `invalid-option`.
 *
 * @example
 * import { rate } from "@thalweg/policy/beliefs";
 * console.log(rate().variance({ count: 0, sum: 0, squares: 0 })); // 0.25
 */
export function rate(options?: Prior & { readonly noise?: "seen" | "most" }): Observation {
  const { mean = 0.5, deviation = 0.3, noise = "seen", ...rest } = checkKeys(options, [...PRIOR, "noise"], "options");
  const { spread = (0.22 / 0.3) * deviation } = rest;
  if (noise !== "seen" && noise !== "most")
    throw new PolicyError("invalid-option", noise, "noise", "give seen or most");
  const variance = ({ count, sum }: Evidence): number => {
    if (noise === "most") return 0.25;
    const share = (sum + IMAGINED / 2) / (count + IMAGINED);
    return Math.max(LEAST_VARIANCE, share * (1 - share));
  };
  return { ...checked({ mean, deviation, spread }, 0, 1), scale: "linear", range: [0, 1], variance, noise: variance };
}

const QUANTITY = ["typical", "least", "factor", "spreadFactor", "noiseFactor"];
/** How many imagined observations the variance of a skewed quantity begins with. */
const SKEWED = 4;
/** The smallest factor that is above 1. */
const FACTOR = 1 + Number.EPSILON;

/**
 * A quantity that is now and then much larger than it is most of the time: a latency, a price, a length. Its logarithm is
 * taken as normal; what is less than `least`, 0 too, counts as that, a millionth of `typical` by default.
 *
 * `typical` is the median of what is expected, from 1e-100 to 1e100; `factor`, `spreadFactor` and `noiseFactor`, above 1 to
 * 1e100, say by what factor the truth may be off, a child may differ, and single observations do differ: one standard
 * deviation of the logarithm; by default 4, the root of `factor`, and 2. Intervals of what comes next go by the noise that was seen, which begins
 * as four imagined observations of `noiseFactor`.
 *
 * The estimate is the median: half of what comes is more. So an outcome at least as good as the estimate never raises it. The
 * average is more by a factor: of options that are known well exp(noise / 2), the same for all of a dimension unless their
 * noises differ, so that a score by the median ranks them alike. {@link expectationOf} has the average. Throws
 * `invalid-number`.
 *
 * @example
 * import { skewed } from "@thalweg/policy/beliefs";
 * console.log(Math.exp(skewed({ typical: 2 }).mean)); // 2
 */
export function skewed(options: {
  readonly typical: number;
  readonly least?: number;
  readonly factor?: number;
  readonly spreadFactor?: number;
  readonly noiseFactor?: number;
}): Observation {
  const { typical, factor = 4, noiseFactor = 2, ...rest } = checkKeys(options, QUANTITY, "options");
  const { spreadFactor = Math.sqrt(factor), least = Math.max(typical / 1e6, 1 / GREATEST) } = rest;
  const logarithm = (number: number, place: string): number => Math.log(checkNumber(number, place, FACTOR, GREATEST));
  const known = logarithm(noiseFactor, "noiseFactor") ** 2;
  return {
    mean: Math.log(checkNumber(typical, "typical", 1 / GREATEST, GREATEST)),
    deviation: logarithm(factor, "factor"),
    spread: logarithm(spreadFactor, "spreadFactor"),
    scale: "log",
    range: [0, GREATEST],
    floor: checkNumber(least, "least", 1 / GREATEST, GREATEST),
    // Weighed as declared: were it as seen, a very fast answer would raise what is expected.
    variance: () => known,
    noise({ count, sum, squares }) {
      // Of discounted evidence a share of the first observation may be left, of which nothing is known.
      const around = count > 0 ? Math.max(0, squares - (sum / count) * sum) : 0;
      return (SKEWED * known + around) / (SKEWED + Math.max(0, count - 1));
    },
  };
}
