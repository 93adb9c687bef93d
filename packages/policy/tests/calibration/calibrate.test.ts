import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { binomialTail } from "../../src/calibration/floor-test.ts";
import {
  bettingTest,
  binomialTest,
  calibrate,
  explored,
  type LoggedOutcome,
  loggedValue,
} from "../../src/calibration/index.ts";
import { randomFrom } from "../random.ts";
import { candidates, type Judged, judged, logged, qualityAt } from "./deployments.ts";

const runs = { seed: inject("seed"), numRuns: inject("runs") };
const judgedValue = ({ score, cheap, strong }: Judged, threshold: number): number =>
  score > threshold ? strong : cheap;

/** So many deployments may miss the floor, if each does so with this probability: three standard errors above the mean. */
const allowed = (deployments: number, error: number): number =>
  deployments * error + 3 * Math.sqrt(deployments * error * (1 - error));

describe("a calibrated threshold", () => {
  const [deployments, floor, confidence] = [300, 0.93, 0.9];

  test("law C1: the floor holds at the stated confidence, from logged propensities", () => {
    const random = randomFrom(inject("seed"));
    let [missed, calibrated] = [0, 0];
    for (let at = 0; at < deployments; at++) {
      const result = calibrate({ outcomes: logged(random, 3000), valueAt: loggedValue, candidates, floor, confidence });
      if (!result.isCalibrated) continue;
      calibrated++;
      if (qualityAt(result.threshold) < floor) missed++;
    }
    expect(missed).toBeLessThanOrEqual(allowed(deployments, 1 - confidence));
    expect(calibrated).toBeGreaterThan(deployments / 20);
  });

  test("law C1: the same where the log is known to have tried both tiers everywhere", () => {
    const random = randomFrom(inject("seed"));
    let [missed, calibrated] = [0, 0];
    for (let at = 0; at < deployments; at++) {
      const result = calibrate({ outcomes: logged(random, 2000), ...explored(0.15), candidates, floor, confidence });
      if (!result.isCalibrated) continue;
      calibrated++;
      if (qualityAt(result.threshold) < floor) missed++;
    }
    expect(missed).toBeLessThanOrEqual(allowed(deployments, 1 - confidence));
    expect(calibrated).toBeGreaterThan(deployments / 2);
  });

  test("law C1: the same where both answers were judged, by the exact test", () => {
    const random = randomFrom(inject("seed"));
    let [missed, calibrated] = [0, 0];
    for (let at = 0; at < deployments; at++) {
      const outcomes = judged(random, 500);
      const result = calibrate({ outcomes, valueAt: judgedValue, candidates, floor, confidence, test: binomialTest });
      if (!result.isCalibrated) continue;
      calibrated++;
      if (qualityAt(result.threshold) < floor) missed++;
    }
    expect(missed).toBeLessThanOrEqual(allowed(deployments, 1 - confidence));
    expect(calibrated).toBeGreaterThan(deployments * 0.8);
  });

  test("law C2: the same with many candidates that are all a little too bad", () => {
    const random = randomFrom(inject("seed"));
    const many = Array.from({ length: 40 }, (_, at) => at);
    let missed = 0;
    for (let at = 0; at < 400; at++) {
      // What a candidate says has nothing to do with what the others say.
      const outcomes = Array.from({ length: 60 }, () => many.map(() => (random() < 0.795 ? 1 : 0)));
      const valueAt = (outcome: readonly number[], candidate: number): number => outcome[candidate] as number;
      const same = { outcomes, valueAt, candidates: many, floor: 0.8, confidence: 0.9 };
      if (calibrate({ ...same, test: binomialTest }).isCalibrated) missed++;
    }
    expect(missed).toBeLessThanOrEqual(allowed(400, 0.1));
    expect(missed).toBeGreaterThan(0);
  });

  test("law C3: the order of the outcomes is irrelevant", () => {
    const property = fc.property(fc.integer(), (seed) => {
      const outcomes = logged(randomFrom(seed), 60);
      const same = { valueAt: loggedValue, candidates, floor: 0.3, confidence: 0.6 };
      const [one, other] = [outcomes, outcomes.toReversed()].map((each) => calibrate({ ...same, outcomes: each }));
      expect(one?.isCalibrated).toBe(other?.isCalibrated);
      expect(one?.tested.length).toBe(other?.tested.length);
      expect(one?.tested[0]?.pValue).toBeCloseTo(other?.tested[0]?.pValue ?? NaN, 9);
    });
    fc.assert(property, { ...runs, numRuns: 50 });
  });

  test("law C4: a region that the log never tried is not taken for granted", () => {
    // Everything above 0.3 was always escalated: nothing is known of the cheap tier there.
    const random = randomFrom(3);
    const outcomes = Array.from({ length: 4000 }, (): LoggedOutcome => {
      const score = random();
      return { score, escalated: score > 0.3, propensity: 1, quality: 1 };
    });
    const result = calibrate({ outcomes, valueAt: loggedValue, candidates: [0.3, 0.4, 0.5, 0.6], floor: 0.85 });
    expect(result).toMatchObject({ isCalibrated: true, threshold: 0.4 });
  });
});

