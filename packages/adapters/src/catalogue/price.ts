import { calcPrice, findProvider } from "@pydantic/genai-prices";
import type { TokenPrice } from "../world/price.ts";

/** What the catalogue of prices knows of a model. */
export interface Priced {
  readonly price: TokenPrice | undefined;
  readonly context: number | undefined;
}

const KINDS = {
  input: "input_mtok",
  output: "output_mtok",
  cacheRead: "cache_read_mtok",
  cacheWrite: "cache_write_mtok",
  cacheWrite1h: "cache_write_1h_mtok",
} as const;

/**
 * The price that was in force at a time, in milliseconds since 1970, and the context window; nothing where the
 * catalogue does not know the model of this provider.
 */
export function pricedAt(provider: string, model: string, at: number): Priced | undefined {
  // With a provider named, no other one's price is taken; the amounts do not matter here.
  const found = calcPrice({}, model, { providerId: provider, timestamp: new Date(at) });
  if (found === null || found.provider.id !== provider) return undefined;
  return { price: priceOf(found.model_price), context: found.model.context_window };
}

/** The names by which the catalogue of prices finds a provider's models; some entries have only a pattern. */
export function pricedModels(provider: string): readonly string[] {
  const names = findProvider({ providerId: provider })?.models.map(({ id }) => id) ?? [];
  return names.filter((name) => pricedAt(provider, name, 0) !== undefined);
}

type ModelPrice = NonNullable<ReturnType<typeof calcPrice>>["model_price"];

/**
 * The rates that count by kinds of tokens, as this package tells them apart. Audio, images and searches are no such
 * kind; where the reasoning in an answer has a rate of its own, that of an answer is unknown.
 */
function priceOf(rates: ModelPrice): TokenPrice | undefined {
  const price: Record<string, number> = {};
  const tiers = new Map<number, { above: number } & Record<string, number>>();
  for (const [kind, key] of Object.entries(KINDS)) {
    const rate = rates[key];
    if (rate === undefined || (kind === "output" && rates.output_reasoning_mtok !== undefined)) continue;
    if (typeof rate === "number") {
      price[kind] = rate;
      continue;
    }
    price[kind] = rate.base;
    for (const { start, price: dearer } of rate.tiers) {
      tiers.set(start, { ...tiers.get(start), above: start, [kind]: dearer });
    }
  }
  if (Object.keys(price).length === 0) return undefined;
  return tiers.size === 0 ? price : { ...price, tiers: [...tiers.values()] };
}
