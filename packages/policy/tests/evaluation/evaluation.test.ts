import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { PolicyError } from "../../src/errors.ts";
import {
  type Decision,
  doublyRobust,
  type Estimate,
  inversePropensity,
  selfNormalised,
} from "../../src/evaluation/index.ts";
import { randomFrom } from "../../src/random.ts";

const parameters = { seed: inject("seed"), numRuns: inject("runs") };
const options = ["a", "b", "c"];

/** Every log of two decisions that a policy can lead to, with its probability: an average over them is exact. */
function everyLog(propensities: readonly number[], outcomes: readonly (readonly number[])[]) {
  return options.flatMap((_, first) =>
    options.map((_, second) => ({
      probability: (propensities[first] as number) * (propensities[second] as number),
      log: [first, second].map(
        (choice, context): Decision<number> => ({
          context,
          options,
          option: options[choice] as string,
          propensity: propensities[choice] as number,
          outcome: outcomes[context]?.[choice] as number,
        }),
      ),
    })),
  );
}

const outcomes = fc.array(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 }), {
  minLength: 2,
  maxLength: 2,
});
const shares = fc
  .array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
  .map((all) => all.map((share) => share / all.reduce((a, b) => a + b)));

const named = (probabilities: readonly number[]): Record<string, number> =>
  Object.fromEntries(options.map((option, i) => [option, probabilities[i] as number]));

test("law E1: inverse propensity and doubly robust estimates are unbiased, whatever is predicted", () => {
  fc.assert(
    fc.property(outcomes, shares, shares, outcomes, (outcomes, propensities, candidate, predicted) => {
      const truth =
        outcomes.flatMap((row) => row.map((outcome, i) => outcome * (candidate[i] as number))).reduce((a, b) => a + b) /
        2;
      const expected = (estimate: (log: Decision<number>[]) => Estimate): number =>
        everyLog(propensities, outcomes).reduce(
          (sum, { probability, log }) => sum + probability * estimate(log).mean,
          0,
        );
      const policy = () => named(candidate);
      expect(expected((log) => inversePropensity(log, policy))).toBeCloseTo(truth, 9);
      const predict = ({ context }: Decision<number>, option: string): number =>
        predicted[context]?.[options.indexOf(option)] as number;
      expect(expected((log) => doublyRobust(log, policy, predict))).toBeCloseTo(truth, 9);
    }),
    parameters,
  );
});

test("law E2: a self-normalised estimate lies between the least and the greatest outcome", () => {
  fc.assert(
    fc.property(outcomes, shares, shares, (outcomes, propensities, candidate) => {
      for (const { log } of everyLog(propensities, outcomes)) {
        const { mean } = selfNormalised(log, () => named(candidate));
        const seen = log.map(({ outcome }) => outcome);
        expect(mean).toBeGreaterThanOrEqual(Math.min(...seen) - 1e-9);
        expect(mean).toBeLessThanOrEqual(Math.max(...seen) + 1e-9);
      }
    }),
    parameters,
  );
});

test("law E3: who did what the candidate does is judged by the plain mean, and all of it counts", () => {
  fc.assert(
    fc.property(outcomes, (outcomes) => {
      const log = outcomes.map(
        ([outcome = 0], context): Decision => ({ context, options, option: "a", propensity: 1, outcome }),
      );
      const mean = log.reduce((sum, { outcome }) => sum + outcome, 0) / 2;
      for (const estimate of [inversePropensity(log, () => "a"), selfNormalised(log, () => "a")]) {
        expect(estimate.mean).toBeCloseTo(mean, 9);
        expect(estimate).toMatchObject({ effective: 2, matched: 2 });
      }
    }),
    parameters,
  );
});

/** Logs of `b` beside `a`: how probable `b` was, in two kinds of contexts, and what came of it there. */
interface Kind {
  readonly count: number;
  readonly propensities: readonly [number, number];
  readonly rates: readonly [number, number];
  readonly outcome: (random: () => number, rate: number) => number;
}