describe("too little to tell", () => {
  const perfect = (count: number): number[] => Array.from({ length: count }, () => 1);
  const same = { valueAt: (value: number) => value, candidates: [0.5], floor: 0.9, confidence: 0.95 };

  test("29 perfect answers show 90%, and fewer say that it takes 29", () => {
    const exact = { ...same, test: binomialTest };
    expect(calibrate({ ...exact, outcomes: perfect(29) })).toMatchObject({ isCalibrated: true, threshold: 0.5 });
    for (const count of [0, 1, 28]) {
      const result = calibrate({ ...exact, outcomes: perfect(count) });
      expect(result).toMatchObject({ isCalibrated: false, reason: "no-sample", count, needed: 29 });
    }
  });

  test("law C5: what it says that is needed is enough, if the outcomes go on like this", () => {
    for (const test of [bettingTest, binomialTest]) {
      const outcomes = [...perfect(24), 0];
      const short = calibrate({ ...same, test, outcomes });
      if (short.isCalibrated || short.needed === undefined) throw new Error("It is not enough.");
      const more = Array.from({ length: Math.ceil(short.needed / 25) }, () => outcomes).flat();
      expect(calibrate({ ...same, test, outcomes: more }).isCalibrated).toBe(true);
      const fewer = Array.from({ length: Math.floor(short.needed / 25) - 1 }, () => outcomes).flat();
      expect(calibrate({ ...same, test, outcomes: fewer }).isCalibrated).toBe(false);
    }
  });

  test("many answers of which too few are good need no more", () => {
    const outcomes = [...perfect(80), ...perfect(20).map(() => 0)];
    const result = calibrate({ ...same, outcomes });
    expect(result).toMatchObject({ isCalibrated: false, reason: "below-floor", count: 100 });
    expect(result).not.toHaveProperty("needed");
  });

  test("refuses what is no question", () => {
    const outcomes = perfect(3);
    expect(() => calibrate({ ...same, outcomes, candidates: [] })).toThrow("no-options");
    expect(() => calibrate({ ...same, outcomes, floor: 0 })).toThrow("invalid-number: 0 at floor");
    expect(calibrate({ ...same, outcomes: perfect(100), confidence: 0.5 }).isCalibrated).toBe(true);
    expect(() => calibrate({ ...same, outcomes, confidence: 0.49 })).toThrow("invalid-number: 0.49 at confidence");
    expect(() => calibrate({ ...same, outcomes, candidate: [1] } as never)).toThrow("invalid-option: candidate at");
    expect(() => calibrate({ ...same } as never)).toThrow("invalid-option: undefined at outcomes");
    expect(() => (calibrate as () => unknown)()).toThrow("invalid-option: undefined at outcomes");
    expect(() => loggedValue(undefined as never, 0)).toThrow("invalid-option: undefined at outcome");
    expect(() => calibrate({ ...same, outcomes, confidence: 1 })).toThrow("invalid-number: 1 at confidence");
    expect(() => calibrate({ ...same, outcomes: [NaN] })).toThrow("invalid-number: NaN at value of outcomes[0]");
    expect(() => calibrate({ ...same, outcomes: [-1] })).toThrow("invalid-number: -1 at value of outcomes[0]");
    expect(() => calibrate({ ...same, outcomes: [0.5], test: binomialTest })).toThrow(
      "invalid-number: 0.5 at values[0]",
    );
    const outcome = { score: 0, escalated: true, quality: 1 };
    expect(() => loggedValue({ ...outcome, propensity: 0 }, 0)).toThrow("not-logged: 0 at outcome.propensity");
    expect(() => explored(0.6)).toThrow("invalid-number: 0.6 at leastPropensity");
    expect(() => explored(0.1).valueAt({ ...outcome, propensity: 1 }, 0)).toThrow(
      "not-logged: 1 at outcome.propensity",
    );
    expect(explored(0.1).valueAt({ ...outcome, propensity: 1 - 0.9, quality: 0 }, -1)).toBeCloseTo(-9, 9);
    expect(() => loggedValue({ ...outcome, propensity: NaN }, 0)).toThrow("not-logged");
    expect(() => loggedValue({ ...outcome, propensity: 2 }, 0)).toThrow("invalid-number: 2 at outcome.propensity");
    expect(() => loggedValue({ ...outcome, propensity: 1, quality: 2 }, 0)).toThrow(
      "invalid-number: 2 at outcome.quality",
    );
  });
});

test("the binomial tail is the sum of its terms", () => {
  const property = fc.property(fc.nat(60), fc.nat(60), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (a, b, p) => {
    const [k, n] = [Math.min(a, b), Math.max(a, b)];
    let [sum, ways] = [0, 1];
    for (let at = 0; at <= n; at++) {
      if (at >= k) sum += ways * p ** at * (1 - p) ** (n - at);
      ways = (ways * (n - at)) / (at + 1);
    }
    expect(binomialTail(k, n, p)).toBeCloseTo(k <= n * p ? 1 : sum, 9);
  });
  fc.assert(property, runs);
});

test("weights without bound, and capital beyond all numbers, stay numbers", () => {
  const values = new Float64Array(100_000).fill(1e9);
  expect(bettingTest(values, 0.5, 0)(1)).toBe(0);
  expect(bettingTest(new Float64Array(100_000), 0.5, 0)(1)).toBe(1);
  expect(bettingTest(new Float64Array(0), 0.5, 0)(1)).toBe(1);
  expect(bettingTest(new Float64Array(1), 0.5, 0.5)(1)).toBe(0);
});
