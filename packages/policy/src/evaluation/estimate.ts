import { checkNumber } from "../check-number.ts";
import { checkKeys, checkList } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import { type Decision, LARGEST_OUTCOME } from "./decision.ts";
import type { Weights } from "./weights.ts";

/** What a policy would have cost, a decision, and how sure that is. */
export interface Estimate {
  readonly mean: number;
  /** One standard deviation of the mean, as the spread of what was seen has it; infinite below two matched decisions. */
  readonly error: number;
  /**
   * Between which two numbers the truth lies, in at least 93 of 100 logs of the kinds that the guide names, and in
   * about 95 of large ones. With a declared range never beyond it; without one, all numbers where the log has no
   * measure of it: where fewer than eight decisions matched or could be expected to, by weight, and where all outcomes
   * are equal.
   */
  readonly interval: readonly [low: number, high: number];
  /** How many decisions that the policy would have made itself would tell as much (Kish, 1965). */
  readonly effective: number;
  /** How many decisions the candidate would have made as they were made, at all. */
  readonly matched: number;
}

/** Takes of the estimates. */
export interface EstimateOptions {
  /**
   * Between which two numbers outcomes can lie; between those that the log has seen, of whatever option, unless given.
   * The interval is as honest as this range.
   */
  readonly range?: readonly [low: number, high: number] | undefined;
}

/** Half the width of the interval, in standard deviations: those of 96 %, since weights cost some of it where they differ. */
const WIDTH = 2.054;
/** With fewer matches than that, what was seen is no measure of what can be. */
const FEWEST = 8;
/** With more decisions than this share that cannot be expected to show anything, neither. */
const UNSUPPORTED = 0.1;
/** So many decisions are added at either end of what is possible. */
const ADDED = 2;

/** The least and the greatest of something. */
export type Range = readonly [low: number, high: number];

/** The range that was declared, checked; nothing where none was. Throws `invalid-number`, `invalid-option`. */
export function declaredRange(options: EstimateOptions | undefined): Range | undefined {
  const { range } = checkKeys(options, ["range"], "options");
  if (range === undefined) return undefined;
  const [low, high] = checkList(range, "range");
  checkNumber(low, "range[0]", -LARGEST_OUTCOME, LARGEST_OUTCOME);
  checkNumber(high, "range[1]", low, LARGEST_OUTCOME);
  if (low === high) throw new PolicyError("invalid-number", high, "range[1]", "give a number above the first");
  return [low, high];
}

/** The range of numbers; at least one. */
export const rangeOf = (numbers: readonly number[]): Range =>
  numbers.reduce<Range>(
    ([low, high], number) => [Math.min(low, number), Math.max(high, number)],
    [Infinity, -Infinity],
  );

/** What {@link estimateOf} takes. */
export interface Terms {
  /** Whose mean is the estimate, one for each decision. */
  readonly terms: readonly number[];
  readonly mean?: number;
  /** What each was divided by, where the terms are a quotient's; 1 each otherwise. */
  readonly shares?: readonly number[];
  /** The extremes of what one more decision may say, and what it would be divided by. */
  readonly added: Range;
  readonly addedShare?: number;
}

/**
 * The estimate from its terms. Where matches are few, their own spread is too small a measure of it, and where they are
 * all equal it is 0: so four decisions are added to the interval, two at either end of what is possible (Agresti and
 * Coull, 1998, of which this is the generalisation to weights). The share of decisions that the log cannot be expected
 * to show may be anything: by its share of the range the interval is wider.
 */
export function estimateOf(
  { terms, mean = average(terms), shares, added, addedShare = 1 }: Terms,
  log: readonly Decision[],
  weights: Weights,
  declared: Range | undefined,
): Estimate {
  if (declared !== undefined) {
    for (const [i, { outcome }] of log.entries()) checkNumber(outcome, `log[${i}].outcome`, ...declared);
  }
  const matched = weights.all.filter((weight) => weight > 0).length;
  const squares = terms.reduce((sum, term, i) => sum + (term - mean * (shares?.[i] ?? 1)) ** 2, 0);
  const divisor = shares === undefined ? terms.length : shares.reduce((sum, share) => sum + share, 0);
  // One match, or none, says nothing of how far another log would be from it: any spread found would be too small.
  const error = matched > 1 ? Math.sqrt((squares * terms.length) / (terms.length - 1)) / divisor : Infinity;
  const total = weights.all.reduce((sum, weight) => sum + weight, 0);
  const all = weights.all.reduce((sum, weight) => sum + weight * weight, 0);
  const [low, high] = declared ?? rangeOf(log.map(({ outcome }) => outcome));
  const isTold =
    declared === undefined
      ? low < high && weights.unsupported <= UNSUPPORTED && Math.min(matched, terms.length / weights.typical) >= FEWEST
      : weights.typical > 0;
  const sums = terms.reduce((sum, term) => sum + term, 0) + ADDED * (added[0] + added[1]);
  const whole = divisor + 2 * ADDED * addedShare;
  const center = sums / whole;
  const spread =
    terms.reduce((sum, term, i) => sum + (term - center * (shares?.[i] ?? 1)) ** 2, 0) +
    ADDED * ((added[0] - center * addedShare) ** 2 + (added[1] - center * addedShare) ** 2);
  const radius = (WIDTH * Math.sqrt(spread)) / whole + weights.unsupported * (high - low);
  const within = (number: number): number =>
    declared === undefined ? number : Math.min(declared[1], Math.max(declared[0], number));
  return {
    mean,
    error,
    interval: isTold ? [within(center - radius), within(center + radius)] : (declared ?? [-Infinity, Infinity]),
    effective: all > 0 ? (total * total) / all : 0,
    matched,
  };
}

export const average = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
