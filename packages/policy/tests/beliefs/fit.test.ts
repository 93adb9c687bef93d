import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { Beliefs, fitted, gaussian, rate } from "../../src/beliefs/index.ts";
import { normal, randomFrom } from "../../src/random.ts";
import { anyNumber, beliefsOf, models, parameters, seenWith } from "./setting.ts";

const LEVELS = ["global", "task"] as const;

test("law B12: the spread and the noise that evidence was made with are found again", () => {
  const random = randomFrom(inject("seed"));
  const found = Array.from({ length: 30 }, () => {
    const beliefs = new Beliefs({ levels: LEVELS, dimensions: { gap: gaussian() } });
    for (let task = 0; task < 60; task++) {
      const truth = 0.1 + 0.15 * normal(random);
      for (let i = 0; i < 25; i++) {
        const value = truth + 0.5 * normal(random);
        beliefs.observe({ cursor: { task: `${task}` }, option: "x", dimension: "gap", value });
      }
    }
    const model = fitted(beliefs, "gap");
    return { spread: (model.spread as number[])[0] as number, noise: Math.sqrt(model.variance(nothing)) };
  });
  const mean = (of: (one: (typeof found)[number]) => number): number =>
    found.reduce((sum, one) => sum + of(one), 0) / found.length;
  // What was declared, 0.5 and 1, counts as four more, by its logarithm.
  const expected = Math.exp((59 * Math.log(0.15) + 4 * Math.log(0.5)) / 63);
  expect(mean(({ spread }) => spread) / expected).toBeCloseTo(1, 1);
  expect(mean(({ noise }) => noise) / 0.5).toBeCloseTo(1, 1);
});

const nothing = { count: 0, sum: 0, squares: 0 };

test("law B12: where addresses do not differ beyond noise, they are thought alike; rates keep their noise", () => {
  const beliefs = new Beliefs({ levels: LEVELS, dimensions: { deficit: rate({ spread: 0.22 }) } });
  for (let task = 0; task < 100; task++) {
    for (let i = 0; i < 10; i++) {
      beliefs.observe({ cursor: { task: `${task}` }, option: "x", dimension: "deficit", value: i % 2 });
    }
  }
  const model = fitted(beliefs, "deficit");
  // Noise of 250 / 900, and 99 differences that are none: what is left is what they cannot tell from nothing.
  const least = ((250 / 900) * Math.sqrt(2 * 99)) / 990;
  // Of each address ten were seen, which says so much of it, and not all.
  const freedom = 100 * (10 / (10 + 250 / 900 / 0.22 ** 2)) - 1;
  const expected = Math.exp((freedom * Math.log(least) + 4 * Math.log(0.22 ** 2)) / (freedom + 4) / 2);
  expect((model.spread as number[])[0]).toBeCloseTo(expected, 12);
  expect(model.variance({ count: 98, sum: 0, squares: 0 })).toBe(0.02);
});

test("law B12: what has aged away says nothing of how much addresses differ", () => {
  const spreads = [1, 0.1, 0.01, 1e-4].map((share) => {
    const beliefs = new Beliefs({ levels: LEVELS, dimensions: { gap: gaussian() } });
    for (let i = 0; i < 600; i++) {
      beliefs.observe({ cursor: { task: `${i % 30}` }, option: "x", dimension: "gap", value: (i % 20) / 20 });
    }
    beliefs.discount(share);
    return (fitted(beliefs, "gap").spread as number[])[0] as number;
  });
  expect(Math.max(...spreads)).toBeLessThan(0.6);
  expect(spreads.at(-1)).toBeCloseTo(0.5, 2);
});

test("law B12: whatever was seen, the model that comes of it is one; without evidence it is the declared one", () => {
  fc.assert(
    fc.property(models, seenWith(anyNumber), (model, seen) => {
      const found = fitted(beliefsOf(model, seen), "k");
      const beliefs = beliefsOf(found, seen);
      for (const path of [[], ["a"], ["a", "b"]]) {
        const { mean, deviation } = beliefs.at(path, "x", "k");
        expect(Number.isFinite(mean) && deviation > 0).toBe(true);
      }
      const before = fitted(beliefsOf(model, []), "k");
      expect(before.variance(nothing)).toBeCloseTo(model.variance(nothing), 9);
      const declared = [model.spread].flat();
      for (const [i, spread] of (before.spread as number[]).entries()) {
        expect(spread).toBeCloseTo((declared[i] ?? declared.at(-1)) as number, 9);
      }
    }),
    parameters,
  );
});
