import { Tensor } from "@thalweg/core";
import { PriceLoop, UsageMeter } from "@thalweg/policy/budgets";
import { randomFrom } from "../speed/random.ts";

/** How well prices kept three pools within their caps. */
export interface PricesFigures {
  readonly seed: number;
  /** By pool and window, what was used as a share of the cap; in `shrinksAt` pool `a` has lost half of its cap. */
  readonly used: Readonly<Record<string, readonly number[]>>;
  readonly shrinksAt: number;
  /** The largest and the least of these. */
  readonly most: number;
  readonly least: number;
  /** The largest share that was used in any stretch as long as a window, wherever it begins. */
  readonly mostSliding: number;
  /** Cost of what was chosen, above that of the best fixed prices in hindsight for each window, as a share of it. */
  readonly regret: number;
  /** The same figure `most` without a loop: everything at price 0. */
  readonly mostWithoutPrices: number;
}

const WINDOW = 60_000;
const TICK = 100;
const WINDOWS = 10;
const SHRINKS_AT = 5;
const POOLS = ["a", "b", "c"];

/** What each option costs a kind of work, and how often each kind comes. */
type Costs = readonly Readonly<Record<string, number>>[];

/** The cap of a pool in a window. */
function capOf(pool: string, window: number): number {
  if (pool === "a") return window < SHRINKS_AT ? 9000 : 4500;
  return pool === "b" ? 6000 : 3000;
}

/** One run: 500 calls a second from 200 kinds of work, 5 devices that each report what they drew, 10 advances a second. */
function simulate(seed: number, isPriced: boolean) {
  const random = randomFrom(seed);
  const tensor = new Tensor(["global", "workspace", "device"]);
  const writer = tensor.writer("global");
  writer.setWeight("global", "", "cost", 1);
  for (const pool of POOLS) {
    writer.setDefault("global", "", `budget:${pool}`, 0);
    writer.setValue("global", "", pool, `budget:${pool}`, 1);
  }
  const costs: Costs = Array.from({ length: 200 }, () => {
    const [a, b, c] = [random() * 0.5, random() * 0.5, random() * 0.5];
    return { a, b, c, local: 0.5 + random() * 0.5 };
  });
  for (const [kind, row] of costs.entries()) {
    for (const [option, cost] of Object.entries(row)) writer.setValue("workspace", `kind${kind}`, option, "cost", cost);
  }
  const pools = POOLS.map((name) => ({ name, cap: capOf(name, 0), swing: 1 }));
  const loop = new PriceLoop({ reader: tensor, writer, level: "global", from: "device", pools, window: WINDOW });
  const meters = Array.from({ length: 5 }, (_, at) => {
    return new UsageMeter({ writer: tensor.writer("device"), level: "device", instance: `device${at}` });
  });
  loop.advance(0);
  const drawn: Record<string, number>[] = [];
  const costOf: number[] = [];
  const callsOf: number[][] = [];
  for (let window = 0; window < WINDOWS; window++) {
    for (const pool of POOLS) loop.setCap(pool, capOf(pool, window));
    let spent = 0;
    const calls = costs.map(() => 0);
    for (let now = TICK; now <= WINDOW; now += TICK) {
      const inTick: Record<string, number> = { a: 0, b: 0, c: 0 };
      for (let call = Math.floor(40 + random() * 20); call > 0; call--) {
        const kind = Math.floor(random() * costs.length);
        const option = tensor.best({ workspace: `kind${kind}` }) ?? "local";
        spent += costs[kind]?.[option] ?? 0;
        calls[kind] = (calls[kind] ?? 0) + 1;
        if (option === "local") continue;
        inTick[option] = (inTick[option] ?? 0) + 1;
        meters[call % meters.length]?.record(option, 1);
      }
      drawn.push(inTick);
      if (isPriced) loop.advance(window * WINDOW + now);
    }
    costOf.push(spent);
    callsOf.push(calls);
  }
  return { drawn, costs, costOf, callsOf };
}

/** A lower bound of what a window could have cost within its caps: the Lagrangian dual, by subgradient steps. */
function hindsight(costs: Costs, calls: readonly number[], window: number): number {
  const prices: Record<string, number> = Object.fromEntries(POOLS.map((pool) => [pool, 0]));
  let best = 0;
  for (let round = 1; round <= 3000; round++) {
    const used: Record<string, number> = Object.fromEntries(POOLS.map((pool) => [pool, 0]));
    let value = 0;
    for (const [kind, row] of costs.entries()) {
      const count = calls[kind] ?? 0;
      let [option, least] = ["", Infinity];
      for (const name in row) {
        const priced = (row[name] ?? 0) + (prices[name] ?? 0);
        if (priced < least) [option, least] = [name, priced];
      }
      value += count * least;
      if (option !== "local") used[option] = (used[option] ?? 0) + count;
    }
    for (const pool of POOLS) {
      const cap = capOf(pool, window);
      value -= (prices[pool] ?? 0) * cap;
      prices[pool] = Math.max(0, (prices[pool] ?? 0) + (((used[pool] ?? 0) - cap) / cap) * (0.2 / Math.sqrt(round)));
    }
    best = Math.max(best, value);
  }
  return best;
}

/** Simulates the price loop on three pools, one of which shrinks by half after half of the time. */
export function pricesSimulation(seed: number): PricesFigures {
  const { drawn, costs, costOf, callsOf } = simulate(seed, true);
  const perWindow = WINDOW / TICK;
  const share = (ticks: readonly Record<string, number>[], pool: string, first: number): number => {
    const used = ticks.slice(first, first + perWindow).reduce((sum, tick) => sum + (tick[pool] ?? 0), 0);
    // A stretch over the moment of the change is held to what both parts allow.
    const later = (first % perWindow) / perWindow;
    const window = Math.floor(first / perWindow);
    return used / (capOf(pool, window) * (1 - later) + capOf(pool, window + 1) * later);
  };
  const windows = (ticks: readonly Record<string, number>[], pool: string, stride: number): number[] => {
    const firsts = Array.from({ length: ticks.length - perWindow + 1 }, (_, first) => first);
    return firsts.filter((first) => first % stride === 0).map((first) => share(ticks, pool, first));
  };
  const used = Object.fromEntries(POOLS.map((pool) => [pool, windows(drawn, pool, perWindow)]));
  const sliding = POOLS.flatMap((pool) => windows(drawn, pool, 10));
  const free = simulate(seed, false);
  const bound = callsOf.reduce((sum, calls, window) => sum + hindsight(costs, calls, window), 0);
  const cost = costOf.reduce((sum, each) => sum + each, 0);
  const all = Object.values(used).flat();
  return {
    seed,
    used,
    shrinksAt: SHRINKS_AT,
    most: Math.max(...all),
    least: Math.min(...all),
    mostSliding: Math.max(...sliding),
    regret: cost / bound - 1,
    mostWithoutPrices: Math.max(...POOLS.flatMap((pool) => windows(free.drawn, pool, perWindow))),
  };
}
