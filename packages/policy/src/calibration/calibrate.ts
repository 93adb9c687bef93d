import { checkNumber } from "../check-number.ts";
import { checkFunction, checkKeys, checkList } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import { bettingTest, type Evidence, type FloorTest } from "./floor-test.ts";

/** What the log says about one candidate. */
export interface TestedThreshold {
  readonly threshold: number;
  /** The mean of its values. */
  readonly estimate: number;
  /** How likely it is to see as much if the quality is below the floor. */
  readonly pValue: number;
}

/** A threshold with a guarantee, or why there is none. */
export type Calibration =
  | {
      readonly isCalibrated: true;
      readonly threshold: number;
      readonly estimate: number;
      /** The candidates that were tested, in order; all but perhaps the last passed. */
      readonly tested: readonly TestedThreshold[];
    }
  | {
      readonly isCalibrated: false;
      /** `no-sample`: too few outcomes to tell; `below-floor`: enough, and even the safest candidate is not good enough. */
      readonly reason: "no-sample" | "below-floor";
      readonly count: number;
      /** How many outcomes it takes if they go on like this; absent where no number helps. */
      readonly needed?: number;
      readonly tested: readonly TestedThreshold[];
    };

/** Takes of {@link calibrate}. */
export interface CalibrateOptions<Outcome> {
  readonly outcomes: readonly Outcome[];
  /** What an outcome says about a threshold: a number whose mean is the quality at that threshold. */
  readonly valueAt: (outcome: Outcome, threshold: number) => number;
  /** Thresholds, the safest first, fixed before anybody looked at the outcomes. */
  readonly candidates: readonly number[];
  /** The quality that has to hold, above 0 and below 1. */
  readonly floor: number;
  /** With what probability, at least 0.5 and below 1; 0.95 by default. */
  readonly confidence?: number | undefined;
  /** No value is below it; 0 by default. */
  readonly least?: number | undefined;
  /** The betting test by default. */
  readonly test?: FloorTest | undefined;
}

/** More outcomes than that are no number to wait for. */
const ENDLESS = 1e12;

/**
 * The last of the candidates for which it is shown that the quality is at least the floor. Each is tested at the error
 * 1 − confidence in the given order, up to the first that fails: so the probability that the quality at the returned
 * threshold is below the floor is at most 1 − confidence, however many candidates there are, if the outcomes are
 * independent and come from what the threshold will meet. Fixed-sequence testing in Angelopoulos, Bates, Candès, Jordan
 * and Lei, Learn then Test (2021).
 *
 * Throws `invalid-number` (also for a value below `least`), `invalid-option`, `no-options` without candidates, and what
 * `valueAt` throws.
 *
 * @example
 * import { calibrate, loggedValue } from "@thalweg/policy/calibration";
 * const outcomes = Array.from({ length: 400 }, (_, at) => {
 *   return { score: at / 400, escalated: at % 2 === 0, propensity: 0.5, quality: at % 2 === 0 || at < 200 ? 1 : 0.7 };
 * });
 * const result = calibrate({ outcomes, valueAt: loggedValue, candidates: [0, 0.25, 0.5, 0.75, 1], floor: 0.8 });
 * console.log(result.isCalibrated && result.threshold); // 0.5
 */
export function calibrate<Outcome>(options: CalibrateOptions<Outcome>): Calibration {
  const known = ["outcomes", "valueAt", "candidates", "floor", "confidence", "least", "test"];
  const {
    outcomes,
    valueAt,
    candidates,
    floor,
    confidence = 0.95,
    least = 0,
    test = bettingTest,
  } = checkKeys(options, known, "options");
  checkList(outcomes, "outcomes");
  checkFunction(valueAt, "valueAt");
  checkFunction(test, "test");
  checkList(candidates, "candidates");
  checkNumber(floor, "floor", Number.MIN_VALUE, 1 - 2 ** -53);
  const error = 1 - checkNumber(confidence, "confidence", 0.5, 1 - 2 ** -40);
  checkNumber(least, "least", -Number.MAX_VALUE, 1);
  if (candidates.length === 0) throw new PolicyError("no-options", 0, "candidates");
  for (const [at, candidate] of candidates.entries()) checkNumber(candidate, `candidates[${at}]`);
  const tested: TestedThreshold[] = [];
  let passed: TestedThreshold | undefined;
  let first: Evidence | undefined;
  for (const threshold of candidates) {
    const values = Float64Array.from(outcomes, (outcome, at) => {
      return checkNumber(valueAt(outcome, threshold), `value of outcomes[${at}]`, least, 1e15);
    });
    const evidence = test(values, floor, least);
    first ??= evidence;
    const estimate = values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
    const candidate = { threshold, estimate, pValue: values.length === 0 ? 1 : evidence(1) };
    tested.push(candidate);
    if (candidate.pValue > error) break;
    passed = candidate;
  }
  if (passed !== undefined) {
    return { isCalibrated: true, threshold: passed.threshold, estimate: passed.estimate, tested };
  }
  const count = outcomes.length;
  const isPromising = (tested[0]?.estimate ?? 0) > floor;
  const perfect = test(new Float64Array([1]), floor, least);
  const needed = isPromising && first ? countNeeded(first, count, error) : countNeeded(perfect, 1, error);
  const isShort = needed !== undefined && count < needed;
  const reason = isShort ? "no-sample" : "below-floor";
  return { isCalibrated: false, reason, count, ...(isShort && { needed }), tested };
}

/** How many outcomes like these `count` it takes to be sure; nothing where no number helps. */
function countNeeded(evidence: Evidence, count: number, error: number): number | undefined {
  let high = count;
  while (evidence(high / count) > error) {
    high *= 2;
    if (high > ENDLESS) return undefined;
  }
  let low = 0;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (evidence(middle / count) > error) low = middle;
    else high = middle;
  }
  return high;
}
