import type { ChoiceTable } from "./assignment-problem.ts";

/** Prices of whole caps, the best that were found, and the bound that they prove. */
export interface Dual {
  readonly prices: Float64Array;
  /** No assignment of all tasks costs less, nor does any fractional one (weak duality). */
  readonly bound: number;
}

/** What a choice costs at these prices. */
export function pricedCost({ costs, shares, pools }: ChoiceTable, choice: number, prices: Float64Array): number {
  let cost = costs[choice] as number;
  const row = choice * pools.length;
  for (let pool = 0; pool < pools.length; pool++) cost += (prices[pool] as number) * (shares[row + pool] as number);
  return cost;
}

/** The choice of each task that costs least at these prices; −1 for a task without any. */
export function cheapestChoices(table: ChoiceTable, prices: Float64Array): Int32Array {
  const { starts } = table;
  const chosen = new Int32Array(starts.length - 1).fill(-1);
  for (let task = 0; task < chosen.length; task++) {
    let least = Infinity;
    for (let choice = starts[task] as number; choice < (starts[task + 1] as number); choice++) {
      const cost = pricedCost(table, choice, prices);
      if (cost < least) {
        least = cost;
        chosen[task] = choice;
      }
    }
  }
  return chosen;
}

/** What an assignment would leave of each cap, as a share of it, with the sign turned: how far it is above. */
function excesses({ shares, pools }: ChoiceTable, chosen: Int32Array, into: Float64Array): void {
  into.fill(-1);
  for (const choice of chosen) {
    if (choice < 0) continue;
    const row = choice * pools.length;
    for (let pool = 0; pool < pools.length; pool++)
      into[pool] = (into[pool] as number) + (shares[row + pool] as number);
  }
}

/**
 * Maximises the Lagrangian dual L(λ) = Σ_t min_c (cost + λ · share) − Σ λ by subgradient steps towards an estimate of
 * the optimum that closes in whenever there is no progress. Held and Karp, The traveling-salesman problem and minimum
 * spanning trees: part II (1971); step rule of Polyak (1969). `visit` sees each relaxed solution and its prices, and
 * returns the cost of the best assignment known so far.
 */
export function ascendDual(
  table: ChoiceTable,
  rounds: number,
  visit: (chosen: Int32Array, prices: Float64Array) => number,
): Dual {
  const size = table.pools.length;
  let prices = new Float64Array(size);
  let best = prices;
  let bound = -Infinity;
  let pace = 1;
  let stale = 0;
  const excess = new Float64Array(size);
  for (let round = 0; round < rounds; round++) {
    const chosen = cheapestChoices(table, prices);
    let value = 0;
    for (const choice of chosen) if (choice >= 0) value += pricedCost(table, choice, prices);
    for (const price of prices) value -= price;
    if (value > bound) {
      if (value > bound + 1e-6 * Math.abs(bound)) stale = 0;
      bound = value;
      best = prices;
    }
    const known = visit(chosen, prices);
    excesses(table, chosen, excess);
    // A price at 0 that wants to fall does not move: it is no part of the step's length.
    let length = 0;
    for (let pool = 0; pool < size; pool++) {
      const slope = excess[pool] as number;
      if (slope > 0 || (prices[pool] as number) > 0) length += slope * slope;
    }
    const target = Number.isFinite(known) ? known : bound + Math.max(1, 0.05 * Math.abs(bound));
    const gap = target - value;
    if (!(length > 0) || !(gap > 0)) break;
    if (++stale > 8) {
      pace /= 2;
      stale = 0;
      prices = best;
      excesses(table, cheapestChoices(table, best), excess);
    }
    const step = (pace * gap) / length;
    prices = prices.map((price, pool) => Math.min(1e150, Math.max(0, price + step * (excess[pool] as number))));
  }
  return { prices: best, bound };
}

/**
 * Weights of the pools, adding up to 1, at which even the smallest choice of every task draws more than there is: a
 * proof, by the lemma of Farkas (1902), that not even a fractional assignment keeps all caps. Nothing if none was found.
 * By multiplicative weights: Plotkin, Shmoys and Tardos (1995).
 */
export function proveInfeasible(table: ChoiceTable, rounds = 300): Float64Array | undefined {
  const size = table.pools.length;
  const free = { ...table, costs: new Float64Array(table.costs.length) };
  const sums = new Float64Array(size);
  const excess = new Float64Array(size);
  for (let round = 0; round < rounds; round++) {
    const largest = Math.max(...sums);
    const raw = sums.map((sum) => Math.exp(Math.max(-700, sum - largest)));
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    const weights = raw.map((weight) => weight / total);
    const chosen = cheapestChoices(free, weights);
    let need = 0;
    for (const choice of chosen) if (choice >= 0) need += pricedCost(free, choice, weights);
    if (need > 1 + 1e-9) return weights;
    excesses(free, chosen, excess);
    const scale = Math.max(1e-9, ...excess.map(Math.abs));
    for (let pool = 0; pool < size; pool++)
      sums[pool] = (sums[pool] as number) + (0.5 * (excess[pool] as number)) / scale;
  }
  return undefined;
}
