import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Beliefs, expectationOf, gaussian, publish, rate, skewed } from "../../src/beliefs/index.ts";
import { PolicyError } from "../../src/errors.ts";
import { cursorAt, densePosterior, LEVELS } from "./dense.ts";
import { anyNumber, beliefsOf, close, models, parameters, paths, same, seenWith } from "./setting.ts";

const expectations = fc.record({
  mean: fc.double({ min: -9, max: 9, noNaN: true }),
  deviation: fc.double({ min: 0.05, max: 5, noNaN: true }),
});

test("law B1 with a prior of an option: the posterior is that of linear algebra, in a view and in a tensor, too", () => {
  fc.assert(
    fc.property(models, seenWith(anyNumber), paths, expectations, fc.nat(25), (model, seen, path, prior, at) => {
      const beliefs = new Beliefs({ levels: LEVELS, dimensions: { k: model } });
      const view = beliefs.view(cursorAt(path), "k");
      for (const [i, { path, value }] of seen.entries()) {
        // Whenever it is declared.
        if (i === at) beliefs.expect("x", "k", prior);
        beliefs.observe({ cursor: cursorAt(path), option: "x", dimension: "k", value });
        view.refresh(() => undefined);
      }
      if (at >= seen.length) beliefs.expect("x", "k", prior);
      const [{ mean, variance }] = densePosterior(model, seen, [path], prior) as [{ mean: number; variance: number }];
      const found = beliefs.at(path, "x", "k");
      close(found.mean, mean, 1e-9);
      close(found.deviation, Math.sqrt(variance), 1e-9);
      view.refresh(() => undefined);
      expect([view.means[0], view.deviations[0]]).toEqual([found.mean, found.deviation]);
      const tensor = new Tensor(LEVELS);
      publish(beliefs, tensor.writer("global"));
      // A tensor has no −0.
      expect(tensor.value({}, "x", "k")).toBe(beliefs.at([], "x", "k").mean + 0);
      // Nobody else is expected to be so.
      same(beliefs, beliefsOf(model, []), path, 1e-12, "other");
    }),
    parameters,
  );
});

test("what was expected is what is believed of whoever was not met, also of a skewed quantity", () => {
  const number = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(number, number, (mean, deviation) => {
      const beliefs = beliefsOf(skewed({ typical: 1 }), []);
      beliefs.expect("x", "k", { mean, deviation });
      const found = beliefs.at([], "x", "k");
      close(found.mean / mean, 1, 1e-12);
      close(found.deviation / deviation, 1, 1e-9);
      beliefs.expect("x", "k", { mean });
      close(beliefs.at([], "x", "k").width, Math.log(4), 1e-12);
    }),
    parameters,
  );
});

test("who was never met is believed to be what was declared, to the last digit", () => {
  const beliefs = beliefsOf(gaussian({ mean: 0.3, deviation: 0.7 }), []);
  beliefs.expect("x", "k", { mean: 0.1, deviation: 0.05 });
  expect(beliefs.at([], "x", "k").mean).toBe(0.1);
  expect(beliefs.at(["a", "b"], "x", "k").mean).toBe(0.1);
  expect(beliefs.at(["a"], "y", "k").mean).toBe(0.3);
});

test("robust pooling starts from what is expected of an option", () => {
  const beliefs = new Beliefs({ levels: ["global", "device"], dimensions: { k: gaussian() }, pooling: "robust" });
  beliefs.expect("x", "k", { mean: 40, deviation: 2 });
  expect(beliefs.belief({ device: "a" }, "x", "k").mean).toBeCloseTo(40, 12);
  for (let i = 0; i < 400; i++) {
    beliefs.observe({ cursor: { device: `${i}` }, option: "x", dimension: "k", value: 1e12 });
  }
  expect(beliefs.belief({}, "x", "k").mean).toBeLessThanOrEqual(40 + 4 * Math.hypot(2, 0.5));
  expect(beliefs.belief({}, "x", "k").mean).toBeGreaterThan(40);
});

describe("what nobody can expect is refused, and changes nothing", () => {
  test.each([
    ["x", { mean: 2 }, "invalid-number"],
    ["x", { mean: NaN }, "invalid-number"],
    ["x", { mean: 0.5, deviation: 0 }, "invalid-number"],
    ["x", { mean: 0.5, deviation: 1e60 }, "invalid-number"],
    ["x", undefined, "invalid-number"],
    ["", { mean: 0.5 }, "invalid-name"],
  ])("%s %o", (option, expectation, code) => {
    const beliefs = beliefsOf(rate(), []);
    const declare = (): void => beliefs.expect(option, "k", expectation as { mean: number });
    expect(declare).toThrow(expect.objectContaining({ code }) as PolicyError);
    expect(beliefs.options).toEqual([]);
    expect(beliefs.at([], "x", "k").mean).toBe(0.5);
  });

  test("a deviation that leaves a skewed quantity none", () => {
    const beliefs = beliefsOf(skewed({ typical: 1 }), []);
    expect(() => beliefs.expect("x", "k", { mean: 1e60, deviation: 1e-10 })).toThrow(PolicyError);
  });
});

test("the estimate of a skewed quantity is its median; on average it is more, by the noise", () => {
  const model = skewed({ typical: 3, factor: 1.0001, spreadFactor: 1.0001, noiseFactor: 2 });
  const belief = beliefsOf(model, []).at([], "x", "k");
  expect(belief.mean).toBeCloseTo(3, 12);
  expect(expectationOf(belief, model)).toBeCloseTo(3 * Math.exp(Math.log(2) ** 2 / 2), 5);
  const normal = gaussian({ mean: 3 });
  expect(expectationOf(beliefsOf(normal, []).at([], "x", "k"), normal)).toBe(3);
  // The average of what comes, drawn at even steps through the distribution.
  const n = 20_000;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += 3 * 2 ** quantile((i + 0.5) / n);
  expect(expectationOf(belief, model)).toBeCloseTo(sum / n, 2);
});

/** Of the normal distribution, by bisection of the integral of its density. */
function quantile(share: number): number {
  let [low, high] = [-6, 6];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (below(middle) < share) low = middle;
    else high = middle;
  }
  return low;
}

/** By its series (Abramowitz and Stegun, 1964, 26.2.10). */
function below(z: number): number {
  let [term, sum] = [z, z];
  for (let n = 1; n < 150; n++) {
    term *= (-z * z * (2 * n - 1)) / (2 * n * (2 * n + 1));
    sum += term;
  }
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
}
