import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Beliefs, gaussian, intervalOf, publish, rate, skewed } from "../../src/beliefs/index.ts";
import { cursorAt, densePosterior, LEVELS } from "./dense.ts";
import { anyNumber, beliefsOf, close, models, parameters, paths, same, seenWith } from "./setting.ts";

describe("law B1: the posterior is that of the same model by linear algebra, to 1e-9", () => {
  test.each([
    ["a known noise", models, anyNumber],
    ["a rate", fc.constant(rate()), fc.double({ min: 0, max: 1, noNaN: true })],
  ])("with %s", (_, model, value) => {
    fc.assert(
      fc.property(model, seenWith(value), fc.array(paths, { minLength: 1, maxLength: 4 }), (model, seen, asked) => {
        const beliefs = beliefsOf(model, seen);
        for (const [i, { mean, variance }] of densePosterior(model, seen, asked).entries()) {
          const found = beliefs.at(asked[i] as string[], "x", "k");
          close(found.mean, mean, 1e-9);
          close(found.deviation, Math.sqrt(variance), 1e-9);
        }
      }),
      parameters,
    );
  });

  test("after a hundred thousand observations of thirty addresses", () => {
    const model = gaussian({ noise: 0.5 });
    const seen = Array.from({ length: 100_000 }, (_, i) => ({
      path: ["abc"[i % 3] as string, "abcdefghij"[(i * 7) % 10] as string],
      value: Math.sin(i) * 100,
    }));
    const beliefs = beliefsOf(model, seen);
    const asked = [[], ["a"], ["b", "c"]];
    for (const [i, { mean, variance }] of densePosterior(model, seen, asked).entries()) {
      const found = beliefs.at(asked[i] as string[], "x", "k");
      close(found.mean, mean, 1e-9);
      close(found.deviation, Math.sqrt(variance), 1e-9);
    }
  });
});

test("law B2: the order of observations makes no difference, to 1e-12", () => {
  fc.assert(
    fc.property(models, seenWith(anyNumber), paths, fc.infiniteStream(fc.nat()), (model, seen, path, numbers) => {
      const shuffled = seen
        .map((each) => ({ each, at: numbers.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ each }) => each);
      // Sums of the same numbers in another order differ by rounding: by so much as the numbers are large.
      const size = Math.max(1, ...seen.map(({ value }) => Math.abs(value)));
      same(beliefsOf(model, seen), beliefsOf(model, shuffled), path, 1e-12 * size);
    }),
    parameters,
  );
});

test("law B3: more evidence never widens an interval, where the noise is known", () => {
  const known = fc.oneof(models, fc.constant(rate({ noise: "most" })));
  const value = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(known, seenWith(value), fc.record({ path: paths, value }), paths, (model, seen, next, path) => {
      const before = beliefsOf(model, seen).at(path, "x", "k").deviation;
      const after = beliefsOf(model, [...seen, next]).at(path, "x", "k").deviation;
      expect(after).toBeLessThanOrEqual(before * (1 + 1e-12));
    }),
    parameters,
  );
});

test("law B4: what nobody has met has the prior mean and the widest interval", () => {
  fc.assert(
    fc.property(models, seenWith(anyNumber), paths, (model, seen, path) => {
      const beliefs = beliefsOf(model, seen);
      const [met, unknown] = [beliefs.at(path, "x", "k"), beliefs.at(path, "unknown", "k")];
      close(unknown.mean, model.mean, 1e-12);
      expect(met.deviation).toBeLessThanOrEqual(unknown.deviation * (1 + 1e-12));
    }),
    parameters,
  );
});

test("law B5: success never demotes: what is no worse than what was believed raises no mean", () => {
  fc.assert(
    fc.property(
      models,
      seenWith(anyNumber),
      paths,
      fc.double({ min: 0, max: 9, noNaN: true }),
      (model, seen, path, better) => {
        const before = beliefsOf(model, seen).at(path, "x", "k").mean;
        const after = beliefsOf(model, [...seen, { path, value: before - better }]).at(path, "x", "k").mean;
        expect(after).toBeLessThanOrEqual(before + 1e-9 * Math.max(1, Math.abs(before)));
      },
    ),
    parameters,
  );
});

