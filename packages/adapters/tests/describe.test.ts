import {
  AdapterError,
  type Declaration,
  describe as describeInto,
  gateOf,
  LEVELS,
  STEP_TYPES,
} from "@thalweg/adapters";
import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { declaration, models } from "./declarations.ts";

const parameters = { seed: inject("seed"), numRuns: Math.min(100, inject("runs")) };

/** A fleet's tensor with these declarations in it, one after the other. */
function described(...declarations: readonly Declaration[]) {
  const tensor = new Tensor(LEVELS);
  const writer = tensor.writer("global");
  const cells = declarations.map((one) => describeInto(one, writer));
  return { tensor, cells };
}

test("A1: describing twice is describing once, and the second time makes no revision", () => {
  fc.assert(
    fc.property(declaration, (drawn) => {
      const { tensor } = described(drawn);
      const once = tensor.toJSON();
      const { revision } = tensor;
      describeInto(drawn, tensor.writer("global"));
      expect(tensor.toJSON()).toEqual(once);
      expect(tensor.revision).toBe(revision);
    }),
    parameters,
  );
});

test("A2: one more model never changes the score of another, nor a cell of it", () => {
  fc.assert(
    fc.property(models(1, 5), fc.constantFrom("balanced", "cheap", "accurate"), fc.nat(), (drawn, preset, place) => {
      const newcomer = place % drawn.length;
      const fewer = drawn.filter((_, i) => i !== newcomer);
      const { tensor: all } = described({ models: drawn, preset });
      const { tensor: some } = described({ models: fewer, preset });
      for (const step of ["", ...STEP_TYPES]) {
        const kept = new Set(some.options());
        expect(all.rank({ step }).filter(({ option }) => kept.has(option))).toEqual(some.rank({ step }));
      }
    }),
    parameters,
  );
});

test("A3: an unknown price, context or capability never becomes 0 or yes", () => {
  fc.assert(
    fc.property(models(1, 3), (drawn) => {
      const { tensor, cells } = described({ models: drawn });
      const options = drawn.map((one, i) => {
        const option = tensor.options().find((name) => name.includes(`model-${i}@v1`)) as string;
        return { ...one, option };
      });
      for (const { option, provider, price, context, capabilities = {} } of options) {
        const values = cells.flat().filter((cell) => cell.option === option);
        const isPriced = price?.input !== undefined && price.output !== undefined;
        const isFree = price === undefined && provider === "ollama";
        const priced = values.filter(({ dimension }) => dimension === "financial");
        // Steps that give no answer tokens do not exist, so both rates are wanted.
        expect(priced.length > 0).toBe(isPriced || isFree);
        const offers = values.filter(({ dimension }) => dimension.startsWith("can:context:"));
        expect(offers.every(({ dimension }) => Number(dimension.slice(12)) <= (context ?? 0))).toBe(true);
        for (const capability of ["tools", "vision", "audio", "own:signed", "own:constructor", "__proto__:x"]) {
          const can = Object.hasOwn(capabilities, capability) && capabilities[capability] === true;
          if (!can) expect(values.some(({ dimension }) => dimension === gateOf(capability))).toBe(false);
        }
        if (provider !== "ollama" && capabilities.json !== true) {
          expect(values.some(({ dimension }) => dimension === "can:json")).toBe(false);
        }
        // What it counts as is the worst of the table, or worse.
        if (!isPriced && !isFree) expect(tensor.value({ step: "classify" }, option, "financial")).toBe(10);
      }
    }),
    parameters,
  );
});

test("A4: describing anew what has changed leaves what describing it alone does", () => {
  fc.assert(
    fc.property(declaration, declaration, (before, after) => {
      const tensor = new Tensor(LEVELS);
      const writer = tensor.writer("global");
      const previous = describeInto(before, writer);
      describeInto(after, writer, { previous });
      expect(tensor.toJSON()).toEqual(described(after).tensor.toJSON());
    }),
    parameters,
  );
});

test("A5: what is returned is what was written, once each, and every number has an origin", () => {
  fc.assert(
    fc.property(declaration, (drawn) => {
      const { tensor, cells } = described(drawn);
      const told = cells.flat();
      const layers = [...tensor.cells()].flatMap(({ value, weight, ...at }) => [
        ...(value === undefined ? [] : [{ ...at, layer: "value", content: value }]),
        ...(weight === undefined ? [] : [{ ...at, layer: "weight", content: weight }]),
      ]);
      const sorted = (list: readonly object[]) => list.map((one) => JSON.stringify(Object.entries(one).sort())).sort();
      expect(sorted(told.map(({ from, ...cell }) => ({ ...cell, content: cell.content + 0 })))).toEqual(sorted(layers));
      for (const { from } of told) expect(from.length).toBeGreaterThan(0);
    }),
    parameters,
  );
});

test("A6: whatever is wrong in a declaration is a typed error that names the place, and nothing is written", () => {
  const wrong: fc.Arbitrary<object> = fc.constantFrom(
    { provider: "acme" },
    { hardware: "quantum" },
    { price: { input: -1 } },
    { price: { output: Number.NaN } },
    { price: { tiers: [{ input: 1 }] } },
    { context: -5 },
    { quality: 1.5 },
    { reliability: Number.NaN },
    { qualityAt: { dance: 0.5 } },
    { tpot: Infinity },
    { prefill: "fast" },
    { prise: { input: 1 } },
    { model: "" },
    { model: "\ud800" },
    { capabilities: { "": true } },
    { capabilities: { tool: true } },
    { capabilities: ["tools"] },
    { price: { inputs: 1 } },
    { residency: "eu" },
    { hardware: "wafer_scale" },
  );
  fc.assert(
    fc.property(declaration, wrong, (drawn, field) => {
      const { tensor } = described(drawn);
      const before = tensor.toJSON();
      const bad = { provider: "groq", model: "bad", ...field };
      const say = () => describeInto({ ...drawn, models: [...drawn.models, bad] }, tensor.writer("global"));
      expect(say).toThrow(AdapterError);
      expect(say).toThrow(`models[${drawn.models.length}]`);
      expect(tensor.toJSON()).toEqual(before);
    }),
    parameters,
  );
});

test("A7: an option of which nothing is known never comes before one that is known to be better than the worst", () => {
  fc.assert(
    fc.property(fc.constantFrom("cost", "quality", "balanced", "cheap", "accurate"), (preset) => {
      const known = {
        provider: "groq",
        model: "known",
        price: { input: 90, output: 90 },
        quality: 0.99,
        reliability: 0.9,
      };
      const { tensor } = described({ models: [known, { provider: "groq", model: "a-newcomer" }], preset });
      for (const step of ["classify", "reason", "plan", "translate"]) {
        expect(tensor.best({ step })).toBe("groq/known@lpu");
      }
    }),
    parameters,
  );
});
