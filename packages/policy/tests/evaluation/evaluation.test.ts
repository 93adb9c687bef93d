import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { PolicyError } from "../../src/errors.ts";
import {
  type Decision,
  doublyRobust,
  type Estimate,
  inversePropensity,
  replay,
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

test("the truth lies in about 95 of 100 intervals", () => {
  const random = randomFrom(inject("seed"));
  const means = [0.2, 0.5, 0.7];
  const propensities = [0.2, 0.5, 0.3];
  const candidate = { a: 0.7, b: 0.2, c: 0.1 };
  const truth = 0.7 * 0.2 + 0.2 * 0.5 + 0.1 * 0.7;
  const hits = [0, 0, 0];
  const logs = 400;
  for (let n = 0; n < logs; n++) {
    const log = Array.from({ length: 500 }, (_, context): Decision<number> => {
      const draw = random();
      const choice = draw < 0.2 ? 0 : draw < 0.7 ? 1 : 2;
      const outcome = Number(random() < (means[choice] as number));
      return {
        context,
        options,
        option: options[choice] as string,
        propensity: propensities[choice] as number,
        outcome,
      };
    });
    const predict = (_: unknown, option: string): number => (means[options.indexOf(option)] as number) + 0.1;
    const all = [
      inversePropensity(log, () => candidate),
      selfNormalised(log, () => candidate),
      doublyRobust(log, () => candidate, predict),
    ];
    for (const [i, { interval }] of all.entries()) {
      if (interval[0] <= truth && truth <= interval[1]) hits[i] = (hits[i] as number) + 1;
    }
  }
  for (const hit of hits) expect(hit / logs).toSatisfy((share: number) => share > 0.92 && share < 0.98);
});

test("replay: what a candidate tensor would have come to, in each dimension, and how much it would have changed", () => {
  const candidate = new Tensor(["global", "task"]);
  const writer = candidate.writer("global");
  writer.setWeight("global", "", "deficit", 1);
  writer.setValue("global", "", "small", "deficit", 0.5);
  writer.setValue("global", "", "large", "deficit", 0.1);
  writer.gate("task", "private", "large", "can");
  writer.gate("task", "nobody", "large", "can");
  writer.gate("task", "nobody", "small", "can");
  const at = { options: ["small", "large"], propensity: 0.5 };
  const { changed, undecided, dimensions } = replay(
    [
      { ...at, cursor: { task: "math" }, option: "small", outcome: { deficit: 0.6, price: 1 } },
      { ...at, cursor: { task: "math" }, option: "large", outcome: { deficit: 0.2, price: 9 } },
      { ...at, cursor: { task: "private" }, option: "small", outcome: { deficit: 0.4 } },
      { ...at, cursor: { task: "nobody" }, option: "small", outcome: { deficit: 0.9 } },
    ],
    candidate,
  );
  expect(changed).toBeCloseTo(1 / 3, 12);
  expect(undecided).toBe(1);
  expect(dimensions.deficit?.logged).toBeCloseTo(0.4, 12);
  expect(dimensions.deficit?.selfNormalised?.mean).toBeCloseTo(0.3, 12);
  expect(dimensions.price?.selfNormalised).toMatchObject({ mean: 9, matched: 1 });
});

/** A candidate that takes `large`, and the shared part of a log's rows. */
function judged() {
  const candidate = new Tensor(["global", "task"]);
  const writer = candidate.writer("global");
  writer.setWeight("global", "", "deficit", 1);
  writer.setValue("global", "", "small", "deficit", 0.5);
  writer.setValue("global", "", "large", "deficit", 0.1);
  return { candidate, writer, at: { cursor: { task: "math" }, options: ["small", "large"], propensity: 0.5 } };
}

test("replay: where an outcome is missing, only what stands for the seen ones is told", () => {
  const { candidate, at } = judged();
  const { dimensions } = replay(
    [
      { ...at, option: "large", outcome: { deficit: 0.2, latency: 4 } },
      { ...at, option: "large", outcome: { deficit: 1 } },
      { ...at, option: "small", outcome: { deficit: 0.3, latency: 1 } },
      { ...at, option: "small", outcome: { deficit: 0.3, latency: 2 } },
    ],
    candidate,
  );
  // Inverse propensity would say 8 / 3, as if `large` were taken in two thirds of the decisions alone.
  expect(dimensions.latency).toEqual({
    logged: 7 / 3,
    decisions: 4,
    seen: 3,
    selfNormalised: expect.objectContaining({ mean: 4, matched: 1 }),
  });
  expect(dimensions.deficit).toMatchObject({ decisions: 4, seen: 4 });
  expect(dimensions.deficit?.inversePropensity?.mean).toBeCloseTo(0.6, 12);
  expect(dimensions.deficit?.doublyRobust?.matched).toBe(2);
});

test("replay: a dimension without a match leaves the others alone, and every propensity is checked", () => {
  const { candidate, at } = judged();
  const log = [
    { ...at, option: "large", outcome: { deficit: 0.2 } },
    { ...at, option: "small", outcome: { deficit: 0.3, latency: 1 } },
  ];
  const { dimensions } = replay(log, candidate);
  expect(dimensions.latency).toEqual({ logged: 1, decisions: 2, seen: 1 });
  expect(dimensions.deficit?.selfNormalised?.mean).toBeCloseTo(0.2, 12);
  const unmatched = replay(log.slice(1), candidate).dimensions.deficit;
  expect(unmatched).toMatchObject({ inversePropensity: { mean: 0, matched: 0, error: Infinity } });
  expect(unmatched).not.toHaveProperty("selfNormalised");
  const broken = [log[0] as (typeof log)[0], { ...at, propensity: 0, option: "small", outcome: { latency: 1 } }];
  expect(() => replay(broken as typeof log, candidate)).toThrow("not-logged");
});

test("replay predicts what the candidate says of each cursor, and the log's mean where it says nothing", () => {
  const { candidate, writer, at } = judged();
  writer.setValue("task", "math", "large", "deficit", 0.3);
  const { dimensions } = replay(
    [
      { ...at, option: "large", outcome: { deficit: 0.9, price: 6 } },
      { ...at, option: "small", outcome: { deficit: 0.6, price: 2 } },
    ],
    candidate,
  );
  // By hand: prediction + (seen − prediction) / propensity where it matches, the prediction alone where it does not.
  expect(dimensions.deficit?.doublyRobust?.mean).toBeCloseTo((0.3 + (0.9 - 0.3) / 0.5 + 0.3) / 2, 12);
  const known = replay([{ ...at, propensity: 0.25, option: "large", outcome: { deficit: 1 } }], candidate);
  expect(known.dimensions.deficit?.doublyRobust?.mean).toBeCloseTo(0.3 + (1 - 0.3) / 0.25, 12);
  // Of the price it knows nothing: 4 is the mean of what was seen.
  const uneven = { ...at, propensity: 0.25, option: "large", outcome: { price: 6 } };
  const { price } = replay([uneven, { ...at, option: "small", outcome: { price: 2 } }], candidate).dimensions;
  expect(price?.doublyRobust?.mean).toBeCloseTo((4 + (6 - 4) / 0.25 + 4) / 2, 12);
});

test("the error is that of a mean: by hand, of three decisions", () => {
  const log = [1, 2, 6].map(
    (outcome, context): Decision => ({ context, options, option: "a", propensity: 1, outcome }),
  );
  const { mean, error, interval } = inversePropensity(log, () => "a");
  // The squares add up to 4 + 1 + 9; over n − 1 = 2 that is the variance of one, over 3 of the mean.
  expect([mean, error]).toEqual([3, expect.closeTo(Math.sqrt(14 / 2 / 3), 12)]);
  expect(interval).toEqual([expect.closeTo(3 - 1.96 * error, 12), expect.closeTo(3 + 1.96 * error, 12)]);
});

test("below two matched decisions nothing is sure, however many there are", () => {
  const log = ["a", "b", "b"].map(
    (option, context): Decision => ({ context, options, option, propensity: 0.5, outcome: 1 }),
  );
  const unsure = { error: Infinity, interval: [-Infinity, Infinity], matched: 1 };
  expect(selfNormalised(log, () => "a")).toMatchObject({ mean: 1, ...unsure });
  expect(inversePropensity(log, () => "a")).toMatchObject(unsure);
  expect(inversePropensity(log.slice(0, 1), () => "a")).toMatchObject(unsure);
  for (const [predicted, policy, matched] of [
    [1, "a", 1],
    [0.3, "c", 0],
  ] as const) {
    expect(
      doublyRobust(
        log,
        () => policy,
        () => predicted,
      ),
    ).toMatchObject({ ...unsure, matched });
  }
  expect(selfNormalised(log, () => "b")).toMatchObject({ error: 0, matched: 2 });
});

test.each([
  [[], "no-sample"],
  [[{ option: "a", propensity: 0, outcome: 1 }], "not-logged"],
  [[{ option: "a", propensity: NaN, outcome: 1 }], "not-logged"],
  [[{ option: "a", propensity: 1, outcome: NaN }], "invalid-number"],
  [[{ option: "z", propensity: 1, outcome: 1 }], "unknown-option"],
])("a log that says too little is refused: %o", (log, code) => {
  const decisions = log.map((decision) => ({ context: 0, options, ...decision }));
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
