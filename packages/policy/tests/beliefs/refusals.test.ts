import { describe, expect, test } from "vitest";
import { Beliefs, type BeliefsOptions, gaussian, intervalOf, rate, skewed } from "../../src/beliefs/index.ts";
import type { PolicyError } from "../../src/errors.ts";
import { beliefsOf } from "./setting.ts";

const refusal = (code: string, place: string): PolicyError =>
  expect.objectContaining({ name: "PolicyError", code, place }) as PolicyError;

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

  test("a skewed quantity of 0 counts as the least, and nothing is less than 0", () => {
    const [free, little] = [0, 1e-6].map((value) => {
      const beliefs = beliefsOf(skewed({ typical: 1 }), []);
      beliefs.observe({ cursor: {}, option: "x", dimension: "k", value });
      return beliefs.at([], "x", "k").mean;
    });
    expect(free).toBe(little);
    const beliefs = beliefsOf(skewed({ typical: 1, least: 0.5 }), []);
    expect(() => beliefs.observe({ cursor: {}, option: "x", dimension: "k", value: -1 })).toThrow("invalid-number");
  });
});

describe("what is no name is refused wherever an option becomes known, and changes nothing", () => {
  test.each([[""], ["x".repeat(1025)], ["\ud800"], [5], [undefined], [null], [{}]] as unknown[][])("%o", (name) => {
    const beliefs = beliefsOf(rate(), []);
    const option = name as string;
    for (const become of [
      () => beliefs.add(option),
      () => beliefs.expect(option, "k", { mean: 0.5 }),
      () => beliefs.observe({ cursor: { region: "a" }, option, dimension: "k", value: 1, now: 5 }),
      () => beliefs.take(["a"], option, "k", [1, 1, 1, 0, 0]),
    ]) {
      expect(become).toThrow(refusal("invalid-name", "option"));
    }
    expect(beliefs.options).toEqual([]);
    expect([...beliefs.addresses("k")]).toHaveLength(1);
    expect(beliefs.now).toBe(-Infinity);
  });

  test("the longest name is one", () => {
    const beliefs = beliefsOf(rate(), []);
    beliefs.add("x".repeat(1024));
    beliefs.add("__proto__");
    expect(beliefs.options).toHaveLength(2);
  });
});

describe("names of addresses", () => {
  test.each([[5], [true], [{}], ["\ud800"], ["x".repeat(1001)]] as unknown[][])("%o is refused", (name) => {
    const beliefs = beliefsOf(rate(), []);
    const cursor = { region: name as string };
    const observe = (): void => beliefs.observe({ cursor, option: "x", dimension: "k", value: 1, now: 5 });
    expect(observe).toThrow(expect.objectContaining({ code: "invalid-name" }) as PolicyError);
    expect([beliefs.options, beliefs.now]).toEqual([[], -Infinity]);
  });

  test.each([[undefined], [null], ["region"]] as unknown[][])("a cursor is no %o", (cursor) => {
    const beliefs = beliefsOf(rate(), []);
    expect(() => beliefs.belief(cursor as object, "x", "k")).toThrow(refusal("invalid-name", "cursor"));
  });

  test("levels are called what they are called", () => {
    const levels = ["global", "constructor", "toString", "__proto__"];
    const beliefs = new Beliefs({ levels, dimensions: { k: rate() } });
    beliefs.observe({ cursor: {}, option: "x", dimension: "k", value: 1 });
    const cursor = JSON.parse('{ "constructor": "a", "toString": "b", "__proto__": "c" }');
    beliefs.observe({ cursor, option: "x", dimension: "k", value: 1 });
    expect(beliefs.at(["a", "b", "c"], "x", "k").count).toBe(1);
    expect(beliefs.belief({}, "x", "k").count).toBe(1);
  });
});

describe("what beliefs cannot be made of is refused, with its place", () => {
  const dimensions = { deficit: rate() };
  test.each([
    [undefined, "invalid-option", "options"],
    [{ dimensions }, "invalid-option", "levels"],
    [{ levels: [], dimensions }, "invalid-option", "levels"],
    [{ levels: "global", dimensions }, "invalid-option", "levels"],
    [{ levels: ["global", 5], dimensions }, "invalid-name", "levels[1]"],
    [{ levels: ["a", "a"], dimensions }, "invalid-option", "levels[1]"],
    [{ levels: ["global"] }, "invalid-option", "dimensions"],
    [{ levels: ["global"], dimensions: { deficit: rate } }, "invalid-option", "dimensions.deficit"],
    [{ levels: ["global"], dimensions: { deficit: {} } }, "invalid-option", "dimensions.deficit.scale"],
    [{ levels: ["global"], dimensions: { "": rate() } }, "invalid-name", "dimensions"],
    [
      { levels: ["global"], dimensions: { deficit: { ...rate(), variance: 1 } } },
      "invalid-option",
      "dimensions.deficit.variance",
    ],
    [
      { levels: ["global"], dimensions: { deficit: { ...rate(), noise: () => 0 } } },
      "invalid-number",
      "dimensions.deficit.noise",
    ],
    [
      { levels: ["global"], dimensions: { deficit: { ...rate(), mean: NaN } } },
      "invalid-number",
      "dimensions.deficit.mean",
    ],
    [{ levels: ["global"], dimensions, halfLife: "7" }, "invalid-number", "halfLife"],
    [{ levels: ["global"], dimensions, halflife: 7 }, "invalid-option", "options"],
    [{ levels: ["global"], dimensions, pooling: "Robust" }, "invalid-option", "pooling"],
  ])("%o", (options, code, place) => {
    expect(() => new Beliefs(options as unknown as BeliefsOptions)).toThrow(refusal(code, place));
  });

  test("it is said what is known", () => {
    const options = { levels: ["global"], dimensions, halflife: 7 } as BeliefsOptions;
    expect(() => new Beliefs(options)).toThrow("halfLife");
  });
});

describe("what no model can be made of", () => {
  test.each([
    [() => gaussian({ noise: 1e-170 }), "noise"],
    [() => gaussian({ noise: "1" as unknown as number }), "noise"],
    [() => gaussian({ deviation: 1e200 }), "deviation"],
    [() => gaussian({ deviation: 1e-170 }), "deviation"],
    [() => gaussian({ spread: 1e200 }), "spread"],
    [() => gaussian({ spread: [1, 0] }), "spread[1]"],
    [() => gaussian({ spread: [] }), "spread"],
    [() => gaussian({ mean: 1e300 }), "mean"],
    [() => rate({ mean: 5 }), "mean"],
    [() => skewed({ typical: 0 }), "typical"],
    [() => skewed({ typical: 1e308 }), "typical"],
    [() => skewed({ typical: 1, factor: 1 }), "factor"],
    [() => skewed({ typical: 1, noiseFactor: Infinity }), "noiseFactor"],
  ])("%#", (make, place) => {
    expect(make).toThrow(refusal("invalid-number", place));
  });

  test("a noise that is neither", () => {
    expect(() => rate({ noise: "Most" as "most" })).toThrow(refusal("invalid-option", "noise"));
  });
});

test("an observation is an object, and a confidence one of five", () => {
  const beliefs = beliefsOf(rate(), []);
  expect(() => beliefs.observe(undefined as never)).toThrow(refusal("invalid-option", "sighting"));
  expect(() => beliefs.observe({} as never)).toThrow(refusal("invalid-name", "dimension"));
  expect(() => intervalOf(beliefs.at([], "x", "k"), rate(), 0.85 as 0.8)).toThrow(
    refusal("invalid-number", "confidence"),
  );
});
