import type { Declaration, ModelDeclaration } from "@thalweg/adapters";
import fc from "fast-check";

const rate = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined });
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
const seconds = fc.option(fc.double({ min: 0, max: 60, noNaN: true }), { nil: undefined });
const capability = fc.constantFrom("tools", "json", "vision", "audio", "signed-contract", "constructor", "__proto__");
const known = fc.option(fc.boolean(), { nil: undefined });

/** Any model of the known providers, with as much or as little known of it as may be; its number makes its name. */
const model = fc.record({
  provider: fc.constantFrom("openai", "anthropic", "groq", "together", "ollama", "cerebras", "openrouter"),
  hardware: fc.option(fc.constantFrom("cpu", "gpu", "lpu", "npu", "tpu", "wafer_scale", "frontier_api"), {
    nil: undefined,
  }),
  price: fc.option(fc.record({ input: rate, output: rate, cacheRead: rate, cacheWrite: rate }), { nil: undefined }),
  context: fc.option(fc.integer({ min: 0, max: 3_000_000 }), { nil: undefined }),
  capabilities: fc.option(fc.dictionary(capability, known), { nil: undefined }),
  residency: fc.option(fc.uniqueArray(fc.constantFrom("eu", "us", "ch")), { nil: undefined }),
  quality: share,
  qualityAt: fc.option(
    fc.dictionary(fc.constantFrom("classify", "reason", "plan"), fc.double({ min: 0, max: 1, noNaN: true })),
    {
      nil: undefined,
    },
  ),
  reliability: share,
  wait: seconds,
  prefill: seconds,
  tpot: seconds,
});

/** Models of which no two have one name. */
export function models(least: number, most: number): fc.Arbitrary<readonly ModelDeclaration[]> {
  return fc
    .array(model, { minLength: least, maxLength: most })
    .map((drawn) => drawn.map((one, i) => ({ ...one, model: `maker/model-${i}@v1` })));
}

/** A declaration with up to three steps. */
export const declaration: fc.Arbitrary<Declaration> = fc.record({
  models: models(0, 4),
  steps: fc.uniqueArray(fc.constantFrom("classify", "reason", "extract", "tool_call_decision", "summarize_long"), {
    maxLength: 3,
  }),
  preset: fc.constantFrom<Declaration["preset"]>(undefined, "balanced", "cheap", { financial: 2 }),
  unknown: fc.constantFrom<Declaration["unknown"]>(undefined, { quality: 0.5, "budget:eu": 0 }),
});
