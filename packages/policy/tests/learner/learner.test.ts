import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { PolicyError } from "../../src/errors.ts";
import { replay } from "../../src/evaluation/index.ts";
import { type Exploration, Learner, type LearnerOptions, type Receipt, rate, skewed } from "../../src/index.ts";

const parameters = { seed: inject("seed"), numRuns: inject("runs") };
const LEVELS = ["global", "task"] as const;

const learnerOf = (options: Partial<LearnerOptions<typeof LEVELS>> = {}): Learner<typeof LEVELS> =>
  new Learner({ levels: LEVELS, dimensions: { deficit: rate() }, options: ["a", "b", "c"], ...options });

const exploration: fc.Arbitrary<Exploration> = fc.oneof(
  fc.record({ kind: fc.constant("optimism" as const), share: fc.constantFrom(0, 0.3) }),
  fc.record({ kind: fc.constant("thompson" as const) }),
);
/** What each option comes to, in turn. */
const script = fc.array(fc.record({ task: fc.constantFrom("math", "code", ""), deficit: fc.constantFrom(0, 0.5, 1) }), {
  maxLength: 20,
});

describe("law L1: a learner is replayed by its seed", () => {
  test("decisions, receipts and all", () => {
    fc.assert(
      fc.property(exploration, fc.integer(), script, (exploration, seed, script) => {
        const run = (): unknown => {
          const learner = learnerOf({ exploration, seed, name: "one" });
          return script.map(({ task, deficit }) => {
            const { receipt } = learner.decide({ task });
            learner.observe(receipt, { values: { deficit } });
            return receipt;
          });
        };
        expect(run()).toEqual(run());
      }),
      { ...parameters, numRuns: 60 },
    );
  });
});

test("law L2: a receipt survives JSON, and counts once", () => {
  fc.assert(
    fc.property(exploration, script, (exploration, script) => {
      const [learner, other] = [learnerOf({ exploration }), learnerOf({ exploration })];
      for (const { task, deficit } of script) {
        const [one, two] = [learner.decide({ task }), other.decide({ task })];
        const parsed: Receipt = JSON.parse(JSON.stringify(one.receipt));
        expect(learner.observe(parsed, { values: { deficit } })).toBe(true);
        expect(learner.observe(one.receipt, { values: { deficit: 1 } })).toBe(false);
        other.observe(two.receipt, { values: { deficit } });
        expect(two.receipt.option).toBe(one.receipt.option);
      }
    }),
    { ...parameters, numRuns: 60 },
  );
});

test("law L3: the tensor explains a decision: its score there is what the receipt says, and what is believed", () => {
  fc.assert(
    fc.property(exploration, script, (exploration, script) => {
      const learner = learnerOf({ exploration });
      for (const { task, deficit } of script) {
        const { receipt } = learner.decide({ task });
        expect(learner.tensor.revision).toBe(receipt.revision);
        const ranked = learner.tensor.rank({ task });
        expect(ranked.map(({ score }) => score)).toEqual(receipt.why.means);
        expect(ranked.map(({ option }) => option)).toEqual(receipt.options);
        expect(ranked[0]?.option).toBe(receipt.greedy);
        for (const [i, option] of receipt.options.entries()) {
          const belief = learner.beliefs.belief(task === "" ? {} : { task }, option, "deficit");
          expect(receipt.why.means[i]).toBeCloseTo(belief.mean, 12);
          expect(receipt.why.deviations[i]).toBeCloseTo(belief.deviation, 12);
        }
        const { compared } = receipt.why;
        const least = receipt.options[compared.indexOf(Math.min(...compared))];
        if (exploration.kind === "thompson" || exploration.share === 0) expect(least).toBe(receipt.option);
        learner.observe(receipt, { values: { deficit } });
      }
    }),
    { ...parameters, numRuns: 60 },
  );
});

test("law L4: success never demotes at no curiosity", () => {
  fc.assert(
    fc.property(script, (script) => {
      const learner = learnerOf({ exploration: { kind: "optimism", temperature: 0 } });
      for (const { task, deficit } of script) {
        const { option, receipt } = learner.decide({ task });
        learner.observe(receipt, { values: { deficit } });
        const before = learner.queue({ task }).indexOf(option);
        const again = learner.decide({ task }, { among: [option] });
        learner.observe(again.receipt, { values: { deficit: 0 } });
        expect(learner.queue({ task }).indexOf(option)).toBeLessThanOrEqual(before);
      }
    }),
    { ...parameters, numRuns: 60 },
  );
});

