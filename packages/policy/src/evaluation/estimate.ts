/** What a policy would have cost, a decision, and how sure that is. */
export interface Estimate {
  readonly mean: number;
  /** One standard deviation of the mean; infinite below two matched decisions, which have no spread. */
  readonly error: number;
  /** Between which two numbers the truth lies in 95 of 100 logs, about; all there are below two matched decisions. */
  readonly interval: readonly [low: number, high: number];
  /** How many decisions that the policy would have made itself would tell as much (Kish, 1965). */
  readonly effective: number;
  /** How many decisions the candidate would have made as they were made, at all. */
  readonly matched: number;
}

/** Half the width of the interval, in standard deviations. */
const WIDTH = 1.96;

/** The mean of terms, one for each decision, beside the weights that they were given; at least one. */
export function estimateOf(
  terms: readonly number[],
  weights: readonly number[],
  mean: number = average(terms),
): Estimate {
  const squares = terms.reduce((sum, term) => sum + (term - mean) ** 2, 0);
  const matched = weights.filter((weight) => weight > 0).length;
  // One match, or none, says nothing of how far another log would be from it: any spread found would be too small.
  const error = matched > 1 ? Math.sqrt(squares / (terms.length - 1) / terms.length) : Infinity;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const all = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return {
    mean,
    error,
    interval: [mean - WIDTH * error, mean + WIDTH * error],
    effective: all > 0 ? (total * total) / all : 0,
    matched,
  };
}

export const average = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
