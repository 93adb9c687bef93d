import { PolicyError } from "../errors.ts";

/**
 * Evidence against "the mean is below the floor": the p-value, if every value had been seen `times` times. With once it
 * is the test's; with more it plans how many values it would take.
 */
export type Evidence = (times: number) => number;

/**
 * A test of values, none below `least`, against a floor of their mean. The p-value is valid: where the mean is below the
 * floor, it is at most δ with a probability of at most δ, for every sample size.
 */
export type FloorTest = (values: Float64Array, floor: number, least: number) => Evidence;

/** Shares of the largest stake that can be lost, from bold to careful. */
const STAKES: readonly number[] = Array.from({ length: 20 }, (_, at) => 0.98 * 0.7 ** at);

/**
 * The test for values without an upper bound, as weighted ones are. It bets on the mean being above the floor: with a
 * stake λ, capital Π (1 + λ · (value − floor)) grows by chance above 1/δ with a probability of at most δ if the mean is
 * below (Markov); it takes the mean over a fixed set of stakes, so the order of the values is irrelevant. Waudby-Smith
 * and Ramdas, Estimating means of bounded random variables by betting (2024); without an upper bound on importance
 * weights: Waudby-Smith, Wu, Ramdas, Karampatziakis and Mineiro (2022).
 */
export const bettingTest: FloorTest = (values, floor, least) => {
  const deepest = floor - least;
  // No value is below the floor, nor is their mean.
  if (!(deepest > 0)) return () => 0;
  const growths = STAKES.map((stake) => {
    let growth = 0;
    for (const value of values) growth += Math.log1p((stake / deepest) * (value - floor));
    return growth;
  });
  return (times) => {
    const largest = Math.max(...growths) * times;
    const sum = growths.reduce((total, growth) => total + Math.exp(growth * times - largest), 0);
    return Math.min(1, Math.exp(Math.log(STAKES.length) - Math.log(sum) - largest));
  };
};

/**
 * The test for values that are 0 or 1: P(X ≥ successes) for X binomial at the floor, the exact test behind the interval
 * of Clopper and Pearson (1934). With fewer values than {@link bettingTest} it says the same. Throws `invalid-number` for
 * another value.
 */
export const binomialTest: FloorTest = (values, floor) => {
  let successes = 0;
  for (const [at, value] of values.entries()) {
    if (value !== 0 && value !== 1) throw new PolicyError("invalid-number", value, `values[${at}]`);
    successes += value;
  }
  return (times) => binomialTail(Math.round(successes * times), Math.round(values.length * times), floor);
};

/** P(X ≥ successes) for X binomial with `count` trials, or 1 at or below its mean, where it is no evidence. */
export function binomialTail(successes: number, count: number, probability: number): number {
  if (successes <= count * probability) return 1;
  if (probability <= 0) return 0;
  let term = Math.exp(
    logFactorial(count) -
      logFactorial(successes) -
      logFactorial(count - successes) +
      successes * Math.log(probability) +
      (count - successes) * Math.log1p(-probability),
  );
  let sum = 0;
  // Above the mean every term is smaller than the one before.
  for (let k = successes; k <= count && term > sum * 1e-17; k++) {
    sum += term;
    term *= ((count - k) / (k + 1)) * (probability / (1 - probability));
  }
  return Math.min(1, sum);
}

/** ln n!, to 1e-12 (Stirling's series from 20 on). */
function logFactorial(n: number): number {
  let sum = 0;
  let x = n;
  for (; x < 20; x++) sum -= Math.log(x + 1);
  return (
    sum +
    (x + 0.5) * Math.log(x) -
    x +
    0.5 * Math.log(2 * Math.PI) +
    1 / (12 * x) -
    1 / (360 * x ** 3) +
    1 / (1260 * x ** 5)
  );
}
