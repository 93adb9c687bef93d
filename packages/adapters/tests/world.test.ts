import {
  AdapterError,
  budgetDimension,
  CAPABILITIES,
  CONTEXT_SIZES,
  callCost,
  capableOf,
  contextCapability,
  DIMENSIONS,
  describe as describeInto,
  HARDWARE,
  LEVELS,
  optionName,
  PRESETS,
  PROVIDERS,
  parseOption,
  STEP_TYPES,
  STEPS,
} from "@thalweg/adapters";
import { CATALOGUE_PROVIDERS } from "@thalweg/adapters/catalogue";
import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";

const parameters = { seed: inject("seed"), numRuns: inject("runs") };
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof AdapterError ? error.code : String(error);
  }
  return "nothing";
};

describe("option names", () => {
  const part = fc
    .string({
      unit: fc.constantFrom("a", "/", "@", "%", "2", "5", "F", "4", "0", "é", "𝄞", ":", " "),
      minLength: 1,
      maxLength: 9,
    })
    .filter((drawn) => drawn !== "");

  test("A8: what optionName makes parseOption takes apart again, whatever the parts are", () => {
    fc.assert(
      fc.property(part, part, part, (provider, model, hardware) => {
        const parts = { provider, model, hardware };
        expect(parseOption(optionName(parts))).toEqual(parts);
      }),
      parameters,
    );
  });

  test("A8: what parseOption takes apart optionName makes again, and the rest is refused", () => {
    fc.assert(
      fc.property(part, (name) => {
        if (codeOf(() => parseOption(name)) === "invalid-name") return;
        expect(optionName(parseOption(name))).toBe(name);
      }),
      parameters,
    );
  });

  test.each([
    "groq",
    "groq/llama",
    "llama@lpu",
    "/m@h",
    "p/@h",
    "p/m@",
    "p%/m@h",
    "p%2f/m@h",
    "p/m@h%",
    "a@b",
    "a@b/c",
  ])("%s is none", (name) => {
    expect(codeOf(() => parseOption(name))).toBe("invalid-name");
  });

  test("the length is that of the tensor's names", () => {
    const of = (length: number) => optionName({ provider: "p", model: "m".repeat(length), hardware: "h" });
    expect(of(1020).length).toBe(1024);
    expect(codeOf(() => of(1021))).toBe("invalid-name");
  });
});

test("the tables have each name once, and steps and presets are those that are named", () => {
  for (const table of [DIMENSIONS, HARDWARE, PROVIDERS, STEPS]) {
    const names = table.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  }
  expect(STEPS.map(({ name }) => name)).toEqual([...STEP_TYPES]);
  expect(HARDWARE.map(({ name }) => name)).toEqual(["cpu", "gpu", "lpu", "npu", "tpu", "wafer_scale", "frontier_api"]);
  expect(LEVELS).toEqual(["global", "workspace", "step", "device"]);
  expect(budgetDimension("eu")).toBe("budget:eu");
});

test("whatever is weighed has a unit, and what is unmeasured counts as more than is likely", () => {
  const units = new Map(DIMENSIONS.map((dimension) => [dimension.name, dimension]));
  for (const weights of [...Object.values(PRESETS), ...STEPS.map((step) => step.weights)]) {
    for (const dimension of Object.keys(weights)) expect(units.has(dimension)).toBe(true);
  }
  for (const { unknown } of DIMENSIONS) expect(unknown).toBeGreaterThan(0);
});

test("A9: no step weighs what a preset weighs, and all presets weigh the same", () => {
  const [first, ...others] = Object.values(PRESETS).map((preset) => Object.keys(preset).sort());
  for (const other of others) expect(other).toEqual(first);
  for (const { weights } of STEPS) {
    expect(Object.keys(weights).filter((dimension) => first?.includes(dimension))).toEqual([]);
  }
});