const flipped = (random: () => number, rate: number): number => Number(random() < rate);
const uniform = (random: () => number, rate: number): number => rate + 0.2 * (random() - 0.5);
const exponential = (random: () => number, rate: number): number => -Math.log(1 - random()) * rate;

/** How often the truth lies in the intervals of the three estimates, over so many logs. */
function coverage(kind: Kind, logs: number, share: number, range?: readonly [number, number]): readonly number[] {
  const random = randomFrom(inject("seed"));
  const truth = (share * (kind.rates[0] + kind.rates[1])) / 2 + (1 - share) * 0.5;
  const hits = [0, 0, 0];
  for (let n = 0; n < logs; n++) {
    const log = Array.from({ length: kind.count }, (): Decision<number> => {
      const context = Number(random() < 0.5);
      const propensity = kind.propensities[context] as number;
      const isB = random() < propensity;
      return {
        context,
        options: ["a", "b"],
        option: isB ? "b" : "a",
        propensity: isB ? propensity : 1 - propensity,
        outcome: kind.outcome(random, isB ? (kind.rates[context] as number) : 0.5),
      };
    });
    const candidate = () => (share === 1 ? "b" : { a: 1 - share, b: share });
    const predict = (_: unknown, option: string): number => (option === "b" ? kind.rates[0] + 0.1 : 0.5);
    const estimates = [
      () => inversePropensity(log, candidate, { range }),
      () => selfNormalised(log, candidate, { range }),
      () => doublyRobust(log, candidate, predict, { range }),
    ];
    for (const [i, estimate] of estimates.entries()) {
      let [low, high] = [-Infinity, Infinity];
      try {
        [low, high] = estimate().interval;
      } catch (error) {
        // Nothing that the candidate does was done: nothing is claimed.
        expect(error).toMatchObject({ code: "no-sample" });
      }
      if (low <= truth && truth <= high) hits[i] = (hits[i] as number) + 1;
    }
  }
  return hits.map((hit) => hit / logs);
}

describe("law E4: the truth lies in at least 93 of 100 intervals", () => {
  const logs = Math.max(200, Math.min(1000, 2 * inject("runs")));
  // Two standard errors of so many logs.
  const least = 0.93 - 2 * Math.sqrt((0.93 * 0.07) / logs);
  const even = (p: number, rate: number, count: number): Kind => ({
    count,
    propensities: [p, p],
    rates: [rate, rate],
    outcome: flipped,
  });
  test.each<readonly [string, Kind, number]>([
    ["few matches of a rare failure", even(0.1, 0.05, 50), 1],
    ["the same, rarer", even(0.1, 0.01, 50), 1],
    ["more of them", even(0.1, 0.05, 200), 1],
    ["many decisions, few matches", even(0.02, 0.05, 1000), 1],
    ["a common outcome", even(0.3, 0.5, 50), 1],
    ["nearly always", even(0.3, 0.95, 50), 1],
    ["a candidate that draws", even(0.05, 0.2, 200), 0.8],
    [
      "rarely tried where it is good",
      { count: 200, propensities: [0.5, 0.1], rates: [0.05, 0.3], outcome: flipped },
      1,
    ],
    [
      "rarely tried where it is bad",
      { count: 200, propensities: [0.6, 0.05], rates: [0.3, 0.05], outcome: flipped },
      1,
    ],
    [
      "few matches, of outcomes apart from all others",
      { count: 50, propensities: [0.05, 0.05], rates: [0.3, 0.3], outcome: uniform },
      1,
    ],
    ["a skewed quantity", { count: 200, propensities: [0.2, 0.2], rates: [0.3, 0.3], outcome: exponential }, 1],
  ])("%s", (_, kind, share) => {
    for (const hit of coverage(kind, logs, share)) expect(hit).toBeGreaterThanOrEqual(least);
    if (kind.outcome !== flipped) return;
    for (const hit of coverage(kind, logs, share, [0, 1])) expect(hit).toBeGreaterThanOrEqual(least);
  });

  test("and in about 95 of large logs: the intervals are no wider than they have to be", () => {
    const large = { count: 1000, propensities: [0.5, 0.3], rates: [0.2, 0.4], outcome: flipped } as const;
    for (const hit of coverage(large, 400, 1)) expect(hit).toBeLessThan(0.99);
  });
});

