import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  Beliefs,
  expectationOf,
  gaussian,
  intervalOf,
  loadEvidence,
  publish,
  rate,
  saveEvidence,
  skewed,
} from "../../src/beliefs/index.ts";
import { cursorAt, LEVELS } from "./dense.ts";
import { beliefsOf, parameters, paths } from "./setting.ts";

const deviation = fc.constantFrom(1e-50, 1e-20, 0.1, 1, 1e20, 1e50);
const mean = fc.constantFrom(-1e100, -1, 0, 1, 1e100);
const factor = fc.constantFrom(1 + Number.EPSILON, 2, 1e50, 1e100);
const anyModel = fc.oneof(
  fc
    .record({ mean, deviation, spread: fc.oneof(deviation, fc.tuple(deviation, deviation)), noise: deviation })
    .map(gaussian),
  fc
    .record({
      mean: fc.constantFrom(0, 0.5, 1),
      deviation,
      spread: deviation,
      noise: fc.constantFrom("seen" as const, "most" as const),
    })
    .map(rate),
  fc
    .record({ typical: fc.constantFrom(1e-100, 1, 1e100), factor, spreadFactor: factor, noiseFactor: factor })
    .map(skewed),
);

describe("law B17: no number of any belief is NaN or infinite", () => {
  test.each(["exact", "robust"] as const)("%s", (pooling) => {
    const sighting = fc.record({
      path: paths,
      share: fc.constantFrom(0, 0.3, 1),
      weight: fc.constantFrom(Number.MIN_VALUE, 1e-15, 1, 1e15),
    });
    const share = fc.constantFrom(1, 0.5, 1e-300, 0);
    fc.assert(
      fc.property(
        anyModel,
        fc.array(sighting, { maxLength: 9 }),
        share,
        paths,
        fc.boolean(),
        (model, seen, share, path, isExpected) => {
          const beliefs = new Beliefs({ levels: LEVELS, dimensions: { k: model }, pooling });
          const [least, greatest] = model.range;
          if (isExpected) beliefs.expect("x", "k", { mean: greatest, deviation: 1e50 });
          for (const { path, share, weight } of seen) {
            const value = share === 0.3 ? Math.min(greatest, Math.max(least, 0.3)) : share === 0 ? least : greatest;
            beliefs.observe({ cursor: cursorAt(path), option: "x", dimension: "k", value, weight });
          }
          const finite = (numbers: Iterable<number | undefined>): void => {
            for (const number of numbers) expect(number).toSatisfy(Number.isFinite);
          };
          const look = (): void => {
            const belief = beliefs.at(path, "x", "k");
            finite(Object.values(belief));
            finite([expectationOf(belief, model)]);
            finite(intervalOf(belief, model, 0.99, "observation"));
            const tensor = new Tensor(LEVELS);
            publish(beliefs, tensor.writer("global"), { withSpread: true, withAge: true });
            finite([...tensor.cells()].map(({ value }) => value));
          };
          look();
          const facts = new Tensor(["global"]);
          const from = { level: "global", instance: "" };
          finite([saveEvidence(beliefs, facts.writer("global"), from)]);
          // Of whatever can be seen, what is saved can be loaded.
          loadEvidence(beliefs, facts, from, { as: "here" });
          look();
          beliefs.discount(share);
          look();
          if (path[0] !== undefined && pooling === "exact") beliefs.compact(cursorAt([path[0]]));
          look();
        },
      ),
      parameters,
    );
  });
});

