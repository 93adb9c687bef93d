import { type Declaration, type ModelDeclaration, PROVIDERS, type StepDeclaration } from "@thalweg/adapters";
import fc from "fast-check";

const rate = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined });
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
const seconds = fc.option(fc.double({ min: 0, max: 60, noNaN: true }), { nil: undefined });
const capability = fc.constantFrom("tools", "json", "vision", "audio", "own:signed", "own:constructor", "__proto__:x");

/** Any model of the known providers, with as much or as little known of it as may be; its number makes its name. */
const substrate = fc.constantFrom(...PROVIDERS.map((provider) => provider)).chain(({ name, hardware }) =>
  fc.record({
    provider: fc.constant(name),
    hardware: fc.option(fc.constantFrom(...hardware), { nil: undefined }),
  }),
);
const known = fc.option(fc.boolean(), { nil: undefined });
const facts = fc.record({
  price: fc.option(fc.record({ input: rate, output: rate, cacheRead: rate, cacheWrite: rate }), { nil: undefined }),
  context: fc.option(fc.integer({ min: 0, max: 3_000_000 }), { nil: undefined }),
  capabilities: fc.option(fc.dictionary(capability, known), { nil: undefined }),
  residency: fc.option(fc.uniqueArray(fc.constantFrom("eu", "us", "ch")), { nil: undefined }),
  quality: share,
  parameters: fc.option(fc.double({ min: 0.1, max: 1000, noNaN: true }), { nil: undefined }),
  reliability: share,
  wait: seconds,
  prefill: seconds,
  tpot: seconds,
});

const qualityAt = (steps: readonly string[]) =>
  fc.option(fc.dictionary(fc.constantFrom(...steps), fc.double({ min: 0, max: 1, noNaN: true })), { nil: undefined });

/** Models of which no two have one name, and of which something is known at these steps. */
export function models(
  least: number,
  most: number,
  steps: readonly string[] = ["classify", "reason", "plan"],
): fc.Arbitrary<readonly ModelDeclaration[]> {
  const model = fc
    .tuple(substrate, facts, steps.length === 0 ? fc.constant(undefined) : qualityAt(steps))
    .map(([one, other, known]) => ({ ...one, ...other, qualityAt: known }));
  return fc
    .array(model, { minLength: least, maxLength: most })
    .map((drawn) => drawn.map((one, i) => ({ ...one, model: `maker/model-${i}@v1` })));
}

const steps = fc.uniqueArray(
  fc.constantFrom("classify", "reason", "extract", "tool_call_decision", "summarize_long", "agent"),
  { maxLength: 3 },
);

/** A step whose calls read a cache, for which many models have no rate. */
const AGENT: StepDeclaration = {
  name: "agent",
  summary: "goes round in a loop",
  tokens: { input: 5000, output: 2000, cacheRead: 200_000 },
  weights: {},
  needs: ["own:signed"],
};

/** A declaration with up to three steps. */
export const declaration: fc.Arbitrary<Declaration> = steps.chain((names) =>
  fc.record({
    models: models(0, 4, names),
    steps: fc.constant(names.map((name) => (name === "agent" ? AGENT : name))),
    preset: fc.constantFrom<Declaration["preset"]>(undefined, "balanced", "cheap", { financial: 2 }),
    unknown: fc.constantFrom<Declaration["unknown"]>(undefined, { quality: 0.5, "budget:eu": 0 }),
  }),
);
