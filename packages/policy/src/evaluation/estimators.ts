import { PolicyError } from "../errors.ts";
import { type Candidate, checkLog, type Decision, probabilityOf } from "./decision.ts";
import { average, type Estimate, estimateOf } from "./estimate.ts";

/** How much each decision counts for a candidate: how probable it makes what was done, over how probable that was. */
function weightsOf<Context>(log: readonly Decision<Context>[], candidate: Candidate<Context>): readonly number[] {
  checkLog(log);
  return log.map((decision, i) => {
    const { option, propensity } = decision;
    return probabilityOf(candidate, decision, `log[${i}]`)(option) / propensity;
  });
}

/**
 * What a candidate would have cost, by inverse propensity (Horvitz and Thompson, 1952): unbiased where every option that the
 * candidate takes could have been logged; its error grows with the weights. Throws `no-sample`, `not-logged`,
 * `unknown-option`, `invalid-number`.
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
export function inversePropensity<Context>(log: readonly Decision<Context>[], candidate: Candidate<Context>): Estimate {
  const weights = weightsOf(log, candidate);
  return estimateOf(
    log.map(({ outcome }, i) => (weights[i] as number) * outcome),
    weights,
  );
}

/**
 * The same, with weights that are made to add up to the number of decisions (Swaminathan and Joachims, 2015): a little
 * biased, much steadier, and never beyond the outcomes that there were. Throws as {@link inversePropensity}, and
 * `no-sample` where the candidate would have done nothing that was done.
 */
export function selfNormalised<Context>(log: readonly Decision<Context>[], candidate: Candidate<Context>): Estimate {
  const weights = weightsOf(log, candidate);
  const scale = average(weights);
  if (scale === 0) throw new PolicyError("no-sample", "no decision that the candidate would have made", "log");
  const mean = average(log.map(({ outcome }, i) => ((weights[i] as number) / scale) * outcome));
  // The delta method: how far each decision moves the quotient.
  const terms = log.map(({ outcome }, i) => mean + ((weights[i] as number) / scale) * (outcome - mean));
  return estimateOf(terms, weights, mean);
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
): Estimate {
  const weights = weightsOf(log, candidate);
  const terms = log.map((decision, i) => {
    const probability = probabilityOf(candidate, decision, `log[${i}]`);
    const expected = decision.options.reduce((sum, option) => {
      const share = probability(option);
      return share === 0 ? sum : sum + share * checked(predict(decision, option), `prediction of ${option}`);
    }, 0);
    const weight = weights[i] as number;
    return (
      expected +
      (weight === 0 ? 0 : weight * (decision.outcome - checked(predict(decision, decision.option), "prediction")))
    );
  });
  return estimateOf(terms, weights);
}

function checked(number: number, place: string): number {
  if (!Number.isFinite(number)) throw new PolicyError("invalid-number", number, place);
  return number;
}
