import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Beliefs, gaussian } from "../../src/beliefs/index.ts";
import { parameters } from "./setting.ts";

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
