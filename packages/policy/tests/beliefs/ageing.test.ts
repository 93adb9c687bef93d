import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Beliefs, gaussian, type Observation, rate } from "../../src/beliefs/index.ts";
import { cursorAt, densePosterior, LEVELS } from "./dense.ts";
import { anyNumber, beliefsOf, close, models, parameters, paths, same, seenWith } from "./setting.ts";

const HALF_LIFE = 64;
const ageingOf = (model: Observation): Beliefs =>
  new Beliefs({ levels: LEVELS, dimensions: { k: model }, halfLife: HALF_LIFE });

const timed = fc.array(
  fc.record({ path: paths, value: anyNumber, now: fc.double({ min: 0, max: 200, noNaN: true }) }),
  {
    maxLength: 25,
  },
);

test("law B13: with a half-life, too, the order of observations makes no difference, and each counts by its age", () => {
  fc.assert(
    fc.property(models, timed, paths, fc.infiniteStream(fc.nat()), (model, seen, path, numbers) => {
      const shuffled = seen
        .map((each) => ({ each, at: numbers.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ each }) => each);
      const [one, other] = [seen, shuffled].map((sightings) => {
        const beliefs = ageingOf(model);
        for (const { path, value, now } of sightings) {
          beliefs.observe({ cursor: cursorAt(path), option: "x", dimension: "k", value, now });
        }
        beliefs.advance(200);
        return beliefs;
      }) as [Beliefs, Beliefs];
      same(one, other, path, 1e-10);
      // Time goes in 64 steps a half-life: here those of 1.
      const weighed = seen.map(({ path, value, now }) => ({
        path,
        value,
        weight: 2 ** (-(200 - Math.floor(now)) / HALF_LIFE),
      }));
      const [{ mean, variance }] = densePosterior(model, weighed, [path]) as [{ mean: number; variance: number }];
      close(one.at(path, "x", "k").mean, mean, 1e-9);
      close(one.at(path, "x", "k").deviation, Math.sqrt(variance), 1e-9);
    }),
    parameters,
  );
});

test("an outcome that comes late counts as if it had come in time", () => {
  const meanOf = (...outcomes: readonly (readonly [value: number, now: number])[]): number => {
    const beliefs = new Beliefs({ levels: ["global"], dimensions: { k: gaussian() }, halfLife: 10 });
    for (const [value, now] of outcomes) beliefs.observe({ cursor: {}, option: "x", dimension: "k", value, now });
    return beliefs.belief({}, "x", "k").mean;
  };
  expect(meanOf([1, 100], [0, 0])).toBeCloseTo(meanOf([0, 0], [1, 100]), 12);
  expect(meanOf([1, 100], [0, 0])).toBeGreaterThan(0.499);
  // So late that nothing is left.
  expect(meanOf([1, 1e6], [0, 0])).toBe(0.5);
});

test("without a half-life it makes no difference when an outcome was", () => {
  const beliefs = beliefsOf(gaussian(), []);
  for (const now of [1e9, 0, 5]) beliefs.observe({ cursor: {}, option: "x", dimension: "k", value: 1, now });
  expect(beliefs.at([], "x", "k").count).toBe(3);
});

describe("law B14: what is forgotten would have moved no belief by more than 1e-5 of a deviation", () => {
  test("whatever it was, however it aged", () => {
    const steps = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(models, seenWith(anyNumber), paths, steps, (model, seen, path, shares) => {
        const beliefs = beliefsOf(model, seen);
        for (const share of shares) beliefs.discount(share);
        const weight = shares.reduce((product, share) => product * share, 1);
        const weighed = seen.map((each) => ({ ...each, weight }));
        const [{ mean, variance }] = densePosterior(model, weighed, [path]) as [{ mean: number; variance: number }];
        const found = beliefs.at(path, "x", "k");
        close(found.mean / model.deviation, mean / model.deviation, 1e-5);
        close(found.deviation / Math.sqrt(variance), 1, 1e-5);
      }),
      parameters,
    );
  });

  test("a thousandth of a share of an observation is not forgotten, a billionth is", () => {
    const beliefs = ageingOf(gaussian());
    beliefs.observe({ cursor: { region: "a" }, option: "x", dimension: "k", value: 4, now: 0 });
    beliefs.advance(12 * HALF_LIFE);
    expect(beliefs.belief({ region: "a" }, "x", "k").count).toBe(2 ** -12);
    beliefs.advance(30 * HALF_LIFE);
    expect(beliefs.belief({ region: "a" }, "x", "k").count).toBe(0);
  });

  test("a huge number is remembered for as long as it counts", () => {
    const beliefs = ageingOf(gaussian());
    beliefs.observe({ cursor: {}, option: "x", dimension: "k", value: 1e30, now: 0 });
    beliefs.advance(50 * HALF_LIFE);
    expect(beliefs.belief({}, "x", "k").mean).toBeGreaterThan(1e14);
  });
});

test("addresses of which nothing is left are given up, so that ageing takes time with those that are", () => {
  const beliefs = new Beliefs({ levels: ["global", "session"], dimensions: { k: rate() }, halfLife: 10 });
  const view = beliefs.view({ session: "s0" }, "k");
  const touched: number[] = [];
  for (let now = 0; now < 2_000; now++) {
    beliefs.observe({ cursor: { session: `s${now}` }, option: `o${now % 3}`, dimension: "k", value: 1, now });
    if (now === 0) view.refresh(() => undefined);
  }
  const { length } = [...beliefs.addresses("k")];
  expect(length).toBeLessThan(300);
  expect(length).toBeGreaterThan(150);
  view.refresh((option) => void touched.push(option));
  expect(touched).toContain(0);
  expect(view.isTouched(0)).toBe(false);
  beliefs.advance(1e6);
  expect([...beliefs.addresses("k")]).toHaveLength(1);
  same(beliefs, new Beliefs({ levels: ["global", "session"], dimensions: { k: rate() } }), ["s1999"], 1e-12, "o1");
});

test("a view has aged, too, and has forgotten", () => {
  const beliefs = beliefsOf(gaussian(), [{ path: ["a"], value: 4 }]);
  const view = beliefs.view({ region: "a" }, "k");
  const mean = (): number => {
    view.refresh(() => undefined);
    return view.means[0] as number;
  };
  const before = mean();
  beliefs.discount(0.5);
  expect(mean()).toBeLessThan(before);
  expect(mean()).toBe(beliefs.at(["a"], "x", "k").mean);
  beliefs.forget("x");
  expect(mean()).toBe(0);
});

test("a half-life is a number above 0, and time a finite one", () => {
  for (const halfLife of [0, -1, NaN, "5", 1e-200] as number[]) {
    expect(() => new Beliefs({ levels: ["global"], dimensions: {}, halfLife })).toThrow("halfLife");
  }
  const beliefs = ageingOf(gaussian());
  for (const now of [NaN, Infinity, 1e200, "5"] as number[]) expect(() => beliefs.advance(now)).toThrow("now");
  beliefs.observe({ cursor: {}, option: "x", dimension: "k", value: 1, now: -1e100 });
  beliefs.advance(1e100);
  expect(beliefs.belief({}, "x", "k").count).toBe(0);
});