test("law E5: a declared range is never left, and narrows what little there is to tell", () => {
  const log = ["a", "b", "b"].map(
    (option, context): Decision => ({ context, options, option, propensity: 0.5, outcome: 1 }),
  );
  const range = [0, 1] as const;
  for (const estimate of [
    inversePropensity(log, () => "b", { range }),
    selfNormalised(log, () => "b", { range }),
    doublyRobust(
      log,
      () => "b",
      () => 0.5,
      { range },
    ),
    inversePropensity(log, () => "c", { range }),
  ]) {
    const [low, high] = estimate.interval;
    expect([low >= 0, high <= 1, high - low > 0.3]).toEqual([true, true, true]);
  }
  const narrow = { range: [0, 0.5] as const };
  expect(() => inversePropensity(log, () => "b", narrow)).toThrow("invalid-number: 1 at log[0].outcome");
  expect(() => selfNormalised(log, () => "b", { range: [1, 1] })).toThrow("invalid-number: 1 at range[1]");
  expect(() => selfNormalised(log, () => "b", { rnage: range } as object)).toThrow(
    "invalid-option: rnage at options; known are range",
  );
});

test("law E6: what had no chance cannot be judged, and what had hardly any widens the interval", () => {
  const sure = (option: string): Decision => ({ context: 0, options, option, propensity: 1, outcome: 1 });
  const log = Array.from({ length: 100 }, (_, i) => sure(i < 90 ? "a" : "b"));
  for (const judge of [
    () => inversePropensity(log, () => "b"),
    () => selfNormalised(log, () => "b"),
    () => inversePropensity(log, () => ({ a: 0.5, b: 0.5 })),
  ]) {
    expect(judge).toThrow("not-logged: 1 at log[0].propensity; the candidate does what had no chance there");
  }
  const same = log.slice(0, 90);
  expect(inversePropensity(same, () => ({ a: 1 - 1e-9, b: 1e-9 })).mean).toBeCloseTo(1, 6);
  // One in ten decisions was made at a propensity that leaves next to nothing to others.
  const tried = Array.from({ length: 100 }, (_, i): Decision => {
    const isSure = i % 10 === 0;
    const option = isSure || i % 2 === 0 ? "a" : "b";
    return { context: i, options, option, propensity: isSure ? 1 - 1e-9 : 0.5, outcome: Number(i % 3 === 0) };
  });
  const all = selfNormalised(tried, () => "b", { range: [0, 1] });
  const rest = selfNormalised(
    tried.filter((_, i) => i % 10 !== 0),
    () => "b",
    { range: [0, 1] },
  );
  const widthOf = ({ interval: [low, high] }: Estimate): number => high - low;
  expect(widthOf(all)).toBeGreaterThan(widthOf(rest) + 0.15);
});

test("law E7: every estimate is a number, whatever the propensities and the outcomes are", () => {
  const propensity = fc.oneof(fc.constantFrom(1e-9, 1, 1 - 1e-9, 0.5), fc.double({ min: 1e-9, max: 1, noNaN: true }));
  const outcome = fc.oneof(
    fc.double({ min: -1e140, max: 1e140, noNaN: true }),
    fc.constantFrom(0, 1e140, -1e140, 1e300),
  );
  const decision = fc.record({ option: fc.constantFrom("a", "b"), propensity, outcome });
  const property = fc.property(fc.array(decision, { minLength: 1 }), (rows) => {
    const log = rows.map((row, context): Decision => ({ ...row, context, options: ["a", "b"] }));
    const judge = [
      () => inversePropensity(log, () => "b"),
      () => selfNormalised(log, () => "b"),
      () =>
        doublyRobust(
          log,
          () => "b",
          () => 1e140,
        ),
    ];
    for (const estimate of judge) {
      try {
        const { mean, error, interval, effective } = estimate();
        expect(Number.isFinite(mean) && Number.isFinite(effective)).toBe(true);
        expect([error, ...interval].some(Number.isNaN)).toBe(false);
      } catch (error) {
        expect(["not-logged", "no-sample", "invalid-number"]).toContain((error as PolicyError).code);
      }
    }
  });
  fc.assert(property, parameters);
});

