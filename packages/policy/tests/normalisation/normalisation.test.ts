import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { maxAbsScale, publishWeights, quantileScale, weightsOf } from "../../src/normalisation/index.ts";

const runs = { seed: inject("seed"), numRuns: inject("runs") };
const sample = fc.oneof(fc.double(), fc.constantFrom(0, -0, 5e-324, -5e-324, 1.7e308, -1.7e308, NaN, Infinity));

describe("scales", () => {
  test("law N1: a scale and its inverse are finite and above 0, whatever the samples are", () => {
    const property = fc.property(fc.array(sample), fc.nat(100), fc.nat(100), (samples, a, b) => {
      const [low, high] = [Math.min(a, b) / 100, Math.max(a, b) / 100];
      for (const { scale, count } of [maxAbsScale(samples), quantileScale(samples, { low, high })]) {
        expect(scale > 0 && scale < Infinity && 1 / scale > 0 && 1 / scale < Infinity).toBe(true);
        expect(count).toBe(samples.filter(Number.isFinite).length);
      }
    });
    fc.assert(property, runs);
  });

  test("the order of the samples is irrelevant, and other units give a scale in other units", () => {
    const finite = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2 });
    const property = fc.property(finite, fc.constantFrom(0.125, 2, 1024), (samples, unit) => {
      for (const scaleOf of [maxAbsScale, quantileScale] as const) {
        const { scale, from } = scaleOf(samples);
        expect(scaleOf(samples.toReversed()).scale).toBe(scale);
        if (from === "fallback" || scale < 1e-290) continue;
        expect(scaleOf(samples.map((each) => each * unit)).scale).toBe(scale * unit);
      }
    });
    fc.assert(property, runs);
  });

  test("empty, single, constant, and of zeros alone", () => {
    expect(quantileScale([])).toEqual({ scale: 1, count: 0, from: "fallback" });
    expect(quantileScale([NaN, Infinity], { fallback: 7 })).toEqual({ scale: 7, count: 0, from: "fallback" });
    expect(quantileScale([-3])).toEqual({ scale: 3, count: 1, from: "max-abs" });
    expect(quantileScale([5, 5, 5])).toEqual({ scale: 5, count: 3, from: "max-abs" });
    expect(quantileScale([-1.7e308, 1.7e308], { low: 0.53, high: 0.53 }).scale).toBe(2 ** 1000);
    expect(quantileScale([-1.7e308, 1.7e308], { low: 0.1, high: 0.9 }).scale).toBe(2 ** 1000);
    expect(quantileScale([0, 0])).toEqual({ scale: 1, count: 2, from: "fallback" });
    expect(maxAbsScale([])).toEqual({ scale: 1, count: 0, from: "fallback" });
  });

  test("a few outliers do not move a quantile range", () => {
    const samples = Array.from({ length: 1000 }, (_, at) => at / 1000);
    const { scale } = quantileScale(samples);
    expect(quantileScale([...samples, 1e12, -1e12]).scale / scale).toBeCloseTo(1, 2);
    expect(maxAbsScale([...samples, 1e12]).scale).toBe(1e12);
  });

  test("refuses what is no share", () => {
    expect(() => quantileScale([1], { low: 0.6, high: 0.5 })).toThrow("invalid-number: 0.5 at high");
    expect(() => quantileScale([1], { low: -1 })).toThrow("invalid-number: -1 at low");
    expect(() => quantileScale([1], { hihg: 0.9 } as object)).toThrow("invalid-option: hihg at options");
    expect(() => quantileScale("123" as never)).toThrow('invalid-option: "123" at samples');
    expect(() => weightsOf(undefined as never)).toThrow("invalid-option: undefined at importance");
    expect(() => maxAbsScale([1], 0)).toThrow("invalid-number: 0 at fallback");
  });
});

describe("weights", () => {
  const names = ["a", "b", "c", "d"];
  const options = fc.uniqueArray(
    fc.record({
      option: fc.constantFrom(...names),
      latency: fc.double({ min: 0, max: 5000, noNaN: true }),
      price: fc.double({ min: 0, max: 0.1, noNaN: true }),
    }),
    { selector: ({ option }) => option, minLength: 1 },
  );

  test("law N2: no option's score depends on which others are present (law 4.6)", () => {
    const property = fc.property(options, fc.nat(3), (all, at) => {
      const tensor = new Tensor(["global"]);
      const writer = tensor.writer("global");
      for (const { option, latency, price } of all) {
        writer.setValue("global", "", option, "latency", latency);
        writer.setValue("global", "", option, "price", price);
      }
      const scales = {
        latency: quantileScale(all.map(({ latency }) => latency)),
        price: quantileScale(all.map(({ price }) => price)),
      };
      publishWeights({ reader: tensor, writer, level: "global", importance: { latency: 1, price: 2 }, scales });
      const before = tensor.rank({});
      const gone = names[at] as string;
      for (const dimension of ["latency", "price"]) writer.unsetValue("global", "", gone, dimension);
      expect(tensor.rank({})).toEqual(before.filter(({ option }) => option !== gone));
    });
    fc.assert(property, runs);
  });

  test("a whole scale of each dimension is worth what it is said to be", () => {
    const scales = { latency: maxAbsScale([500, 2000]), price: maxAbsScale([0.05]) };
    const weights = weightsOf({ importance: { latency: 1, price: 3 }, scales });
    expect((weights.latency ?? 0) * 2000).toBe(1);
    expect((weights.price ?? 0) * 0.05).toBeCloseTo(3, 12);
  });

  test("a weight that hardly changes is left alone, one that is new or becomes 0 is not", () => {
    const tensor = new Tensor(["global"]);
    const publish = (importance: number, price: number) =>
      publishWeights({
        reader: tensor,
        writer: tensor.writer("global"),
        level: "global",
        importance: { latency: importance },
        scales: { latency: maxAbsScale([price]) },
      });
    expect(publish(1, 4)).toEqual(["latency"]);
    expect(publish(1, 4.2)).toEqual([]);
    expect(tensor.weight({}, "", "latency")).toBe(0.25);
    expect(publish(1, 5)).toEqual(["latency"]);
    expect(publish(0, 5)).toEqual(["latency"]);
    expect(publish(1e-9, 5)).toEqual(["latency"]);
  });

  test("weights stay finite, and what has no scale is refused", () => {
    const scales = { latency: maxAbsScale([5e-324]) };
    expect(weightsOf({ importance: { latency: 1e300 }, scales }).latency).toBe(Number.MAX_VALUE);
    expect(() => weightsOf({ importance: { price: 1 }, scales })).toThrow("unknown-option: price at importance");
    expect(() => weightsOf({ importance: { latency: NaN }, scales })).toThrow(
      "invalid-number: NaN at importance.latency",
    );
    expect(() => weightsOf({ importance: { toString: 1 }, scales })).toThrow("unknown-option: toString");
  });
});