describe("the cost of a call", () => {
  const price = { input: 2, output: 8, cacheRead: 0.5, tiers: [{ above: 200_000, input: 4, output: 12 }] };

  test.each([
    [{ input: 1_000_000, output: 0 }, 4],
    [{ input: 200_000, output: 1000 }, 0.408],
    [{ input: 200_001, output: 1000 }, 0.812004],
    [{ input: 100_000, output: 0, cacheRead: 100_001 }, 0.4500005],
    [{ input: 1000, output: 0, cacheWrite: 1 }, undefined],
    [{ input: 0, output: 0 }, 0],
  ])("%o costs %s", (counts, cost) => {
    const actual = callCost(price, counts);
    if (cost === undefined) expect(actual).toBeUndefined();
    else expect(actual).toBeCloseTo(cost, 9);
  });

  test("without a rate it is unknown, also where only the answer's is missing, and where it overflows", () => {
    expect(callCost(undefined, { input: 1, output: 1 })).toBeUndefined();
    expect(callCost({ input: 1 }, { input: 1, output: 1 })).toBeUndefined();
    expect(callCost({ input: 1e308, output: 0 }, { input: 1e308, output: 0 })).toBeUndefined();
  });

  test("of several tiers the highest that applies counts, in whatever order they stand", () => {
    const tiers = [
      { above: 100, input: 2, output: 2 },
      { above: 200, input: 3 },
    ];
    for (const ordered of [tiers, tiers.toReversed()]) {
      expect(callCost({ input: 1, output: 1, tiers: ordered }, { input: 300, output: 10 })).toBeCloseTo(910e-6, 12);
      expect(callCost({ input: 1, output: 1, tiers: ordered }, { input: 150, output: 10 })).toBeCloseTo(320e-6, 12);
    }
  });

  test("what a cache keeps for an hour has its own rate, and is a part of the prompt", () => {
    const counts = { input: 10, output: 0, cacheWrite: 100, cacheWrite1h: 1000 };
    expect(callCost({ input: 1, output: 1, cacheWrite: 2, cacheWrite1h: 3 }, counts)).toBeCloseTo(3210e-6, 12);
    expect(callCost({ input: 1, output: 1, cacheWrite: 2 }, counts)).toBeUndefined();
    const tiers = [{ above: 1000, cacheWrite1h: 6 }];
    expect(callCost({ input: 1, output: 1, cacheWrite: 2, cacheWrite1h: 3, tiers }, counts)).toBeCloseTo(6210e-6, 12);
  });

  test("a length that is not said is unknown, and none that is below 0, or no number, is taken", () => {
    const rates = { input: 1, output: 1 };
    expect(callCost(rates, { output: 10 } as never)).toBeUndefined();
    expect(callCost(rates, { input: 10 } as never)).toBeUndefined();
    expect(callCost(rates, undefined as never)).toBeUndefined();
    const counts = { input: 1, output: 1 };
    for (const [broken, of, place] of [
      [rates, { ...counts, input: -5 }, "counts.input"],
      [rates, { ...counts, output: NaN }, "counts.output"],
      [rates, { ...counts, cacheWrite1h: "1" }, "counts.cacheWrite1h"],
      [undefined, { ...counts, cacheRead: -1 }, "counts.cacheRead"],
      [{ ...rates, input: -1 }, counts, "price.input"],
      [{ ...rates, tiers: [{ above: 0, output: Infinity }] }, counts, "price.tiers[0].output"],
      [{ ...rates, tiers: [{ output: 1 }] }, counts, "price.tiers[0].above"],
      [{ ...rates, tiers: 5 }, counts, "price.tiers"],
      [null, counts, "price"],
    ]) {
      const refusal = { name: "AdapterError", code: "invalid-number", place };
      expect(() => callCost(broken as never, of as never)).toThrow(expect.objectContaining(refusal));
    }
  });
});

test("a requirement of context is rounded up, and none beyond the largest is made", () => {
  expect(contextCapability(0)).toBe("context:2000");
  expect(contextCapability(128_000)).toBe("context:128000");
  expect(contextCapability(128_001)).toBe("context:131072");
  expect(contextCapability(131_073)).toBe("context:200000");
  for (const tokens of [-1, Number.NaN, (CONTEXT_SIZES.at(-1) ?? 0) + 1, "5", 5n, Symbol("5"), undefined]) {
    expect(codeOf(() => contextCapability(tokens as number))).toBe("invalid-number");
  }
  expect([...CONTEXT_SIZES].sort((a, b) => a - b)).toEqual(CONTEXT_SIZES);
});

test("a window of a usual size holds all that it can hold", () => {
  for (const window of [8192, 32_768, 65_536, 128_000, 131_072, 200_000, 262_144, 400_000, 1_000_000, 1_048_576]) {
    const tensor = new Tensor(LEVELS);
    describeInto({ models: [{ provider: "groq", model: "m", context: window }] }, tensor.writer("global"));
    expect(capableOf(tensor, {}, [], { context: window }), `${window}`).toEqual(["groq/m@lpu"]);
    expect(capableOf(tensor, {}, [], { context: window + 1 })).toEqual([]);
    expect(capableOf(tensor, {}, ["text"], { context: 1e9 })).toEqual([]);
  }
});

test("what is exported to everyone is nobody's to change", () => {
  const isFrozen = (value: unknown): boolean =>
    Object(value) !== value || (Object.isFrozen(value) && Object.values(value as object).every(isFrozen));
  const tables = { CAPABILITIES, CONTEXT_SIZES, DIMENSIONS, HARDWARE, LEVELS, PRESETS, PROVIDERS, STEP_TYPES, STEPS };
  for (const [name, table] of Object.entries(tables)) expect(isFrozen(table), name).toBe(true);
  expect(isFrozen(CATALOGUE_PROVIDERS)).toBe(true);
});