describe("intervals hold the share they are asked for", () => {
  /** Of the normal distribution, by the trapezium rule. */
  const shareWithin = (half: number): number => {
    const steps = 4_000;
    let sum = 0;
    for (let i = 0; i <= steps; i++) {
      const z = (i / steps) * half;
      sum += Math.exp((-z * z) / 2) * (i === 0 || i === steps ? 0.5 : 1);
    }
    return (2 * sum * half) / steps / Math.sqrt(2 * Math.PI);
  };

  test.each([0.5, 0.8, 0.9, 0.95, 0.99] as const)("%d", (confidence) => {
    const model = gaussian({ mean: 7, deviation: 2, noise: 1.5 });
    const belief = beliefsOf(model, []).at([], "x", "k");
    const [low, high] = intervalOf(belief, model, confidence);
    expect(low + high).toBeCloseTo(14, 9);
    expect(shareWithin((high - low) / 4)).toBeCloseTo(confidence, 4);
    const [least, most] = intervalOf(belief, model, confidence, "observation");
    expect(shareWithin((most - least) / 5)).toBeCloseTo(confidence, 4);
  });
});

test("the noise of a skewed quantity begins as four imagined observations; one alone tells nothing of it", () => {
  const model = skewed({ typical: 1, noiseFactor: Math.E });
  expect(model.noise({ count: 0, sum: 0, squares: 0 })).toBeCloseTo(1, 12);
  expect(model.noise({ count: 1, sum: 3, squares: 9 })).toBeCloseTo(1, 12);
  // Two that are 1 from their mean, with one degree of freedom.
  expect(model.noise({ count: 2, sum: 0, squares: 2 })).toBeCloseTo(6 / 5, 12);
});

test("sums that a roll-up has mixed up say no less of the noise than some observations could", () => {
  const tensor = new Tensor(["global"]);
  for (const [sum, value] of [
    ["count", 2],
    ["sum", 4],
    ["squares", 1],
  ] as const) {
    tensor.writer("global").setValue("global", "", "x", `evidence:${sum}:k@`, value);
  }
  const model = skewed({ typical: 1, noiseFactor: Math.E });
  const beliefs = beliefsOf(model, [
    { path: [], value: 1 },
    { path: [], value: 1 },
  ]);
  loadEvidence(beliefs, tensor, { level: "global", instance: "" });
  expect(beliefs.at([], "x", "k").noise).toBeCloseTo(model.noise({ count: 4, sum: 4, squares: 8 }), 12);
});

test("a view misses no change, however many there were since it was last asked", () => {
  for (const changes of [1, 255, 256, 257, 258, 300, 600]) {
    const beliefs = beliefsOf(gaussian(), []);
    for (let i = 0; i < 600; i++) beliefs.add(`${i}`);
    const view = beliefs.view({}, "k");
    view.refresh(() => undefined);
    for (let i = 0; i < changes; i++) beliefs.observe({ cursor: {}, option: `${i}`, dimension: "k", value: 5 });
    const changed = new Set<number>();
    view.refresh((option) => void changed.add(option));
    for (let i = 0; i < changes; i++) {
      expect(changed.has(i)).toBe(true);
      expect(view.means[i]).toBe(beliefs.at([], `${i}`, "k").mean);
    }
  }
});

test("publish writes for how long nothing was seen, at an address or below it, where that is known", () => {
  const beliefs = beliefsOf(rate(), [{ path: ["c"], value: 1 }]);
  for (const [region, now] of [
    ["b", 130],
    ["a", 100],
    ["a", 90],
  ] as const) {
    beliefs.observe({ cursor: { region, device: "d" }, option: "x", dimension: "k", value: 1, now });
  }
  beliefs.advance(150);
  const tensor = new Tensor(LEVELS);
  const cells = publish(beliefs, tensor.writer("global"), { withAge: true });
  expect(cells).toBe([...tensor.cells()].length);
  const ageAt = (cursor: object): number | undefined => tensor.value(cursor, "x", "k:age");
  expect(ageAt({ region: "a", device: "a/d" })).toBe(50);
  expect([ageAt({ region: "a" }), ageAt({ region: "b" }), ageAt({})]).toEqual([50, 20, 20]);
  expect([...tensor.cells()].some(({ instance, dimension }) => instance === "c" && dimension === "k:age")).toBe(false);
  expect(tensor.value({}, "x", "k:deviation")).toBeUndefined();
});