test("what nobody has tried is tried, and is not free", () => {
  const learner = learnerOf({ exploration: { kind: "optimism" } });
  const tried = new Set<string>();
  for (let i = 0; i < 3; i++) {
    const { option, receipt } = learner.decide({ task: "math" });
    tried.add(option);
    learner.observe(receipt, { values: { deficit: 1 } });
  }
  expect(tried.size).toBe(3);
  expect(learner.tensor.value({ task: "math" }, "unknown", "deficit")).toBe(0.5);
});

test("facts of others count: prices, gates, weights that change, options that are met for the first time", () => {
  const tensor = new Tensor(LEVELS);
  const writer = tensor.writer("global");
  writer.setWeight("global", "", "deficit", 1);
  writer.setWeight("global", "", "price", 1);
  writer.setValue("global", "", "a", "price", 0.9);
  const learner = learnerOf({ tensor, options: ["a", "b"], exploration: { kind: "optimism", temperature: 0 } });
  expect(learner.decide({}).option).toBe("b");
  writer.gate("task", "private", "b", "can:on-device");
  expect(learner.decide({ task: "private" }).option).toBe("a");
  writer.setWeight("global", "", "price", -1);
  expect(learner.decide({}).option).toBe("a");
  writer.setValue("global", "", "new", "price", 2);
  const { option, receipt } = learner.decide({});
  expect(option).toBe("new");
  learner.observe(receipt, { values: { deficit: 1 } });
  expect(learner.beliefs.belief({}, "new", "deficit").count).toBe(1);
});

test("a failure counts as one, and for nothing else; a caller's own fault for nothing at all", () => {
  const learner = learnerOf({
    dimensions: { deficit: rate(), latency: skewed({ typical: 1 }), reliability: rate({ mean: 0.05, deviation: 0.1 }) },
    failures: "reliability",
  });
  const count = (dimension: string): number => learner.beliefs.belief({}, "a", dimension).count;
  const among = ["a"];
  learner.observe(learner.decide({}, { among }).receipt, { failed: true, values: { deficit: 1, latency: 9 } });
  expect(["deficit", "latency", "reliability"].map(count)).toEqual([0, 0, 1]);
  learner.observe(learner.decide({}, { among }).receipt, { failed: "caller" });
  expect(count("reliability")).toBe(1);
  const believed = learner.beliefs.belief({}, "a", "reliability").mean;
  learner.observe(learner.decide({}, { among }).receipt, { values: { deficit: 0, latency: 2 } });
  expect(["deficit", "latency", "reliability"].map(count)).toEqual([1, 1, 2]);
  expect(learner.beliefs.belief({}, "a", "reliability").mean).toBeLessThan(believed);
});

test.each([
  [{ values: { deficit: 2 } }, "invalid-number"],
  [{ values: { deficit: 0, other: 1 } }, "invalid-name"],
  [{ values: { deficit: 0.5, latency: -1 } }, "invalid-number"],
])("an outcome that cannot be is refused whole: %o", (outcome, code) => {
  const learner = learnerOf({ dimensions: { deficit: rate(), latency: skewed({ typical: 1 }) } });
  const { receipt } = learner.decide({});
  expect(() => learner.observe(receipt, outcome)).toThrow(expect.objectContaining({ code }) as PolicyError);
  expect(learner.beliefs.belief({}, receipt.option, "deficit").count).toBe(0);
  // It may still be told what did come of it.
  expect(learner.observe(receipt, { values: { deficit: 0 } })).toBe(true);
});

test("nothing that is open: an error that says so", () => {
  const learner = learnerOf();
  expect(() => learner.decide({}, { among: [] })).toThrow(PolicyError);
});

test("what a learner logged by draws judges another policy, and the truth lies in the interval", () => {
  const deficits: Record<string, number> = { a: 0.2, b: 0.5, c: 0.8 };
  const learner = learnerOf({ exploration: { kind: "thompson" }, seed: inject("seed") });
  const log = Array.from({ length: 300 }, (_, i) => {
    const { receipt } = learner.decide({ task: "math" });
    const outcome = { deficit: Number(((i * 7919) % 1000) / 1000 < (deficits[receipt.option] as number)) };
    learner.observe(receipt, { values: outcome });
    return { ...receipt, cursor: { task: "math" }, outcome };
  });
  const candidate = new Tensor(LEVELS);
  const writer = candidate.writer("global");
  writer.setWeight("global", "", "deficit", 1);
  for (const option of ["a", "b", "c"]) writer.setValue("global", "", option, "deficit", option === "a" ? 0.1 : 0.9);
  const { doublyRobust } = replay(log, candidate).dimensions.deficit as NonNullable<
    ReturnType<typeof replay>["dimensions"]["deficit"]
  >;
  const [low, high] = doublyRobust?.interval ?? [NaN, NaN];
  expect(low).toBeLessThan(0.2);
  expect(high).toBeGreaterThan(0.2);
});

