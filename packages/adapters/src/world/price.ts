import { AdapterError } from "../errors.ts";

/** USD per million tokens of each kind. A kind without a number is unknown; 0 says that it is free. */
export interface TokenRates {
  /** Of the prompt, but for what is read from or written to a cache. */
  readonly input?: number | undefined;
  /** Of the answer, reasoning included. */
  readonly output?: number | undefined;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  /** Of what is written to a cache that keeps it for an hour, where that has a rate of its own. */
  readonly cacheWrite1h?: number | undefined;
}

/** What a provider charges for a model. */
export interface TokenPrice extends TokenRates {
  /**
   * Rates for long prompts: where a prompt has more than `above` tokens, cached ones included, each rate given here
   * counts instead, for the whole call. Of several tiers that apply, the one with the highest `above` counts.
   */
  readonly tiers?: readonly (TokenRates & { readonly above: number })[] | undefined;
}

/** How many tokens of each kind a call takes; no token is counted twice. */
export interface TokenCounts {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly cacheWrite1h?: number | undefined;
}

const KINDS = ["input", "output", "cacheRead", "cacheWrite", "cacheWrite1h"] as const;

/**
 * What a call costs, in USD: Σ tokens · rate / 10⁶. Unknown (`undefined`) as soon as one kind of token that the call
 * takes has no known rate, or where it is not said how long prompt or answer are; never 0 for want of a number. Throws
 * `invalid-number` for a price or a count that is none.
 *
 * @example
 * import { callCost } from "@thalweg/adapters";
 * console.log(callCost({ input: 0.05, output: 0.08 }, { input: 1_000_000, output: 0 })); // 0.05
 */
export function callCost(price: TokenPrice | undefined, counts: TokenCounts): number | undefined {
  const { input, output, cacheRead = 0, cacheWrite = 0, cacheWrite1h = 0 }: Partial<TokenCounts> = Object(counts);
  for (const kind of KINDS) checkAmount(Object(counts)[kind], `counts.${kind}`);
  if (price !== undefined) checkPrice(price, "price");
  if (price === undefined || input === undefined || output === undefined) return undefined;
  const prompt = input + cacheRead + cacheWrite + cacheWrite1h;
  const tiers = (price.tiers ?? []).filter(({ above }) => prompt > above).sort((a, b) => b.above - a.above);
  let cost = 0;
  for (const kind of KINDS) {
    const tokens = counts[kind] ?? 0;
    if (tokens === 0) continue;
    const rate = tiers[0]?.[kind] ?? price[kind];
    if (rate === undefined) return undefined;
    cost += tokens * rate;
  }
  // Tokens and rates near the largest number would overflow: that is no price.
  return Number.isFinite(cost) ? cost / 1e6 : undefined;
}

/** Throws `invalid-number` unless it is a price, and every rate that is given is a finite number from 0. */
export function checkPrice(price: TokenPrice, place: string): void {
  checkRates(price, place);
  const { tiers = [] } = price;
  if (!Array.isArray(tiers)) throw new AdapterError("invalid-number", tiers, `${place}.tiers`);
  for (const [i, tier] of tiers.entries()) {
    checkRates(tier, `${place}.tiers[${i}]`);
    checkAmount(tier.above ?? Number.NaN, `${place}.tiers[${i}].above`);
  }
}

function checkRates(rates: TokenRates, place: string): void {
  if (Object(rates) !== rates) throw new AdapterError("invalid-number", rates, place);
  for (const kind of KINDS) checkAmount(rates[kind], `${place}.${kind}`);
}

/** Throws `invalid-number` unless it is unknown or a finite number from 0 to `most`. */
export function checkAmount(amount: unknown, place: string, most: number = Number.MAX_VALUE): void {
  if (amount === undefined) return;
  if (typeof amount !== "number" || !(amount >= 0 && amount <= most)) {
    throw new AdapterError("invalid-number", amount, place);
  }
}