test("law B5 for rates: a flawless answer raises no mean, although it says something of the noise", () => {
  const seen = seenWith(fc.constantFrom(0, 1));
  fc.assert(
    fc.property(seen, paths, (seen, path) => {
      const before = beliefsOf(rate(), seen).at(path, "x", "k").mean;
      const after = beliefsOf(rate(), [...seen, { path, value: 0 }]).at(path, "x", "k").mean;
      expect(after).toBeLessThanOrEqual(before + 1e-12);
    }),
    parameters,
  );
});

test("law B5 for rates with the noise of most: neither does anything else that is no worse than was believed", () => {
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(seenWith(fraction), paths, fraction, (seen, path, share) => {
      const model = rate({ noise: "most" });
      const before = beliefsOf(model, seen).at(path, "x", "k").mean;
      const after = beliefsOf(model, [...seen, { path, value: Math.max(0, share * before) }]).at(path, "x", "k").mean;
      expect(after).toBeLessThanOrEqual(before + 1e-12);
    }),
    parameters,
  );
});

test("law B6: an outcome of one option changes nothing that is believed of another", () => {
  fc.assert(
    fc.property(models, seenWith(anyNumber), seenWith(anyNumber), paths, (model, seen, others, path) => {
      const beliefs = beliefsOf(model, seen);
      const before = beliefs.at(path, "x", "k");
      for (const { path, value } of others) {
        beliefs.observe({ cursor: cursorAt(path), option: "other", dimension: "k", value });
      }
      const after = beliefs.at(path, "x", "k");
      close(after.mean, before.mean, 1e-12);
      close(after.deviation, before.deviation, 1e-12);
      expect(after.count).toBe(before.count);
    }),
    parameters,
  );
});

test("law B7: to discount to 0 is to forget", () => {
  fc.assert(
    fc.property(models, seenWith(anyNumber), paths, (model, seen, path) => {
      const beliefs = beliefsOf(model, seen);
      beliefs.discount(0);
      same(beliefs, beliefsOf(model, []), path, 1e-12);
    }),
    parameters,
  );
});

test("law B9: compaction of an address changes no other posterior", () => {
  fc.assert(
    fc.property(models, seenWith(anyNumber), fc.constantFrom("a", "b"), paths, (model, seen, gone, path) => {
      fc.pre(path[0] !== gone);
      const beliefs = beliefsOf(model, seen);
      beliefs.compact(cursorAt([gone]));
      same(beliefs, beliefsOf(model, seen), path, 1e-9);
    }),
    parameters,
  );
});

test("law B10: what is removed has never been", () => {
  fc.assert(
    fc.property(models, seenWith(anyNumber), fc.constantFrom("a", "b"), paths, (model, seen, gone, path) => {
      const beliefs = beliefsOf(model, seen);
      beliefs.remove(cursorAt([gone]));
      same(
        beliefs,
        beliefsOf(
          model,
          seen.filter(({ path }) => path[0] !== gone),
        ),
        path,
        1e-9,
      );
    }),
    parameters,
  );
});

test("a half-life: evidence counts half after it, and a clock that runs backwards stands still", () => {
  const beliefs = new Beliefs({ levels: LEVELS, dimensions: { k: gaussian() }, halfLife: 64 });
  const count = (): number => beliefs.at([], "x", "k").count;
  beliefs.observe({ cursor: {}, option: "x", dimension: "k", value: 1, now: 1_000 });
  beliefs.advance(500);
  expect(count()).toBe(1);
  beliefs.advance(1_064);
  expect(count()).toBeCloseTo(0.5, 12);
  beliefs.advance(1_064 + 64 * 40);
  expect(count()).toBe(0);
  expect(beliefs.at([], "x", "k").deviation).toBe(1);
});

test("an address that nobody has met believes what its parent does, less surely", () => {
  const beliefs = beliefsOf(gaussian(), [{ path: ["a"], value: 3 }]);
  const [a, below] = [beliefs.at(["a"], "x", "k"), beliefs.at(["a", "new"], "x", "k")];
  expect(below.mean).toBeCloseTo(a.mean, 12);
  expect(below.deviation).toBeGreaterThan(a.deviation);
});

