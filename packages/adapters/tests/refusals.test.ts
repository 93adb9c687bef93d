import {
  AdapterError,
  applyPreset,
  CPU,
  capableOf,
  type Declaration,
  describe as describeInto,
  LEVELS,
  PRESETS,
  parseOption,
  requireCapabilities,
  STEPS,
  type StepDeclaration,
} from "@thalweg/adapters";
import { OLLAMA } from "@thalweg/adapters/ollama";
import { Tensor, TensorError } from "@thalweg/core";
import { describe, expect, test } from "vitest";

const model = { provider: "groq", model: "llama" };
const [classify] = STEPS;

/** What callers without types may hand over. */
const wrong: readonly (readonly [code: string, place: string, declaration: unknown, known?: string])[] = [
  ["unknown-provider", "models[0].provider", { models: [{ provider: "acme", model: "m" }] }, "openai"],
  ["unknown-provider", "models[0].provider", { models: [{ provider: "constructor", model: "m" }] }, "openai"],
  ["invalid-declaration", "models[0]", { models: [null] }],
  ["unknown-hardware", "models[0].hardware", { models: [{ ...model, hardware: "quantum" }] }, "wafer_scale"],
  [
    "unknown-hardware",
    "providers[0].hardware[1]",
    { models: [], providers: [{ ...OLLAMA, hardware: ["cpu", "x"] }] },
    "lpu",
  ],
  ["unknown-step", "steps[1]", { models: [model], steps: ["classify", "dance"] }, "tool_call_decision"],
  ["unknown-step", "models[0].qualityAt.dance", { models: [{ ...model, qualityAt: { dance: 0.1 } }] }, "reason"],
  ["unknown-preset", "preset", { models: [model], preset: "toString" }, "balanced"],
  ["unknown-preset", "preset", { models: [model], preset: 7 }, "cheap"],
  ["invalid-number", "preset.latency", { models: [model], preset: { latency: Infinity } }],
  ["duplicate-name", "models[1]", { models: [model, model] }],
  ["duplicate-name", "steps[1]", { models: [], steps: ["classify", classify] }],
  ["duplicate-name", "hardware[1]", { models: [], hardware: [CPU, CPU] }],
  ["duplicate-name", "providers[1]", { models: [], providers: [OLLAMA, OLLAMA] }],
  ["invalid-number", "models[0].price.input", { models: [{ ...model, price: { input: -1 } }] }],
  ["invalid-number", "models[0].price.output", { models: [{ ...model, price: { output: Number.NaN } }] }],
  ["invalid-number", "models[0].price.tiers[0].above", { models: [{ ...model, price: { tiers: [{ input: 1 }] } }] }],
  ["invalid-number", "models[0].latency", { models: [{ ...model, tpot: 1e308 }] }],
  ["invalid-number", "unknown.quality", { models: [model], unknown: { quality: -1 } }],
  ["invalid-number", "call.output", { models: [model], call: { input: 1 } }],
  ["invalid-number", "hardware[0].tpot", { models: [], hardware: [{ ...CPU, name: "x", tpot: undefined }] }],
  ["invalid-number", "providers[0].price.input", { models: [], providers: [{ ...OLLAMA, price: { input: -0.1 } }] }],
  [
    "invalid-number",
    "steps[0].tokens.input",
    { models: [], steps: [{ ...classify, tokens: { input: -1, output: 1 } }] },
  ],
  ["invalid-number", "steps[0].weights.ttft", { models: [], steps: [{ ...classify, weights: { ttft: Number.NaN } }] }],
  [
    "unknown-capability",
    "steps[0].needs[0]",
    { models: [], steps: [{ ...classify, needs: ["context:5000"] }] },
    "text",
  ],
  ["invalid-name", "steps[0].name", { models: [], steps: [{ ...classify, name: "" }] }],
  ["invalid-declaration", "steps[0]", { models: [], steps: [null] }],
  ["invalid-name", "models[0].prise", { models: [{ ...model, prise: 1 }] }, "price"],
  ["invalid-name", "models[0].model", { models: [{ provider: "groq" }] }],
  ["invalid-name", "option", { models: [{ ...model, model: "m".repeat(1024) }] }],
  ["invalid-declaration", "models", {}],
  ["invalid-declaration", "declaration", null],
  ["invalid-declaration", "declaration", []],
  // A misspelt field, wherever it stands.
  ["invalid-name", "declaration.presets", { models: [model], presets: "fast" }, "preset"],
  ["invalid-name", "declaration.step", { models: [model], step: ["classify"] }, "steps"],
  ["invalid-name", "models[0].price.inputs", { models: [{ ...model, price: { inputs: 1 } }] }, "input"],
  [
    "invalid-name",
    "models[0].price.tiers[0].from",
    { models: [{ ...model, price: { tiers: [{ above: 1, from: 2 }] } }] },
    "above",
  ],
  ["invalid-name", "call.inputs", { models: [model], call: { input: 1, output: 1, inputs: 1 } }, "input"],
  ["invalid-name", "steps[0].need", { models: [], steps: [{ ...classify, need: [] }] }, "needs"],
  ["invalid-name", "hardware[0].watts", { models: [], hardware: [{ ...CPU, watts: 1 }] }, "power"],
  ["invalid-name", "providers[0].carry", { models: [], providers: [{ ...OLLAMA, carry: [] }] }, "carries"],
  // A name that would close everything, or open nothing.
  [
    "unknown-capability",
    "models[0].capabilities.tool",
    { models: [{ ...model, capabilities: { tool: true } }] },
    "tools",
  ],
  [
    "unknown-capability",
    "models[0].capabilities.on_device",
    { models: [{ ...model, capabilities: { on_device: true } }] },
    "on-device",
  ],
  [
    "unknown-capability",
    "models[0].capabilities.can:tools",
    { models: [{ ...model, capabilities: { "can:tools": true } }] },
  ],
  [
    "unknown-capability",
    "models[0].capabilities.toString",
    { models: [{ ...model, capabilities: { toString: true } }] },
  ],
  [
    "unknown-capability",
    "providers[0].carries[0]",
    { models: [], providers: [{ ...OLLAMA, carries: ["tool"] }] },
    "tools",
  ],
  [
    "unknown-capability",
    "providers[0].gives[0]",
    { models: [], providers: [{ ...OLLAMA, gives: ["streamin"] }] },
    "json",
  ],
  ["unknown-capability", "steps[0].needs[0]", { models: [], steps: [{ ...classify, needs: ["flying"] }] }, "tools"],
  ["unknown-dimension", "preset.latnecy", { models: [model], preset: { latnecy: 1 } }, "latency"],
  ["unknown-dimension", "unknown.finacial", { models: [model], unknown: { finacial: 1 } }, "financial"],
  ["unknown-dimension", "unknown.can:tools", { models: [model], unknown: { "can:tools": 0 } }, "quality"],
  [
    "unknown-dimension",
    "steps[0].weights.ttfb",
    { models: [], steps: [{ ...classify, weights: { ttfb: 1 } }] },
    "ttft",
  ],
  [
    "unknown-hardware",
    "models[0].hardware",
    { models: [{ provider: "ollama", model: "m", hardware: "wafer_scale" }] },
    "npu",
  ],
  // What is no number, no list, no object where one must be.
  ["invalid-declaration", "models[0].price", { models: [{ ...model, price: null }] }],
  ["invalid-number", "models[0].price.tiers", { models: [{ ...model, price: { input: 1, tiers: {} } }] }],
  ["invalid-number", "models[0].price.tiers[0]", { models: [{ ...model, price: { input: 1, tiers: [null] } }] }],
  ["invalid-declaration", "models[0].capabilities", { models: [{ ...model, capabilities: null }] }],
  ["invalid-declaration", "models[0].capabilities", { models: [{ ...model, capabilities: ["tools"] }] }],
  ["invalid-declaration", "models[0].capabilities.tools", { models: [{ ...model, capabilities: { tools: "yes" } }] }],
  ["invalid-declaration", "models[0].residency", { models: [{ ...model, residency: "eu" }] }],
  ["invalid-declaration", "models[0].residency", { models: [{ ...model, residency: null }] }],
  ["invalid-declaration", "models[0].qualityAt", { models: [{ ...model, qualityAt: null }] }],
  ["invalid-declaration", "models[0].sources", { models: [{ ...model, sources: null }] }],
  ["invalid-name", "models[0].sources.price", { models: [{ ...model, sources: { price: 5 } }] }],
  ["invalid-declaration", "steps[0].weights", { models: [], steps: [{ ...classify, weights: undefined }] }],
  ["invalid-declaration", "steps[0].tokens", { models: [], steps: [{ ...classify, tokens: null }] }],
  ["invalid-declaration", "steps", { models: [model], steps: null }],
  ["unknown-hardware", "models[0].hardware", { models: [{ ...model, hardware: null }] }, "lpu"],
  ["invalid-declaration", "unknown", { models: [model], unknown: null }],
  ["invalid-declaration", "call", { models: [model], call: null }],
  ["invalid-declaration", "providers[0]", { models: [], providers: [null] }],
  ["invalid-declaration", "providers", { models: [], providers: null }],
  ["invalid-declaration", "hardware[0]", { models: [], hardware: [null] }],
  ["unknown-preset", "preset", { models: [model], preset: [1] }, "cheap"],
  ["unknown-preset", "preset", { models: [model], preset: null }, "cheap"],
  ["invalid-number", "hardware[0].power", { models: [], hardware: [{ ...CPU, power: undefined }] }],
  ["invalid-number", "hardware[0].power", { models: [], hardware: [{ ...CPU, power: -1 }] }],
  ["invalid-number", "hardware[0].concurrency", { models: [], hardware: [{ ...CPU, concurrency: 0 }] }],
  ["invalid-number", "hardware[0].concurrency", { models: [], hardware: [{ ...CPU, concurrency: undefined }] }],
  ["invalid-name", "hardware[0].data", { models: [], hardware: [{ ...CPU, data: "home" }] }, "device"],
  ["invalid-name", "providers[0].data", { models: [], providers: [{ ...OLLAMA, data: "Device" }] }, "device"],
  ["invalid-name", "providers[0].hardware[0]", { models: [], providers: [{ ...OLLAMA, hardware: [] }] }],
  ["invalid-number", "models[0].parameters", { models: [{ ...model, parameters: -8 }] }],
  ["invalid-declaration", "steps", { models: [], steps: "classify" }],
  ["invalid-declaration", "providers[0].gives", { models: [], providers: [{ ...OLLAMA, gives: undefined }] }],
];