test("what is forgotten does not stand in the tensor any more", () => {
  const learner = learnerOf({ options: ["a", "b"], halfLife: 10 });
  for (let i = 0; i < 20; i++) {
    learner.observe(learner.decide({ task: "m" }, { among: ["a"], now: 0 }).receipt, { values: { deficit: 1 } }, 0);
  }
  expect(learner.queue({ task: "m" })).toEqual(["b", "a"]);
  learner.decide({ task: "m" }, { now: 10_000 });
  expect(learner.tensor.value({ task: "m" }, "a", "deficit")).toBe(0.5);
  expect(learner.queue({ task: "m" })).toEqual(["a", "b"]);
});

test("evidence ages when an outcome comes, too", () => {
  const learner = learnerOf({ options: ["a"], halfLife: 10 });
  const count = (): number => learner.beliefs.belief({}, "a", "deficit").count;
  learner.observe(learner.decide({}, { now: 0 }).receipt, { values: { deficit: 1 } }, 0);
  learner.observe(learner.decide({}).receipt, { values: { deficit: 1 } }, 10);
  expect(count()).toBeCloseTo(1.5, 12);
});

test("an outcome without a time is as old as its decision", () => {
  const learner = learnerOf({ options: ["a"], halfLife: 10 });
  const early = learner.decide({}, { now: 0 }).receipt;
  learner.decide({}, { now: 100 });
  learner.observe(early, { values: { deficit: 1 } });
  expect(learner.beliefs.belief({}, "a", "deficit").count).toBeCloseTo(2 ** -10, 12);
});

test("curiosity counts every dimension, by the weights of now", () => {
  const tensor = new Tensor(LEVELS);
  const writer = tensor.writer("global");
  for (const dimension of ["deficit", "other"]) writer.setWeight("global", "", dimension, 1);
  const learner = learnerOf({ dimensions: { deficit: rate(), other: rate() }, tensor });
  const both = Math.hypot(0.3, 0.3);
  expect(learner.decide({}).receipt.why.deviations[0]).toBeCloseTo(both, 12);
  writer.setWeight("global", "", "other", 0);
  expect(learner.decide({}).receipt.why.deviations[0]).toBeCloseTo(0.3, 12);
});

test("the largest and the smallest quantities leave every option decidable", () => {
  const learner = learnerOf({ dimensions: { latency: skewed({ typical: 1 }) }, exploration: { kind: "thompson" } });
  for (const latency of [1, 1e100, 1e-100, 1e100]) {
    const { receipt } = learner.decide({ task: "m" });
    learner.observe(receipt, { values: { latency } });
  }
  expect(["a", "b", "c"]).toContain(learner.decide({ task: "m" }).option);
  for (const { value } of learner.tensor.cells()) expect(value ?? 0).toSatisfy(Number.isFinite);
});

test("a receipt is known among the next ten thousand, and another life's is not taken for one of this", () => {
  const [learner, next] = [learnerOf({ name: "one" }), learnerOf({ name: "two" })];
  const { receipt } = learner.decide({});
  learner.observe(receipt, { values: { deficit: 0 } });
  for (let i = 0; i < 10_000; i++) learner.observe(learner.decide({}).receipt, { values: { deficit: 0 } });
  expect(learner.observe(receipt, { values: { deficit: 0 } })).toBe(false);
  expect(next.decide({}).receipt.id).not.toBe(receipt.id);
  expect(next.observe(receipt, { values: { deficit: 0 } })).toBe(true);
});

test("a failure that is told twice over counts once", () => {
  const learner = learnerOf({ dimensions: { failures: rate() }, failures: "failures", options: ["a"] });
  learner.observe(learner.decide({}).receipt, { values: { failures: 0 } });
  expect(learner.beliefs.belief({}, "a", "failures").count).toBe(1);
});

test("an outcome in another form is refused, and its receipt stays good", () => {
  const learner = learnerOf();
  const { receipt } = learner.decide({});
  const wrong = { deficit: 0.2 } as unknown as { values: Record<string, number> };
  expect(() => learner.observe(receipt, wrong)).toThrow(
    expect.objectContaining({ code: "invalid-option" }) as PolicyError,
  );
  expect(learner.observe(receipt, { values: { deficit: 0.2 } })).toBe(true);
});

test("what is not known is refused with what is", () => {
  const learner = learnerOf();
  const { receipt } = learner.decide({});
  expect(() => learner.observe(receipt, { values: { latencyy: 1 } })).toThrow("the dimensions are deficit");
  const levels = ["global", "workspace", "step"] as const;
  const other = new Learner({ levels, dimensions: { deficit: rate() }, options: ["a"] });
  expect(() => other.decide({ step: "plan" })).toThrow("cursor.workspace");
});