test("the error is that of a mean, and the interval of a mean with two decisions at either end: by hand", () => {
  const outcomes = [1, 2, 6, 1, 2, 6, 1, 2, 6];
  const log = outcomes.map((outcome, context): Decision => ({ context, options, option: "a", propensity: 1, outcome }));
  const { mean, error, interval } = inversePropensity(log, () => "a");
  // The squares add up to 3 · (4 + 1 + 9); over n − 1 = 8 that is the variance of one, over 9 of the mean.
  expect([mean, error]).toEqual([3, expect.closeTo(Math.sqrt(42 / 8 / 9), 12)]);
  const [center, added] = [(27 + 2 * 1 + 2 * 6) / 13, [...outcomes, 1, 1, 6, 6]];
  const radius = (2.054 * Math.sqrt(added.reduce((sum, each) => sum + (each - center) ** 2, 0))) / 13;
  expect(interval).toEqual([expect.closeTo(center - radius, 12), expect.closeTo(center + radius, 12)]);
  expect(selfNormalised(log, () => "a").interval).toEqual(interval.map((end) => expect.closeTo(end, 12)));
});

test("below eight matched decisions, and where all outcomes are equal, nothing is sure", () => {
  const of = (count: number, outcome = (i: number) => i % 2) =>
    Array.from({ length: 20 }, (_, i): Decision => {
      return { context: i, options, option: i < count ? "a" : "b", propensity: 0.5, outcome: outcome(i) };
    });
  const unsure = { interval: [-Infinity, Infinity] };
  for (const count of [2, 7]) {
    expect(selfNormalised(of(count), () => "a")).toMatchObject({ ...unsure, matched: count });
    expect(inversePropensity(of(count), () => "a")).toMatchObject(unsure);
  }
  for (const count of [8, 20]) expect(selfNormalised(of(count), () => "a").interval[1]).toBeLessThan(2);
  const equal = selfNormalised(
    of(20, () => 1),
    () => "a",
  );
  expect(equal).toMatchObject({ mean: 1, error: 0, ...unsure });
  expect(inversePropensity(of(1), () => "a")).toMatchObject({ error: Infinity, ...unsure });
  const predicted = doublyRobust(
    of(0),
    () => "a",
    () => 0.3,
  );
  expect(predicted).toMatchObject({ mean: expect.closeTo(0.3, 12), error: Infinity, matched: 0, ...unsure });
});

test.each([
  [[], "no-sample"],
  [[{ option: "a", propensity: 0, outcome: 1 }], "not-logged"],
  [[{ option: "a", propensity: NaN, outcome: 1 }], "not-logged"],
  [[{ option: "a", propensity: 5e-324, outcome: 1 }], "not-logged"],
  [[{ option: "a", propensity: 1, outcome: 1e300 }], "invalid-number"],
  [[null], "invalid-option"],
  [[{ option: "a", propensity: 1, outcome: NaN }], "invalid-number"],
  [[{ option: "z", propensity: 1, outcome: 1 }], "unknown-option"],
])("a log that says too little is refused: %o", (log, code) => {
  const decisions = log.map((decision) => decision && { context: 0, options, ...decision }) as Decision[];
  const refused = expect.objectContaining({ code }) as PolicyError;
  expect(() => inversePropensity(decisions, () => "a")).toThrow(refused);
  expect(() =>
    doublyRobust(
      decisions,
      () => "a",
      () => 0,
    ),
  ).toThrow(refused);
});

test("a candidate that would have done nothing that was done cannot be judged", () => {
  const log = [{ context: 0, options, option: "a", propensity: 1, outcome: 1 }];
  expect(() => selfNormalised(log, () => "b")).toThrow(PolicyError);
  expect(() => inversePropensity(log, () => ({ a: 0.5 }))).toThrow(PolicyError);
});