describe("a declaration with a mistake is refused with its place, and nothing of it is written", () => {
  test.each(wrong)("%s at %s (%#)", (code, place, declaration, known) => {
    const tensor = new Tensor(LEVELS);
    let error: unknown;
    try {
      describeInto(declaration as Declaration, tensor.writer("global"));
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(AdapterError);
    expect(error).toMatchObject({ code, place });
    if (known !== undefined) expect((error as AdapterError).known).toContain(known);
    if (known !== undefined) expect((error as AdapterError).message).toContain(known);
    expect([tensor.revision, [...tensor.cells()]]).toEqual([0, []]);
  });
});

test("what a writer refuses is its own error, and nothing of the description stays", () => {
  const tensor = new Tensor(LEVELS as readonly string[]);
  expect(() => describeInto({ models: [model] }, tensor.writer("device"))).toThrow(TensorError);
  const pinned = tensor.writer("workspace", "acme");
  expect(() => describeInto({ models: [model] }, pinned, { instance: "bakery" })).toThrow("foreign-instance");
  expect([...tensor.cells()]).toEqual([]);
});

test("the levels are the host's to choose", () => {
  const tensor = new Tensor(["everyone", "task"] as readonly string[]);
  describeInto({ models: [model], steps: ["classify"], preset: "fast" }, tensor.writer("everyone"), { step: "task" });
  expect(tensor.resolve({ task: "classify" })).toEqual(["groq/llama@lpu"]);
  expect(tensor.weight({}, "", "latency")).toBe(PRESETS.fast.latency);
});

test("a pinned writer describes its workspace's own models, which nobody else has", () => {
  const tensor = new Tensor(LEVELS as readonly string[]);
  describeInto({ models: [model], steps: [] }, tensor.writer("workspace", "acme"));
  expect(tensor.resolve({ workspace: "acme" })).toEqual(["groq/llama@lpu"]);
  expect(tensor.resolve({})).toEqual([]);
});

test("what is likely to be mistaken is told in words that mend it", () => {
  const say = (one: object) => () =>
    describeInto({ models: [one as typeof model] }, new Tensor(LEVELS).writer("global"));
  expect(say({ ...model, capabilities: ["tools"] })).toThrow("give an object, as { tools: true }");
  expect(say({ ...model, provider: "mistral" })).toThrow("providers: [{ ...OPENAI_COMPATIBLE, name }]");
  for (const name of ["gpt-4", "openai/gpt-4", "gpt@4/o"]) {
    expect(() => parseOption(name)).toThrow("at option; give provider/model@hardware");
  }
});

test("a preset that is none, and a capability that none can offer, change nothing", () => {
  const tensor = new Tensor(LEVELS);
  const writer = tensor.writer("global");
  const refused: readonly (() => unknown)[] = [
    () => applyPreset(writer, "rapid" as "fast"),
    () => applyPreset(writer, { financial: Number.NaN }),
    () => requireCapabilities(writer, ["tools", ""], { level: "step", instance: "x" }),
    () => requireCapabilities(writer, ["tools", "context:150000"], { level: "step", instance: "x" }),
    () => capableOf(tensor, {}, ["context:150000"]),
  ];
  for (const work of refused) expect(work).toThrow(AdapterError);
  expect(tensor.revision).toBe(0);
});

test("a provider, a kind of hardware and a step of a known name take the place of the known one", () => {
  const tensor = new Tensor(LEVELS as readonly string[]);
  const declaration: Declaration = {
    models: [{ provider: "ollama", model: "m" }],
    providers: [{ ...OLLAMA, hardware: ["cpu"], residency: ["ch"], price: { input: 1, output: 1 } }],
    hardware: [{ ...CPU, wait: 0, prefill: 0, tpot: 1 }],
    steps: [{ ...(classify as StepDeclaration), tokens: { input: 0, output: 3 }, needs: ["residency:ch"] }],
  };
  describeInto(declaration, tensor.writer("global"));
  expect(tensor.resolve({ step: "classify" })).toEqual(["ollama/m@cpu"]);
  expect(tensor.value({ step: "classify" }, "ollama/m@cpu", "latency")).toBe(3);
  expect(tensor.value({ step: "classify" }, "ollama/m@cpu", "financial")).toBe(0.000_003);
});

test("one preset takes the place of another without a trace", () => {
  for (const [first, second] of [
    ["cost", "accurate"],
    ["fast", "quality"],
  ] as const) {
    const twice = new Tensor(LEVELS);
    applyPreset(twice.writer("global"), first);
    applyPreset(twice.writer("global"), second);
    const once = new Tensor(LEVELS);
    applyPreset(once.writer("global"), second);
    expect(twice.toJSON()).toEqual(once.toJSON());
  }
});

test("what the model cannot or the API does not carry is no offer; what the API gives is, unless denied", () => {
  const offers = (declared: Partial<Declaration["models"][number]>): string[] => {
    const tensor = new Tensor(LEVELS);
    const models = [{ provider: "cerebras", model: "m", ...declared }];
    const cells = describeInto({ models, steps: [] }, tensor.writer("global"));
    return cells.flatMap(({ option, dimension }) =>
      option && dimension.startsWith("can:") ? [dimension.slice(4)] : [],
    );
  };
  expect(offers({ capabilities: { tools: true, vision: true, json: false, "court:sworn": true } }).sort()).toEqual([
    "court:sworn",
    "streaming",
    "text",
    "tools",
  ]);
  expect(offers({ capabilities: { streaming: false } })).toEqual(["text"]);
  expect(offers({ provider: "ollama", context: 7999, residency: ["ch"] }).sort()).toEqual([
    "context:2000",
    "context:4000",
    "json",
    "on-device",
    "residency:ch",
    "streaming",
    "text",
  ]);
});
