import { checkNumber } from "../check-number.ts";
import { checkFunction } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import { type Candidate, type Decision, LARGEST_OUTCOME, probabilityOf } from "./decision.ts";
import {
  average,
  declaredRange,
  type Estimate,
  type EstimateOptions,
  estimateOf,
  type Range,
  rangeOf,
} from "./estimate.ts";
import { type Weights, weightsOf } from "./weights.ts";

/**
 * What a candidate would have cost, by inverse propensity (Horvitz and Thompson, 1952): unbiased where every option that the
 * candidate takes could have been logged; its error grows with the weights. Throws `no-sample`, `not-logged` (also where the
 * log proves that what the candidate takes had no chance), `unknown-option`, `invalid-number`, `invalid-option`.
 *
 * @example
 * import { inversePropensity } from "@thalweg/policy/evaluation";
 * const options = ["a", "b"];
 * const log = [
 *   { context: 1, options, option: "a", propensity: 0.5, outcome: 1 },
 *   { context: 2, options, option: "b", propensity: 0.5, outcome: 0 },
 * ];
 * console.log(inversePropensity(log, () => "a").mean); // 1
 */
export function inversePropensity<Context>(
  log: readonly Decision<Context>[],
  candidate: Candidate<Context>,
  options?: EstimateOptions,
): Estimate {
  const declared = declaredRange(options);
  const weights = weightsOf(log, candidate);
  const terms = log.map(({ outcome }, i) => (weights.all[i] as number) * outcome);
  const added = weighted(weights, declared ?? rangeOf(log.map(({ outcome }) => outcome)));
  return estimateOf({ terms, added }, log, weights, declared);
}

/** What a weighted quantity of a range can be at most and at least. */
function weighted({ least, typical }: Weights, [low, high]: Range): Range {
  return [Math.min(least * low, typical * low), Math.max(least * high, typical * high)];
}

/**
 * The same, with weights that are made to add up to the number of decisions (Swaminathan and Joachims, 2015): a little
 * biased, much steadier, and never beyond the outcomes that there were. Throws as {@link inversePropensity}, and
 * `no-sample` where the candidate would have done nothing that was done.
 */
export function selfNormalised<Context>(
  log: readonly Decision<Context>[],
  candidate: Candidate<Context>,
  options?: EstimateOptions,
): Estimate {
  const declared = declaredRange(options);
  const weights = weightsOf(log, candidate);
  const total = average(weights.all);
  if (total === 0) throw new PolicyError("no-sample", "no decision that the candidate would have made", "log");
  const terms = log.map(({ outcome }, i) => (weights.all[i] as number) * outcome);
  // Divided at first: so no rounding leads beyond the outcomes that there were.
  const mean = average(log.map(({ outcome }, i) => ((weights.all[i] as number) / total) * outcome));
  const [low, high] = declared ?? rangeOf(log.map(({ outcome }) => outcome));
  const { typical } = weights;
  const added: Range = [typical * low, typical * high];
  return estimateOf({ terms, mean, shares: weights.all, added, addedShare: typical }, log, weights, declared);
}

/** What an option is thought to cost in a context. */
export type Prediction<Context> = (decision: Decision<Context>, option: string) => number;

/**
 * A prediction of every outcome, corrected by what was seen where it was seen (Dudík, Langford and Li, 2011): right on
 * average where either the propensities or the predictions are, and the steadier the better the predictions. Throws as
 * {@link inversePropensity}.
 */
export function doublyRobust<Context>(
  log: readonly Decision<Context>[],
  candidate: Candidate<Context>,
  predict: Prediction<Context>,
  options?: EstimateOptions,
): Estimate {
  const declared = declaredRange(options);
  checkFunction(predict, "predict");
  const weights = weightsOf(log, candidate);
  const predictionOf = (decision: Decision<Context>, option: string): number =>
    checkNumber(predict(decision, option), `prediction of ${option}`, -LARGEST_OUTCOME, LARGEST_OUTCOME);
  const expected = log.map((decision, i) => {
    const probability = probabilityOf(candidate, decision, `log[${i}]`);
    return decision.options.reduce((sum, option) => {
      const share = probability(option);
      return share === 0 ? sum : sum + share * predictionOf(decision, option);
    }, 0);
  });
  const predicted = log.map((decision) => predictionOf(decision, decision.option));
  const residuals = log.map(({ outcome }, i) => outcome - (predicted[i] as number));
  const terms = residuals.map((residual, i) => (expected[i] as number) + (weights.all[i] as number) * residual);
  const [least, most] = rangeOf(predicted);
  const [low, high] = weighted(weights, declared ? [declared[0] - most, declared[1] - least] : rangeOf(residuals));
  const base = average(expected);
  return estimateOf({ terms, added: [base + low, base + high] }, log, weights, declared);
}
