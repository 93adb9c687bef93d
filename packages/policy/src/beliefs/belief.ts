import { PolicyError } from "../errors.ts";
import type { Evidence, Observation } from "./observation.ts";

/** What is believed of an option in a dimension, at an address. */
export interface Belief {
  /**
   * The estimate, in the unit of the dimension; what {@link publish} writes. Of a skewed quantity it is the median;
   * {@link expectationOf} says what to expect of it on average.
   */
  readonly mean: number;
  /** How far from it the truth may be: one standard deviation. */
  readonly deviation: number;
  /** How many observations there were at the address itself; less where they have aged. */
  readonly count: number;
  /** The same on the scale on which it is normal, where the interval is symmetric. */
  readonly center: number;
  readonly width: number;
  /** The variance of one observation around the truth, on that scale. */
  readonly noise: number;
}

/** A belief from the posterior on the scale of its model. */
export function beliefOf(model: Observation, center: number, variance: number, evidence: Evidence): Belief {
  const { count } = evidence;
  const width = Math.sqrt(variance);
  const noise = model.noise(evidence);
  if (model.scale === "linear") return { mean: center, deviation: width, count, center, width, noise };
  // The median, and not the average: an observation below the average may well raise it, one below the median never does.
  const mean = finite(Math.exp(center));
  const deviation = finite(mean * Math.sqrt(Math.expm1(variance)));
  return { mean, deviation, count, center, width, noise };
}

/** Nothing is believed to be larger: its square is still a number. */
const finite = (number: number): number => Math.min(number, 1e150);

/**
 * What the next observation is on average. That is `belief.mean`, but for a skewed quantity: its median is exceeded as often
 * as not, and now and then by much, so the average is larger by the factor exp((width² + noise) / 2) (the mean of a log-normal
 * quantity). A bill or a waiting time adds up to this. At most 1e150.
 *
 * @example
 * import { Beliefs, expectationOf, skewed } from "@thalweg/policy/beliefs";
 * const beliefs = new Beliefs({ levels: ["global"], dimensions: { latency: skewed({ typical: 3, factor: 2 }) } });
 * const belief = beliefs.belief({}, "groq", "latency");
 * console.log(belief.mean.toFixed(1), expectationOf(belief, beliefs.model("latency")).toFixed(1)); // 3.0 4.9
 */
export function expectationOf(belief: Belief, model: Observation): number {
  if (model.scale === "linear") return belief.mean;
  return finite(Math.exp(belief.center + (belief.width ** 2 + belief.noise) / 2));
}

/** Half the width of a normal interval, in standard deviations, for a share of what may come. */
const QUANTILES: Readonly<Record<number, number>> = { 0.5: 0.6745, 0.8: 1.2816, 0.9: 1.6449, 0.95: 1.96, 0.99: 2.5758 };

/** What an interval is to hold: the truth, or the next observation. */
export type Of = "truth" | "observation";

/**
 * Between which two numbers the truth, or the next observation, lies with a confidence of 0.5, 0.8, 0.9, 0.95 or 0.99.
 * Throws `invalid-number` for another.
 *
 * @example
 * import { Beliefs, gaussian, intervalOf } from "@thalweg/policy/beliefs";
 * const beliefs = new Beliefs({ levels: ["global"], dimensions: { latency: gaussian({ mean: 2, deviation: 1 }) } });
 * const [low, high] = intervalOf(beliefs.belief({}, "groq", "latency"), beliefs.model("latency"), 0.95);
 * console.log(low.toFixed(2), high.toFixed(2)); // 0.04 3.96
 */
export function intervalOf(
  belief: Belief,
  model: Observation,
  confidence: 0.5 | 0.8 | 0.9 | 0.95 | 0.99,
  of: Of = "truth",
): readonly [low: number, high: number] {
  const quantile = QUANTILES[confidence];
  if (quantile === undefined) throw new PolicyError("invalid-number", confidence, "confidence");
  const width = Math.sqrt(belief.width ** 2 + (of === "observation" ? belief.noise : 0));
  const half = quantile * width;
  const at = (number: number): number => {
    const value = model.scale === "log" ? finite(Math.exp(number)) : number;
    return Math.min(Math.max(value, model.range[0]), model.range[1]);
  };
  return [at(belief.center - half), at(belief.center + half)];
}
