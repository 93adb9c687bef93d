import {
  type Declaration,
  type DescribedCell,
  DIMENSIONS,
  describe as describeInto,
  HARDWARE,
  LEVELS,
  type ModelDeclaration,
  STEPS,
  type StepDeclaration,
} from "@thalweg/adapters";
import { OPENAI_COMPATIBLE } from "@thalweg/adapters/openai-compatible";
import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { declaration, models } from "./declarations.ts";

const parameters = { seed: inject("seed"), numRuns: Math.min(100, inject("runs")) };
const price = { input: 1, output: 2 };
const M = "groq/m@lpu";
const m = (more: Partial<ModelDeclaration> = {}): ModelDeclaration => ({ provider: "groq", model: "m", ...more });

/** A tensor with a writer of all of it. */
function made() {
  const tensor = new Tensor(LEVELS);
  return { tensor, writer: tensor.writer("global") };
}

describe("a workspace's own models", () => {
  test("A10: describing at one workspace changes no queue of another, and is not changed by another's", () => {
    const slice = (instance: string) => ({ level: "workspace", instance }) as const;
    fc.assert(
      fc.property(declaration, models(1, 3, []), models(1, 3, []), (house, first, second) => {
        const { tensor, writer } = made();
        describeInto(house, writer);
        const before = tensor.toJSON();
        describeInto({ models: first, preset: "fast" }, writer, slice("acme"));
        const acme = ["", "classify", "reason"].map((step) => tensor.rank({ workspace: "acme", step }));
        const previous = describeInto({ models: second, preset: "cheap" }, writer, slice("bakery"));
        expect(["", "classify", "reason"].map((step) => tensor.rank({ workspace: "acme", step }))).toEqual(acme);
        describeInto({ models: [] }, writer, { ...slice("bakery"), previous });
        expect(["", "classify", "reason"].map((step) => tensor.rank({ workspace: "acme", step }))).toEqual(acme);
        const shared = tensor.toJSON().cells.filter((cell) => !("instance" in cell && cell.level === "workspace"));
        expect(shared).toEqual(before.cells);
      }),
      parameters,
    );
  });

  test("steps are everybody's: at a workspace there are none, and to name some is refused", () => {
    const { tensor, writer } = made();
    const at = { level: "workspace", instance: "acme" } as const;
    const refused = () => describeInto({ models: [m()], steps: ["classify"] }, writer, at);
    expect(refused).toThrow(/^private-steps: .*acme.* at steps;/);
    const cells = describeInto({ models: [m()] }, writer, at);
    expect(new Set(cells.map(({ level, instance }) => `${level} ${instance}`))).toEqual(new Set(["workspace acme"]));
    expect(tensor.resolve({ workspace: "acme", step: "classify" })).toEqual([M]);
    expect(tensor.resolve({ workspace: "bakery", step: "classify" })).toEqual([]);
    // The shared instance of any level is on every path.
    describeInto({ models: [m()], steps: ["classify"] }, writer, { level: "workspace" });
    expect(tensor.value({ step: "classify" }, M, "latency")).toBe(0.232);
  });

  test("A13: describing at a workspace changes no score of an option that it does not describe", () => {
    // Every dimension counts for something, so that no default can hide.
    const weights = Object.fromEntries(DIMENSIONS.map(({ name }, i) => [name, 0.1 + i / 7]));
    const own = models(1, 3).map((list) => list.map((model) => ({ ...model, provider: "ollama", hardware: "npu" })));
    const unknown = fc.constantFrom<Declaration["unknown"]>(undefined, { quality: 0.7, "budget:eu": 3 });
    fc.assert(
      fc.property(declaration, own, unknown, fc.boolean(), (house, mine, amounts, isPinned) => {
        const { tensor, writer } = made();
        describeInto({ ...house, preset: { ...weights, "budget:eu": 1 } }, writer);
        const scores = () => {
          const ranks = ["", "classify", "reason"].map((step) => tensor.rank({ workspace: "acme", step }));
          return ranks.map((rank) => rank.filter(({ option }) => !option.endsWith("@npu")));
        };
        const before = scores();
        const at = isPinned ? tensor.writer("workspace", "acme") : writer;
        const slice = isPinned ? {} : ({ level: "workspace", instance: "acme" } as const);
        const cells = describeInto({ models: mine, unknown: amounts }, at, slice);
        expect(scores()).toEqual(before);
        // Each of its options has a number for everything, so that nothing of it is free.
        const wanted = [...DIMENSIONS.map(({ name }) => name), ...(amounts === undefined ? [] : ["budget:eu"])];
        for (const option of new Set(cells.map((cell) => cell.option))) {
          const has = cells.filter((cell) => cell.option === option).map(({ dimension }) => dimension);
          expect(has).toEqual(expect.arrayContaining(wanted));
        }
      }),
      parameters,
    );
  });

  test("what is unknown of a private model stands at it, says so, and gives way to what is learnt", () => {
    const { tensor, writer } = made();
    describeInto({ models: [m({ model: "house", price })], unknown: { quality: 0.5 } }, writer);
    const at = { level: "workspace", instance: "acme" } as const;
    const previous = describeInto({ models: [m({ price })] }, writer, at);
    const cell = previous.find(({ option, dimension }) => option === M && dimension === "quality");
    expect(cell).toMatchObject({ ...at, content: 1, from: [{ kind: "dimension", name: "quality" }] });
    expect(previous.every(({ option }) => option === M)).toBe(true);
    expect(tensor.value({ workspace: "acme" }, "groq/house@lpu", "quality")).toBe(0.5);
    writer.setValue("workspace", "acme", M, "quality", 0.2);
    describeInto({ models: [m({ price })] }, writer, { ...at, previous, reader: tensor });
    expect(tensor.value({ workspace: "acme" }, M, "quality")).toBe(0.2);
    describeInto({ models: [m({ price, quality: 0.3 })] }, writer, { ...at, previous, reader: tensor });
    expect(tensor.value({ workspace: "acme" }, M, "quality")).toBe(0.3);
  });

  test("one list of models serves several descriptions: `qualityAt` counts where its step is described", () => {
    const { tensor, writer } = made();
    const audit: StepDeclaration = { ...(STEPS[0] as StepDeclaration), name: "audit" };
    const list = [m({ qualityAt: { classify: 0.1, chat: 0.2, audit: 0.3 } })];
    describeInto({ models: list, steps: ["classify", audit] }, writer);
    expect(tensor.value({ step: "classify" }, M, "quality")).toBe(0.1);
    expect(tensor.value({ step: "audit" }, M, "quality")).toBe(0.3);
    expect(tensor.value({ step: "chat" }, M, "quality")).toBe(1);
    const cells = describeInto({ models: list }, writer, { level: "workspace", instance: "acme" });
    expect(cells.filter(({ dimension }) => dimension === "quality").map(({ content }) => content)).toEqual([1]);
    // A step of one's own is one where it is declared; elsewhere its name could be a misspelt one.
    expect(() => describeInto({ models: list, steps: ["classify"] }, writer)).toThrow("models[0].qualityAt.audit");
  });

  test("A11: no cell is returned twice, wherever and however often it is described", () => {
    const slices = [
      {},
      { level: "step" },
      { level: "workspace", instance: "acme" },
      { level: "step", instance: "classify" },
      { level: "device", instance: "d" },
    ] as const;
    fc.assert(
      fc.property(declaration, declaration, fc.constantFrom(...slices), (first, second, slice) => {
        const { writer } = made();
        const bare = (one: Declaration): Declaration => ("instance" in slice ? { ...one, steps: [] } : one);
        const previous = describeInto(bare(first), writer, slice);
        for (const cells of [previous, describeInto(bare(second), writer, { ...slice, previous })]) {
          const keys = cells.map((cell) =>
            [cell.level, cell.instance, cell.option, cell.dimension, cell.layer].join("|"),
          );
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
      parameters,
    );
  });
});

describe("what is unknown at a step", () => {
  const agent: StepDeclaration = {
    name: "agent",
    summary: "goes round in a loop",
    tokens: { input: 1_000_000, output: 100_000, cacheRead: 1_000_000 },
    weights: {},
    needs: [],
  };

  test("A3: a cost that is unknown at a step is not the typical call's small one", () => {
    const { tensor, writer } = made();
    const cells = describeInto({ models: [m({ price })], steps: [agent, "classify"] }, writer);
    expect(tensor.value({}, M, "financial")).toBeCloseTo(0.0016, 12);
    expect(tensor.value({ step: "agent" }, M, "financial")).toBe(10);
    const cell = cells.find(({ instance, dimension }) => instance === "agent" && dimension === "financial");
    expect(cell?.from).toEqual([
      { kind: "dimension", name: "financial" },
      { kind: "step", name: "agent" },
    ]);
    describeInto({ models: [m({ price: { ...price, cacheRead: 0.1 } })], steps: [agent] }, writer);
    expect(tensor.value({ step: "agent" }, M, "financial")).toBeCloseTo(1.3, 12);
    describeInto({ models: [m({ price })], steps: [agent], unknown: { financial: 77 } }, writer);
    expect(tensor.value({ step: "agent" }, M, "financial")).toBe(77);
  });
});

describe("describing again", () => {
  test("A12: the same declaration leads to the same cells of its options, whatever was described of them before", () => {
    fc.assert(
      fc.property(models(1, 4), fc.array(fc.nat(3), { maxLength: 2 }), declaration, (drawn, dropped, other) => {
        // The same options, of which other things are known, and residency as before: that is the caveat.
        const before = drawn.map((model, i) => ({
          ...model,
          ...other.models[i],
          provider: model.provider,
          model: model.model,
          hardware: model.hardware,
          residency: model.residency,
          qualityAt: { plan: 0.5 },
          capabilities: { tools: true, json: true },
          context: 300_000,
          price,
          quality: 0.1,
        }));
        const after = drawn.filter((_, i) => !dropped.includes(i));
        const preset = "balanced";
        const [again, alone] = [made(), made()];
        const previous = describeInto({ models: before, preset }, again.writer);
        describeInto({ models: drawn, preset }, again.writer);
        describeInto({ models: drawn, preset }, alone.writer);
        expect(again.tensor.toJSON()).toEqual(alone.tensor.toJSON());
        const kept = made();
        describeInto({ models: before, preset }, kept.writer);
        describeInto({ models: after, preset }, kept.writer, { previous });
        const fresh = made();
        describeInto({ models: after, preset }, fresh.writer);
        expect(kept.tensor.toJSON()).toEqual(fresh.tensor.toJSON());
      }),
      parameters,
    );
  });

  test("an offer that is withdrawn closes, and a price that is not declared any more is unknown, without `previous`", () => {
    const { tensor, writer } = made();
    describeInto({ models: [m({ price, quality: 0.1, capabilities: { tools: true, "own:x": true } })] }, writer);
    expect(tensor.resolve({ step: "tool_call_decision" })).toEqual([M]);
    describeInto({ models: [m({ capabilities: { tools: false, "own:x": false } })] }, writer);
    expect(tensor.resolve({ step: "tool_call_decision" })).toEqual([]);
    expect(tensor.value({}, M, "can:own:x")).toBeUndefined();
    expect(tensor.value({ step: "classify" }, M, "financial")).toBe(10);
    expect(tensor.value({}, M, "quality")).toBe(1);
  });

  test("a region that is given up is no offer any more: the provider's own, and any other where the tensor can be read", () => {
    const office = { ...OPENAI_COMPATIBLE, name: "office", residency: ["ch"] };
    const option = "office/m@gpu";
    const at = (tensor: { value: Tensor["value"] }, region: string) =>
      tensor.value({}, option, `can:residency:${region}`);
    const declared = (residency?: readonly string[]) => ({
      models: [{ provider: "office", model: "m", residency, capabilities: { "own:x": true } }],
      providers: [office],
    });
    const { tensor, writer } = made();
    describeInto(declared(), writer);
    expect(at(tensor, "ch")).toBe(0);
    describeInto(declared(["eu"]), writer);
    expect([at(tensor, "ch"), at(tensor, "eu")]).toEqual([undefined, 0]);
    describeInto(declared([]), writer, { reader: tensor });
    expect(at(tensor, "eu")).toBeUndefined();
    expect(tensor.value({}, option, "can:own:x")).toBe(0);
    // Other options, and other slices, are nobody's business here.
    writer.open("global", "", "by/hand@gpu", "can:own:y");
    writer.open("workspace", "acme", option, "can:own:y");
    describeInto(declared([]), writer, { reader: tensor });
    expect(tensor.value({}, "by/hand@gpu", "can:own:y")).toBe(0);
    expect(tensor.value({ workspace: "acme" }, option, "can:own:y")).toBe(0);
    const globally = { models: [{ provider: "office", model: "m" }], providers: [office] };
    describeInto(globally, writer, { level: "workspace", instance: "bakery", reader: tensor });
    expect(tensor.value({ workspace: "acme" }, option, "can:own:y")).toBe(0);
    // An offer is withdrawn even where somebody else has written it, for nobody learns a contract.
    const previous = describeInto(declared([]), writer);
    writer.open("global", "", option, "can:tools");
    describeInto(declared([]), writer, { previous, reader: tensor });
    expect(tensor.value({}, option, "can:tools")).toBeUndefined();
  });

  test("without `previous` nothing counts as learnt: a price that is not declared any more is unknown", () => {
    const { tensor, writer } = made();
    describeInto({ models: [m({ price })] }, writer);
    describeInto({ models: [m()] }, writer, { reader: tensor });
    expect(tensor.value({}, M, "financial")).toBe(10);
  });

  test("`previous` may have been kept as JSON", () => {
    const { tensor, writer } = made();
    const kept = describeInto({ models: [m(), m({ model: "gone" })] }, writer);
    const previous = JSON.parse(JSON.stringify(kept)) as DescribedCell[];
    describeInto({ models: [m()] }, writer, { previous });
    expect(tensor.options()).toEqual([M]);
    expect(tensor.resolve({ step: "extract" })).toEqual([]);
  });

  test("what was learnt in place of a typical number stays, where the tensor can be read", () => {
    const { tensor, writer } = made();
    const declared = { models: [m({ reliability: 0.1 })], steps: [] };
    const previous = describeInto(declared, writer);
    for (const device of ["a", "b", "c"]) {
      writer.setValue("device", device, M, "ttft", 5);
      writer.setValue("device", device, M, "quality", 0.3);
      writer.setValue("device", device, M, "reliability", 0.9);
    }
    writer.rollUp({ from: "device", to: "global" });
    const again = describeInto(declared, writer, { previous, reader: tensor });
    expect(tensor.value({}, M, "ttft")).toBe(5);
    expect(tensor.value({}, M, "quality")).toBe(0.3);
    // What is declared is no guess.
    expect(tensor.value({}, M, "reliability")).toBe(0.1);
    // Still so the next time, and what nobody learnt follows the declaration.
    const slow = {
      ...declared,
      hardware: HARDWARE.filter(({ name }) => name === "lpu").map((lpu) => ({ ...lpu, wait: 9 })),
    };
    describeInto(slow, writer, { previous: again, reader: tensor });
    expect(tensor.value({}, M, "ttft")).toBe(5);
    expect(tensor.value({}, M, "latency")).toBeCloseTo(9.5, 12);
    // Without the tensor to read, what is typical takes its place; at a device it stays in any case.
    describeInto(declared, writer);
    expect(tensor.value({}, M, "ttft")).toBeCloseTo(0.25, 12);
    expect(tensor.value({ device: "a" }, M, "ttft")).toBe(5);
  });

  test("a model that is dropped takes with it what was learnt at the description's slices", () => {
    const { tensor, writer } = made();
    const previous = describeInto({ models: [m()], steps: [] }, writer);
    writer.setValue("global", "", M, "ttft", 5);
    describeInto({ models: [], steps: [] }, writer, { previous, reader: tensor });
    expect(tensor.options()).toEqual([]);
  });
});
