import type { ChoiceTable } from "./assignment-problem.ts";
import { pricedCost } from "./dual-ascent.ts";

/** What an assignment draws from each pool, summed in the order of the tasks. */
export function drawnBy({ draws, pools }: ChoiceTable, chosen: Int32Array): Float64Array {
  const drawn = new Float64Array(pools.length);
  for (const choice of chosen) {
    if (choice < 0) continue;
    const row = choice * pools.length;
    for (let pool = 0; pool < pools.length; pool++)
      drawn[pool] = (drawn[pool] as number) + (draws[row + pool] as number);
  }
  return drawn;
}

/** Whether no cap is exceeded. */
export const fits = ({ caps }: ChoiceTable, drawn: Float64Array): boolean =>
  drawn.every((amount, pool) => amount <= (caps[pool] as number));

/** What an assignment costs without prices. */
export const costOf = ({ costs }: ChoiceTable, chosen: Int32Array): number =>
  chosen.reduce((sum, choice) => (choice < 0 ? sum : sum + (costs[choice] as number)), 0);

/**
 * Moves tasks to other choices until no cap is exceeded: each time the move with the least rise of the priced cost for
 * each share of excess that it takes away. Says whether that was possible; `chosen` is changed either way.
 */
export function repair(table: ChoiceTable, chosen: Int32Array, prices: Float64Array): boolean {
  const { starts, draws, caps, pools } = table;
  for (let moves = 0; moves < 2 * chosen.length + 10; moves++) {
    const drawn = drawnBy(table, chosen);
    if (fits(table, drawn)) return true;
    let [bestTask, bestChoice, bestRate] = [-1, -1, Infinity];
    for (let task = 0; task < chosen.length; task++) {
      const from = chosen[task] as number;
      if (from < 0) continue;
      const before = pricedCost(table, from, prices);
      for (let to = starts[task] as number; to < (starts[task + 1] as number); to++) {
        let relief = 0;
        for (let pool = 0; pool < pools.length; pool++) {
          const cap = caps[pool] as number;
          const now = drawn[pool] as number;
          const moved =
            now - (draws[from * pools.length + pool] as number) + (draws[to * pools.length + pool] as number);
          if (cap > 0) relief += (Math.max(0, now - cap) - Math.max(0, moved - cap)) / cap;
        }
        if (!(relief > 1e-12)) continue;
        const rate = (pricedCost(table, to, prices) - before) / relief;
        if (rate < bestRate) [bestTask, bestChoice, bestRate] = [task, to, rate];
      }
    }
    if (bestTask < 0) return false;
    chosen[bestTask] = bestChoice;
  }
  return false;
}

/** Moves single tasks to cheaper choices, and tasks without one to any, as long as the caps allow it. */
export function improve(table: ChoiceTable, chosen: Int32Array): void {
  const { starts, costs, draws, caps, pools } = table;
  let drawn = drawnBy(table, chosen);
  const drawOf = (choice: number, pool: number): number =>
    choice < 0 ? 0 : (draws[choice * pools.length + pool] as number);
  const mayFit = (from: number, to: number): boolean =>
    caps.every((cap, pool) => (drawn[pool] as number) - drawOf(from, pool) + drawOf(to, pool) <= cap * (1 + 1e-9));
  for (let moved = true; moved; ) {
    moved = false;
    for (let task = 0; task < chosen.length; task++) {
      for (let to = starts[task] as number; to < (starts[task + 1] as number); to++) {
        const from = chosen[task] as number;
        if (from >= 0 && (costs[to] as number) >= (costs[from] as number)) continue;
        if (!mayFit(from, to)) continue;
        chosen[task] = to;
        // Summed anew: what decides is the sum that the caller would make.
        const after = drawnBy(table, chosen);
        if (fits(table, after)) [drawn, moved] = [after, true];
        else chosen[task] = from;
      }
    }
  }
}
