import { Tensor } from "@thalweg/core";
import { expect, test } from "vitest";
import { type Decision, inversePropensity, replay } from "../../src/evaluation/index.ts";

const options = ["a", "b", "c"];

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

test("replay: a log of sure decisions is refused where the candidate makes others, and a name is a name like any other", () => {
  const { candidate, at } = judged();
  const row = (option: string) => ({ ...at, propensity: 1, option, outcome: { deficit: 1 } });
  const log = Array.from({ length: 100 }, (_, i) => row(i < 90 ? "small" : "large"));
  expect(() => replay(log, candidate)).toThrow("not-logged: 1 at log[0].propensity");
  const named = [
    { ...at, option: "large", outcome: { constructor: 1 } as unknown as Record<string, number> },
    { ...at, option: "large", outcome: { deficit: 1 } },
  ];
  const { dimensions } = replay(named, candidate);
  expect(Object.hasOwn(dimensions, "constructor") && dimensions.constructor).toMatchObject({ seen: 1, logged: 1 });
});

test("replay: ranges are by dimension, and what is no log is refused as such", () => {
  const { candidate, at } = judged();
  const log = Array.from({ length: 4 }, () => ({ ...at, option: "large", outcome: { deficit: 1 } }));
  const { dimensions } = replay(log, candidate, { ranges: { deficit: [0, 1] } });
  const [low, high] = dimensions.deficit?.selfNormalised?.interval ?? [];
  expect([low, high]).toEqual([expect.closeTo(0.75 - 2.054 * Math.sqrt((0.75 * 0.25) / 8), 9), 1]);
  expect(() => replay(log, candidate, { ranges: { defict: [0, 1] } })).toThrow(
    "invalid-option: defict at ranges; known are deficit",
  );
  expect(() => (replay as () => unknown)()).toThrow("invalid-option: undefined at candidate");
  expect(() => replay([{}] as never, candidate)).toThrow("invalid-option: undefined at log[0].cursor");
  expect(() => (inversePropensity as (log: unknown) => unknown)([])).toThrow("no-sample");
  expect(() => inversePropensity(undefined as never, () => "a")).toThrow("invalid-option: undefined at log");
  const [first] = [{ context: 0, options, option: "a", propensity: 0.5, outcome: 1 }];
  expect(() => inversePropensity([first as Decision], undefined as never)).toThrow("invalid-option: undefined");
});