test("the largest and the smallest quantities, single ones and equal ones: finite, never NaN", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(1e-100, 1e-50, 1, 1, 1e50, 1e100), { maxLength: 9 }),
      paths,
      (values, path) => {
        const beliefs = beliefsOf(
          skewed({ typical: 1 }),
          values.map((value) => ({ path: ["a"], value })),
        );
        const belief = beliefs.at(path, "x", "k");
        for (const number of Object.values(belief)) expect(number).toSatisfy(Number.isFinite);
        const tensor = new Tensor(LEVELS);
        publish(beliefs, tensor.writer("global"), { withSpread: true });
        for (const { value } of tensor.cells()) expect(value).toSatisfy(Number.isFinite);
        const [low, high] = intervalOf(belief, beliefs.model("k"), 0.9, "observation");
        expect(low).toBeLessThanOrEqual(high);
      },
    ),
    parameters,
  );
});

test("publish writes one batch: the means, the default for whoever is unknown, and spreads where asked", () => {
  const beliefs = beliefsOf(rate(), [
    { path: ["a", "b"], value: 1 },
    { path: ["c"], value: 0 },
  ]);
  const tensor = new Tensor(LEVELS);
  const cells = publish(beliefs, tensor.writer("global"), { withSpread: true });
  expect(tensor.revision).toBe(1);
  expect(cells).toBe([...tensor.cells()].length);
  expect(tensor.value({ region: "a", device: "a/b" }, "x", "k")).toBe(beliefs.at(["a", "b"], "x", "k").mean);
  expect(tensor.value({ region: "a" }, "unknown", "k")).toBe(0.5);
  expect(tensor.value({ region: "c" }, "x", "k:count")).toBe(1);
});

test("what is taken away again leaves nothing, however huge it was", () => {
  const beliefs = beliefsOf(gaussian(), [{ path: ["a"], value: 3 }]);
  const expected = beliefsOf(gaussian(), [
    { path: ["a"], value: 3 },
    { path: ["b"], value: 5 },
  ]);
  for (let i = 0; i < 3; i++)
    beliefs.observe({ cursor: { region: "liar" }, option: "x", dimension: "k", value: 1e100 });
  beliefs.observe({ cursor: { region: "b" }, option: "x", dimension: "k", value: 5 });
  beliefs.remove({ region: "liar" });
  for (const path of [[], ["a"], ["b"]]) same(beliefs, expected, path, 1e-12);
});

test("law B5 for skewed quantities: what is no slower than was expected raises no mean", () => {
  const seen = seenWith(fc.double({ min: 1e-3, max: 1e3, noNaN: true }));
  fc.assert(
    fc.property(seen, paths, fc.double({ min: 0, max: 1, noNaN: true }), (seen, path, share) => {
      const model = skewed({ typical: 1 });
      const { mean } = beliefsOf(model, seen).at(path, "x", "k");
      const value = Math.max(1e-99, share * mean);
      const after = beliefsOf(model, [...seen, { path, value }]).at(path, "x", "k").mean;
      expect(after).toBeLessThanOrEqual(mean * (1 + 1e-9));
    }),
    parameters,
  );
});

test("an observation may count for several", () => {
  const [once, thrice] = [beliefsOf(gaussian(), []), beliefsOf(gaussian(), [])];
  once.observe({ cursor: {}, option: "x", dimension: "k", value: 2, weight: 3 });
  for (let i = 0; i < 3; i++) thrice.observe({ cursor: {}, option: "x", dimension: "k", value: 2 });
  same(once, thrice, [], 1e-12);
});

test("ageing and removal count for what others have told, too", () => {
  const beliefs = beliefsOf(gaussian(), []);
  beliefs.take(["a"], "x", "k", [4, 8, 16, 0, 0]);
  beliefs.discount(0.5);
  expect(beliefs.at(["a"], "x", "k").count).toBe(2);
  beliefs.remove({ region: "a" });
  expect(beliefs.at(["a"], "x", "k").count).toBe(0);
  same(beliefs, beliefsOf(gaussian(), []), [], 1e-12);
});

test("what others take back and tell again counts once", () => {
  const beliefs = beliefsOf(gaussian(), []);
  for (const sums of [
    [1, 4, 16, 0, 0],
    [0, 0, 0, 0, 0],
    [1, 4, 16, 0, 0],
  ]) {
    beliefs.take(["a", "b"], "x", "k", sums);
  }
  beliefs.discount(1);
  for (const path of [[], ["a"]]) same(beliefs, beliefsOf(gaussian(), [{ path: ["a", "b"], value: 4 }]), path, 1e-12);
});
