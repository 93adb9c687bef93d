import { PolicyError } from "../errors.ts";

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
  /** The variance of one observation around the truth, on that scale, by which it is weighed; above 0. */
  variance(evidence: Evidence): number;
  /** The same as far as the evidence shows it, for intervals of what comes next. */
  noise(evidence: Evidence): number;
}

/** Beyond these no sum overflows, however many there are. */
const GREATEST = 1e100;

/** Takes of the observation models, all on the scale of the dimension unless it says otherwise. */
export interface Prior {
  /** What is expected of an option that nothing is known of. */
  readonly mean?: number;
  /** How far from it the truth may be: one standard deviation. */
  readonly deviation?: number;
  /** How far an option at one address may be from the same option at the parent; for all levels, or coarse to fine. */
  readonly spread?: number | readonly number[];
}

const positive = (number: number, place: string): number => {
  if (!(number > 0 && number < Infinity)) throw new PolicyError("invalid-number", number, place);
  return number;
};

function checked(prior: Required<Prior>): Required<Prior> {
  if (!Number.isFinite(prior.mean)) throw new PolicyError("invalid-number", prior.mean, "mean");
  positive(prior.deviation, "deviation");
  for (const spread of [prior.spread].flat()) positive(spread, "spread");
  return prior;
}

/**
 * Any number, with noise of a known standard deviation: then the posterior is exact.
 *
 * @example
 * import { gaussian } from "@thalweg/policy/beliefs";
 * console.log(gaussian({ noise: 2 }).variance({ count: 0, sum: 0, squares: 0 })); // 4
 */
export function gaussian({
  mean = 0,
  deviation = 1,
  spread = 0.5,
  noise = 1,
}: Prior & { readonly noise?: number } = {}): Observation {
  const variance = positive(noise, "noise") ** 2;
  return {
    ...checked({ mean, deviation, spread }),
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
 * @example
 * import { rate } from "@thalweg/policy/beliefs";
 * console.log(rate().variance({ count: 0, sum: 0, squares: 0 })); // 0.25
 */
export function rate({
  mean = 0.5,
  deviation = 0.3,
  spread = 0.22,
  noise = "seen",
}: Prior & { readonly noise?: "seen" | "most" } = {}): Observation {
  const variance = ({ count, sum }: Evidence): number => {
    if (noise === "most") return 0.25;
    const share = (sum + IMAGINED / 2) / (count + IMAGINED);
    return Math.max(LEAST_VARIANCE, share * (1 - share));
  };
  return { ...checked({ mean, deviation, spread }), scale: "linear", range: [0, 1], variance, noise: variance };
}

/** How many imagined observations the variance of a skewed quantity begins with. */
const SKEWED = 4;

/**
 * A quantity above 0 that is now and then much larger than it is most of the time: a latency, a price, a length. Its
 * logarithm is taken as normal. `typical` is the median of what is expected; `factor`, `spreadFactor` and `noiseFactor`
 * say by what factor the truth may be off, a child may differ, and single observations do differ: one standard deviation
 * of the logarithm. Intervals of what comes next go by the noise that was seen, which begins as four imagined observations of
 * `noiseFactor`.
 *
 * @example
 * import { skewed } from "@thalweg/policy/beliefs";
 * console.log(Math.exp(skewed({ typical: 2 }).mean)); // 2
 */
export function skewed({
  typical,
  factor = 4,
  spreadFactor = 2,
  noiseFactor = 2,
}: {
  readonly typical: number;
  readonly factor?: number;
  readonly spreadFactor?: number;
  readonly noiseFactor?: number;
}): Observation {
  const logarithm = (number: number, place: string): number => positive(Math.log(positive(number, place)), place);
  const known = logarithm(noiseFactor, "noiseFactor") ** 2;
  return {
    mean: Math.log(positive(typical, "typical")),
    deviation: logarithm(factor, "factor"),
    spread: logarithm(spreadFactor, "spreadFactor"),
    scale: "log",
    range: [1 / GREATEST, GREATEST],
    // Weighed as declared: were it as seen, a very fast answer would raise what is expected.
    variance: () => known,
    noise({ count, sum, squares }) {
      // Of discounted evidence a share of the first observation may be left, of which nothing is known.
      const around = count > 0 ? Math.max(0, squares - (sum / count) * sum) : 0;
      return (SKEWED * known + around) / (SKEWED + Math.max(0, count - 1));
    },
  };
}
