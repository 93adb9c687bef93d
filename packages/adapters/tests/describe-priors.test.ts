import { AdapterError, DIMENSIONS, describe as describeInto, LEVELS, priorsOf } from "@thalweg/adapters";
import { Tensor } from "@thalweg/core";
import { Learner, rate, skewed } from "@thalweg/policy";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { declaration } from "./declarations.ts";

const parameters = { seed: inject("seed"), numRuns: Math.min(100, inject("runs")) };
const models = [
  { provider: "groq", model: "m", price: { input: 1, output: 2 }, quality: 0.4, qualityAt: { classify: 0.1 } },
  { provider: "ollama", model: "m" },
];

test("A14: the priors are the options' own numbers at the description's slice, without what is unknown", () => {
  const dimensions = DIMENSIONS.map(({ name }) => name);
  const slices = [{}, { level: "workspace", instance: "acme" }] as const;
  fc.assert(
    fc.property(declaration, fc.constantFrom(...slices), (drawn, slice) => {
      const tensor = new Tensor(LEVELS);
      const isPrivate = "instance" in slice;
      const cells = describeInto({ ...drawn, ...(isPrivate && { steps: [] }) }, tensor.writer("global"), slice);
      const kept = JSON.parse(JSON.stringify(cells)) as typeof cells;
      const priors = priorsOf(kept, dimensions);
      const cursor = isPrivate ? { workspace: "acme" } : {};
      for (const option of tensor.options()) {
        const own = cells.filter((cell) => cell.option === option && cell.instance === (isPrivate ? "acme" : ""));
        for (const dimension of dimensions) {
          const prior = priors[option]?.[dimension];
          const isKnown = own.some((cell) => cell.dimension === dimension && cell.from[0]?.kind !== "dimension");
          expect(prior).toBe(isKnown ? tensor.value(cursor, option, dimension) : undefined);
        }
      }
      expect(Object.keys(priors).every((option) => tensor.options().includes(option))).toBe(true);
    }),
    parameters,
  );
});

test("a learner that is given them begins with the queue that was described, in the dimensions that it learns", () => {
  const queues = [false, true].map((isTold) => {
    const tensor = new Tensor(LEVELS);
    const described = describeInto({ models, preset: "latency" }, tensor.writer("global"));
    const dimensions = { latency: skewed({ typical: 3 }), quality: rate() };
    const priors = isTold ? priorsOf(described, Object.keys(dimensions)) : {};
    const before = tensor.resolve({ step: "plan" });
    const learner = new Learner({ levels: LEVELS, pooled: ["global", "step"], tensor, dimensions, priors, name: "t" });
    const cpu = learner.beliefs.belief({}, "ollama/m@cpu", "latency").mean;
    return { cpu, isSame: before.join() === learner.queue({ step: "plan" }).join() };
  });
  expect(queues[0]?.cpu).toBeCloseTo(3, 9);
  // 0.5 s, 1,000 tokens of prompt at 0.02 s, 300 of answer at 0.1 s.
  expect(queues[1]).toEqual({ cpu: expect.closeTo(50.5, 9), isSame: true });
});

test("a dimension that nobody describes, and a list that is none, are refused", () => {
  const described = describeInto({ models }, new Tensor(LEVELS).writer("global"));
  const refused = (work: () => unknown, code: string, place: string): void => {
    expect(work).toThrow(AdapterError);
    expect(work).toThrow(expect.objectContaining({ code, place }));
  };
  refused(() => priorsOf(described, ["deficit"]), "unknown-dimension", "dimensions[0]");
  refused(() => priorsOf(undefined as never, []), "invalid-declaration", "described");
  refused(() => priorsOf([null as never], []), "invalid-declaration", "described[0]");
  refused(() => priorsOf(described, "latency" as never), "invalid-declaration", "dimensions");
  expect(priorsOf([], ["latency"])).toEqual({});
});
