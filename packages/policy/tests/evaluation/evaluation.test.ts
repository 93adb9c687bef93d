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
  expect(dimensions.deficit?.selfNormalised.mean).toBeCloseTo(0.3, 12);
  expect(dimensions.price?.selfNormalised).toMatchObject({ mean: 9, matched: 1 });
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
