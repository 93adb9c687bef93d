import { Tensor } from "@thalweg/core";
import { describe, expect, test } from "vitest";
import type { PolicyError } from "../../src/errors.ts";
import { Learner, type LearnerOptions, type Outcome, type Receipt, rate, skewed } from "../../src/index.ts";

const LEVELS = ["global", "task"] as const;
const right = { levels: LEVELS, dimensions: { deficit: rate() }, options: ["a", "b"] };
const thrown = (code: string, place: string) => expect.objectContaining({ code, place }) as PolicyError;

describe("options of a learner that are none are refused, with what is known", () => {
  test.each([
    [{ halflife: 10 }, "invalid-option", "options"],
    [{ weight: { deficit: 1 } }, "invalid-option", "options"],
    [{ dimensions: {} }, "invalid-option", "dimensions"],
    [{ options: "ab" }, "invalid-option", "options"],
    [{ failures: "failure" }, "invalid-option", "failures"],
    [{ pooled: ["global", "tsak"] }, "invalid-option", "pooled"],
    [{ pooled: ["task", "global"] }, "invalid-option", "pooled"],
    [{ pooled: ["task"] }, "invalid-option", "pooled"],
    [{ exploration: { kind: "thomson" } }, "invalid-option", "exploration.kind"],
    [{ exploration: "thompson" }, "invalid-option", "exploration"],
    [{ exploration: { kind: "thompson", share: 0.1 } }, "invalid-option", "exploration"],
    [{ exploration: { kind: "optimism", temperature: NaN } }, "invalid-number", "exploration.temperature"],
    [{ exploration: { kind: "optimism", share: 2 } }, "invalid-number", "exploration.share"],
    [{ priors: { a: { latency: 1 } } }, "invalid-option", "priors.a"],
    [{ weights: { deficit: NaN } }, "invalid-number", "weights.deficit"],
    [{ weights: { deficti: 1 } }, "invalid-option", "weights"],
    [
      { dimensions: { deficit: rate(), latency: skewed({ typical: 1 }) }, failures: "latency" },
      "invalid-option",
      "failures",
    ],
    [{ seed: "x" }, "invalid-number", "seed"],
    [{ name: "" }, "invalid-option", "name"],
    [{ tensor: new Tensor(["global"]) }, "invalid-option", "levels"],
  ])("%j", (wrong, code, place) => {
    const options = { ...right, ...wrong } as unknown as LearnerOptions<typeof LEVELS>;
    expect(() => new Learner(options)).toThrow(thrown(code, place));
  });

  test("none at all", () => {
    expect(() => new Learner(undefined as never)).toThrow(thrown("invalid-option", "options"));
  });
});

test.each([
  [null, "invalid-option", "cursor"],
  [{ task: 5 }, "invalid-name", "cursor.task"],
  [{ tsak: "math" }, "invalid-name", "cursor"],
])("a cursor that is none: %j", (cursor, code, place) => {
  expect(() => new Learner(right).decide(cursor as never)).toThrow(thrown(code, place));
});

describe("a receipt that is none counts for nothing, and leaves the learner as it was", () => {
  const cases: readonly [string, (receipt: Receipt) => unknown, string, string][] = [
    ["none", () => undefined, "invalid-option", "receipt"],
    ["without an id", ({ id, ...rest }) => rest, "invalid-option", "receipt.id"],
    ["without a cursor", ({ cursor, ...rest }) => rest, "invalid-option", "receipt.cursor"],
    ["of another level", (receipt) => ({ ...receipt, cursor: { tsak: "m" } }), "invalid-name", "receipt.cursor"],
    ["of an option that was none", (receipt) => ({ ...receipt, option: "evil" }), "invalid-name", "receipt.option"],
    ["without an option", ({ option, ...rest }) => rest, "invalid-name", "receipt.option"],
    [
      "of a name that no tensor has",
      (receipt) => ({ ...receipt, option: "y".repeat(1025), options: ["y".repeat(1025)] }),
      "invalid-name",
      "option",
    ],
  ];
  test.each(cases)("%s", (_, change, code, place) => {
    const learner = new Learner(right);
    const { receipt } = learner.decide({});
    const wrong = change(receipt) as Receipt;
    expect(() => learner.observe(wrong, { values: { deficit: 0 } })).toThrow(thrown(code, place));
    expect(learner.queue({})).toEqual(["a", "b"]);
    expect(learner.observe(receipt, { values: { deficit: 0 } })).toBe(true);
  });
});

test.each([
  [undefined, "outcome"],
  [{ values: null }, "outcome.values"],
  [{ failed: "Caller" }, "outcome.failed"],
  [{ failed: "false" }, "outcome.failed"],
  // Nobody said what counts failures: to say nothing would be to learn nothing of an outage.
  [{ failed: true }, "outcome.failed"],
])("an outcome that is none: %j", (outcome, place) => {
  const learner = new Learner(right);
  const { receipt } = learner.decide({});
  expect(() => learner.observe(receipt, outcome as unknown as Outcome)).toThrow(thrown("invalid-option", place));
  expect(learner.observe(receipt, { failed: "caller" })).toBe(true);
});

test("the cursor of a receipt is that of the decision, whatever becomes of the one that was given", () => {
  const learner = new Learner(right);
  const cursor = { task: "math" };
  const { option, receipt } = learner.decide(cursor);
  cursor.task = "code";
  learner.observe(receipt, { values: { deficit: 1 } });
  expect(["math", "code"].map((task) => learner.beliefs.belief({ task }, option, "deficit").count)).toEqual([1, 0]);
});

test("two learners, and two lives of one, have other receipts, unless their owner names them alike", () => {
  const [one, other] = [new Learner(right), new Learner(right)];
  const { receipt } = one.decide({});
  other.observe(receipt, { values: { deficit: 0 } });
  expect(other.observe(other.decide({}).receipt, { values: { deficit: 0 } })).toBe(true);
});

test("what is learnt and has no weight counts once, and what has one counts as it did", () => {
  const tensor = new Tensor(LEVELS);
  tensor.writer("global").setWeight("global", "", "deficit", 3);
  const dimensions = { deficit: rate(), latency: skewed({ typical: 1 }), other: rate() };
  const learner = new Learner({ ...right, dimensions, tensor, weights: { other: 0 } });
  const weights = Object.keys(dimensions).map((dimension) => learner.tensor.weight({}, "", dimension));
  expect(weights).toEqual([3, 1, 0]);
});

test("what is expected of an option is believed until it is seen, and gives way to what is seen", () => {
  const learner = new Learner({
    levels: LEVELS,
    dimensions: { latency: skewed({ typical: 3 }) },
    options: ["slow", "fast", "unknown"],
    priors: { fast: { latency: 0.3 }, slow: { latency: { mean: 9, deviation: 3 } } },
  });
  expect(learner.queue()).toEqual(["fast", "unknown", "slow"]);
  expect(learner.tensor.value({}, "fast", "latency")).toBeCloseTo(0.3, 9);
  for (let i = 0; i < 20; i++) {
    learner.observe(learner.decide({}, { among: ["fast"] }).receipt, { values: { latency: 30 } });
  }
  expect(learner.queue().at(-1)).toBe("fast");
});

test("whoever is handed the tensor of a learner can only read it", () => {
  expect("writer" in new Learner(right).tensor).toBe(false);
});
