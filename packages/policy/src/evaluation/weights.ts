import { PolicyError } from "../errors.ts";
import { type Candidate, checkLog, type Decision, probabilityOf } from "./decision.ts";

/** How much each decision counts for a candidate, and how much it might have counted. */
export interface Weights {
  /** By decision: how probable the candidate makes what was done, over how probable that was. */
  readonly all: readonly number[];
  /** The least, and what a decision that counts may weigh: the mean over the weights, by weight. */
  readonly least: number;
  readonly typical: number;
  /** The share of decisions in which what the candidate does was so improbable that the log cannot be expected to have it. */
  readonly unsupported: number;
}

/** What a decision cannot be expected to show once: it has so little of a chance, as a share of the number of decisions. */
const RARE = 2;
/** Probabilities of a candidate may be rounded by so much. */
const ROUNDED = 1e-6;

/**
 * The weights of a log. What was done at a propensity leaves what is left of 1 to all others: so a decision that the
 * candidate would have made otherwise says how large a weight might have been there. Where nothing is left, what the
 * candidate does was never logged, and `not-logged` says so. Throws as {@link checkLog} and the candidate do.
 */
export function weightsOf<Context>(log: readonly Decision<Context>[], candidate: Candidate<Context>): Weights {
  checkLog(log);
  const all: number[] = [];
  const others: number[] = [];
  let rare = 0;
  for (const [i, decision] of log.entries()) {
    const { option, propensity } = decision;
    const probability = probabilityOf(candidate, decision, `log[${i}]`)(option);
    all.push(probability / propensity);
    const left = 1 - probability;
    if (left <= ROUNDED) continue;
    if (propensity === 1) {
      const advice = "the candidate does what had no chance there; log a policy that leaves every option some";
      throw new PolicyError("not-logged", propensity, `log[${i}].propensity`, advice);
    }
    const other = left / (1 - propensity);
    if (other > log.length / RARE) rare++;
    else others.push(other);
  }
  return {
    all,
    least: all.reduce((least, weight) => Math.min(least, weight), Infinity),
    typical: Math.max(byWeight(all), byWeight(others)),
    unsupported: rare / log.length,
  };
}

/** The mean of weights, each counted by itself; 0 of none. */
function byWeight(weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total === 0 ? 0 : weights.reduce((sum, weight) => sum + weight * weight, 0) / total;
}
