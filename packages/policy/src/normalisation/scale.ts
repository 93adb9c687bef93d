import { checkNumber, checkPositive } from "../check-number.ts";
import { checkKeys, checkSamples } from "../check-options.ts";

/** A length in a dimension's own units: what counts as 1 of it. Always finite and above 0. */
export interface Scale {
  readonly scale: number;
  /** How many finite samples it comes from. */
  readonly count: number;
  /** What it is: where the samples do not span what was asked for, their largest size, or, of zeros and of none, a fallback. */
  readonly from: "quantiles" | "max-abs" | "fallback";
}

/** What a scale can be at most and at least: its inverse is a number, too. */
const [LEAST, MOST] = [2 ** -1000, 2 ** 1000];

const within = (scale: number): number => Math.min(MOST, Math.max(LEAST, scale));

/**
 * The largest size |x| among the samples. What is not finite is passed over: a gate is no quantity. With no sample but
 * zeros it is `fallback`, 1 by default. Throws `invalid-number` for a fallback that is not above 0.
 *
 * @example
 * import { maxAbsScale } from "@thalweg/policy/normalisation";
 * console.log(maxAbsScale([0.2, -0.5, Infinity])); // { scale: 0.5, count: 2, from: 'max-abs' }
 */
export function maxAbsScale(samples: Iterable<number>, fallback = 1): Scale {
  checkPositive(fallback, "fallback");
  checkSamples(samples, "samples");
  let count = 0;
  let largest = 0;
  for (const sample of samples) {
    if (!Number.isFinite(sample)) continue;
    count++;
    largest = Math.max(largest, Math.abs(sample));
  }
  if (largest === 0) return { scale: within(fallback), count, from: "fallback" };
  return { scale: within(largest), count, from: "max-abs" };
}

/** Takes of {@link quantileScale}. */
export interface QuantileScaleOptions {
  /** 0.05 by default. */
  readonly low?: number | undefined;
  /** 0.95 by default. */
  readonly high?: number | undefined;
  readonly fallback?: number | undefined;
}

/**
 * The range between two quantiles of the samples (linear interpolation between order statistics, as the ways up of the
 * core): what options really differ by, whatever a few outliers do. Where it is 0, as of one sample or a constant, it is
 * {@link maxAbsScale}. Throws `invalid-number`.
 *
 * @example
 * import { quantileScale } from "@thalweg/policy/normalisation";
 * const latencies = [...Array(100).keys(), 1e9];
 * console.log(quantileScale(latencies)); // { scale: 90, count: 101, from: 'quantiles' }
 */
export function quantileScale(samples: Iterable<number>, options: QuantileScaleOptions = {}): Scale {
  const { low = 0.05, high = 0.95, fallback = 1 } = checkKeys(options, ["low", "high", "fallback"], "options");
  checkSamples(samples, "samples");
  checkNumber(low, "low", 0, 1);
  checkNumber(high, "high", low, 1);
  const sorted = Float64Array.from([...samples].filter(Number.isFinite)).sort();
  const quantile = (share: number): number => {
    const rank = (sorted.length - 1) * share;
    const [below, above] = [sorted[Math.floor(rank)] ?? 0, sorted[Math.ceil(rank)] ?? 0];
    const part = rank % 1;
    // The difference of two numbers can be too large for one.
    return Number.isFinite(above - below) ? below + (above - below) * part : below * (1 - part) + above * part;
  };
  const range = sorted.length === 0 ? 0 : quantile(high) / 2 - quantile(low) / 2;
  if (range === 0) return maxAbsScale(sorted, fallback);
  return { scale: within(2 * Math.min(range, MOST)), count: sorted.length, from: "quantiles" };
}
