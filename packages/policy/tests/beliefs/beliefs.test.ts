import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import {
  Beliefs,
  gaussian,
  intervalOf,
  loadEvidence,
  type Observation,
  publish,
  rate,
  saveEvidence,
  skewed,
} from "../../src/beliefs/index.ts";
import { PolicyError } from "../../src/errors.ts";
import { cursorAt, densePosterior, LEVELS, type Seen } from "./dense.ts";

const parameters = { seed: inject("seed"), numRuns: inject("runs") };

const paths: fc.Arbitrary<readonly string[]> = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 2 });
const seenWith = (value: fc.Arbitrary<number>): fc.Arbitrary<readonly Seen[]> =>
  fc.array(fc.record({ path: paths, value }), { maxLength: 25 });
const anyNumber = fc.double({ min: -50, max: 50, noNaN: true });
const models: fc.Arbitrary<Observation> = fc
  .record({
    mean: fc.double({ min: -3, max: 3, noNaN: true }),
    deviation: fc.double({ min: 0.05, max: 5, noNaN: true }),
    spread: fc.array(fc.double({ min: 0.02, max: 3, noNaN: true }), { minLength: 1, maxLength: 2 }),
    noise: fc.double({ min: 0.05, max: 5, noNaN: true }),
  })
  .map(gaussian);

function beliefsOf(model: Observation, seen: readonly Seen[], option = "x"): Beliefs {
  const beliefs = new Beliefs({ levels: LEVELS, dimensions: { k: model } });
  for (const { path, value } of seen) beliefs.observe({ cursor: cursorAt(path), option, dimension: "k", value });
  return beliefs;
}

const close = (found: number, expected: number, tolerance: number): void => {
  if (!(Math.abs(found - expected) <= tolerance * Math.max(1, Math.abs(expected)))) {
    throw new Error(`${found} where ${expected} was expected`);
  }
};

/** Both beliefs are the same at an address. */
function same(one: Beliefs, other: Beliefs, path: readonly string[], tolerance: number, option = "x"): void {
  const [found, expected] = [one, other].map((beliefs) => beliefs.at(path, option, "k"));
  close(found?.mean as number, expected?.mean as number, tolerance);
  close(found?.deviation as number, expected?.deviation as number, tolerance);
}

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

test("law B8: two halves that are merged are the whole, through a tensor", () => {
  fc.assert(
    fc.property(models, seenWith(anyNumber), paths, fc.nat(25), (model, seen, path, cut) => {
      const tensor = new Tensor(["global", "device"]);
      const halves = [seen.slice(0, cut), seen.slice(cut)];
      for (const [i, half] of halves.entries()) {
        const slice = { level: "device", instance: `${i}` };
        saveEvidence(beliefsOf(model, half), tensor.writer("device", `${i}`), slice);
      }
      tensor.writer("global").rollUp({ from: "device", to: "global", using: "sum" });
      const whole = new Beliefs({ levels: LEVELS, dimensions: { k: model } });
      loadEvidence(whole, tensor, { level: "global", instance: "" });
      same(whole, beliefsOf(model, seen), path, 1e-10);
      // One of the two, who does not count its own half twice.
      const half = beliefsOf(model, halves[0] as readonly Seen[]);
      const from = { level: "global", instance: "" };
      loadEvidence(half, tensor, from, { without: { level: "device", instance: "0" } });
      same(half, whole, path, 1e-8);
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

describe("law B11: robust pooling", () => {
  const honest = fc.array(fc.double({ min: 0.3, max: 0.5, noNaN: true }), { minLength: 7, maxLength: 9 });
  const robustOf = (means: readonly number[]): number => {
    const beliefs = new Beliefs({ levels: ["global", "device"], dimensions: { k: gaussian() }, pooling: "robust" });
    for (const [i, value] of means.entries()) {
      for (let n = 0; n < 20; n++) {
        beliefs.observe({ cursor: { device: `${i}` }, option: "x", dimension: "k", value });
      }
    }
    return beliefs.at([], "x", "k").mean;
  };

  test("under a quarter of liars leave the parent between the honest, and the prior", () => {
    fc.assert(
      fc.property(honest, fc.double({ min: -1e100, max: 1e100, noNaN: true }), (means, lie) => {
        const found = robustOf([...means, lie, lie]);
        expect(found).toBeGreaterThanOrEqual(Math.min(0, ...means));
        expect(found).toBeLessThanOrEqual(Math.max(...means));
      }),
      { ...parameters, numRuns: 50 },
    );
  });

  test("any number of liars moves it by no more than four standard deviations of the prior", () => {
    expect(robustOf(Array.from({ length: 400 }, () => 1e12))).toBeLessThanOrEqual(4 * Math.hypot(1, 0.5));
  });

  test("where nobody lies it is near the exact one", () => {
    const beliefs = new Beliefs({ levels: ["global", "device"], dimensions: { k: gaussian() } });
    const means = [0.3, 0.35, 0.4, 0.45, 0.5];
    for (const [i, value] of means.entries()) {
      for (let n = 0; n < 20; n++) beliefs.observe({ cursor: { device: `${i}` }, option: "x", dimension: "k", value });
    }
    expect(robustOf(means)).toBeCloseTo(beliefs.at([], "x", "k").mean, 1);
  });
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

describe("what cannot be observed is refused, and changes nothing", () => {
  test.each([
    [{ value: NaN }, "invalid-number"],
    [{ value: 1.5 }, "invalid-number"],
    [{ value: -0.1 }, "invalid-number"],
    [{ value: 0.5, weight: 0 }, "invalid-number"],
    [{ value: 0.5, now: NaN }, "invalid-number"],
    [{ value: 0.5, option: "" }, "invalid-name"],
    [{ value: 0.5, dimension: "other" }, "invalid-name"],
    [{ value: 0.5, cursor: { device: "b" } }, "invalid-name"],
    [{ value: 0.5, cursor: { nowhere: "b" } }, "invalid-name"],
  ])("%o", (wrong, code) => {
    const beliefs = beliefsOf(rate(), [{ path: ["a"], value: 1 }]);
    const before = beliefs.at([], "x", "k");
    const sighting = { cursor: { region: "a" }, option: "x", dimension: "k", ...wrong };
    expect(() => beliefs.observe(sighting)).toThrow(expect.objectContaining({ code }) as PolicyError);
    expect(beliefs.at([], "x", "k")).toEqual(before);
  });

  test("nothing skewed is 0", () => {
    const beliefs = beliefsOf(skewed({ typical: 1 }), []);
    expect(() => beliefs.observe({ cursor: {}, option: "x", dimension: "k", value: 0 })).toThrow(PolicyError);
  });
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

describe("facts of what nobody can have seen are refused, and nothing is taken", () => {
  test.each([
    ["a sum beyond what can be observed", { count: 2, sum: 5 }],
    ["a gate", { count: Infinity }],
    ["a count beyond all", { count: 1e300 }],
    ["a shift beyond all", { precision: 1, shift: 1e300 }],
  ])("%s", (_, sums) => {
    const tensor = new Tensor(["global", "device"]);
    const writer = tensor.writer("global");
    for (const [sum, value] of Object.entries(sums)) writer.setValue("global", "", "x", `evidence:${sum}:k@a`, value);
    writer.setValue("global", "", "y", "evidence:count:k@a", 2);
    const beliefs = beliefsOf(rate(), []);
    expect(() => loadEvidence(beliefs, tensor, GLOBAL)).toThrow(PolicyError);
    expect(beliefs.at(["a"], "y", "k").count).toBe(0);
  });

  test("an address that is too deep", () => {
    const tensor = new Tensor(["global"]);
    tensor.writer("global").setValue("global", "", "a", "evidence:count:k@a", 2);
    tensor.writer("global").setValue("global", "", "x", "evidence:count:k@a/b/c/d", 2);
    const beliefs = beliefsOf(rate(), []);
    expect(() => loadEvidence(beliefs, tensor, GLOBAL)).toThrow(PolicyError);
    expect(beliefs.at(["a"], "a", "k").count).toBe(0);
  });
});

const GLOBAL = { level: "global", instance: "" };

describe("a fleet", () => {
  const facts = new Tensor(["global", "device"]);
  const save = (beliefs: Beliefs, instance: string): void => {
    saveEvidence(beliefs, facts.writer("device", instance), { level: "device", instance });
  };
  const load = (beliefs: Beliefs, instance: string): void => {
    loadEvidence(beliefs, facts, GLOBAL, { without: { level: "device", instance } });
  };
  const up = (): void => {
    facts.writer("global").rollUp({ from: "device", to: "global", using: "sum" });
  };

  test("what one has seen since the roll-up blocks nothing", () => {
    const [a, b] = [beliefsOf(gaussian(), [{ path: ["only-a"], value: 1 }]), beliefsOf(gaussian(), [])];
    for (let i = 0; i < 50; i++) b.observe({ cursor: { region: "math" }, option: "x", dimension: "k", value: 1 });
    save(a, "a");
    save(b, "b");
    up();
    a.observe({ cursor: { region: "only-a" }, option: "x", dimension: "k", value: 1 });
    save(a, "a");
    load(a, "a");
    expect(a.at(["math"], "x", "k").count).toBe(50);
    expect(a.at(["only-a"], "x", "k").count).toBe(2);
  });

  test("what one has seen since, that is unlike all before, blocks nothing either", () => {
    const [a, b] = [beliefsOf(rate(), []), beliefsOf(rate(), [])];
    for (let i = 0; i < 5; i++) {
      for (const each of [a, b]) each.observe({ cursor: { region: "f" }, option: "x", dimension: "k", value: 0 });
    }
    save(a, "f1");
    save(b, "f2");
    up();
    for (let i = 0; i < 2; i++) a.observe({ cursor: { region: "f" }, option: "x", dimension: "k", value: 1 });
    save(a, "f1");
    load(a, "f1");
    // Of the others 3 of 5 are left, none of which failed, until the next roll-up.
    expect(a.at(["f"], "x", "k").count).toBe(10);
    up();
    load(a, "f1");
    expect(a.at(["f"], "x", "k").count).toBe(12);
  });

  test("what one has forgotten or taken back is gone for all, once it is rolled up", () => {
    const [a, b] = [
      beliefsOf(gaussian(), []),
      beliefsOf(gaussian(), [
        { path: ["m"], value: 9 },
        { path: ["n"], value: 7 },
      ]),
    ];
    const round = (): void => {
      save(a, "c");
      save(b, "d");
      up();
      load(a, "c");
    };
    const countOf = (path: string): number => a.at([path], "x", "k").count;
    round();
    expect([countOf("m"), countOf("n")]).toEqual([1, 1]);
    b.remove({ region: "m" });
    round();
    expect([countOf("m"), countOf("n")]).toEqual([0, 1]);
    b.discount(0);
    round();
    expect([countOf("m"), countOf("n")]).toEqual([0, 0]);
  });

  test("an address that others have told of is not compacted here, nor any where nobody is trusted", () => {
    const a = beliefsOf(gaussian(), []);
    a.take(["m"], "x", "k", [2, 4, 8, 0, 0]);
    expect(() => a.compact({ region: "m" })).toThrow(PolicyError);
    expect(a.at(["m"], "x", "k").count).toBe(2);
    const wary = new Beliefs({ levels: LEVELS, dimensions: { k: gaussian() }, pooling: "robust" });
    wary.observe({ cursor: { region: "m" }, option: "x", dimension: "k", value: 1 });
    expect(() => wary.compact({ region: "m" })).toThrow(PolicyError);
  });

  test("names with anything in them come back", () => {
    const path = ["bob@x.org", "a/b~c"];
    const beliefs = beliefsOf(gaussian(), [{ path, value: 3 }]);
    save(beliefs, "e");
    const again = beliefsOf(gaussian(), []);
    expect(loadEvidence(again, facts, { level: "device", instance: "e" }, { as: "here" })).toBe(1);
    same(again, beliefs, path, 1e-12);
    // It is its own now: it is saved, and no load replaces it.
    again.forgetOthers();
    expect(again.at(path, "x", "k").count).toBe(1);
  });
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
      const { mean, center } = beliefsOf(model, seen).at(path, "x", "k");
      const value = Math.max(1e-9, share * Math.min(mean, Math.exp(center)));
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
