import type { ChoiceTable } from "./assignment-problem.ts";
import { drawnBy, fits } from "./repair.ts";
import { TaskGroups } from "./task-groups.ts";

/** So many tasks are moved together, with all combinations of so many choices each. */
const SIZE = 4;
const BREADTH = 6;

/**
 * Moves a few tasks at a time so that as little as possible is drawn above the caps, until nothing is: for what single
 * moves could not repair. Says whether it came so far; `chosen`, which has every task, is changed either way.
 */
export function relieve(table: ChoiceTable, chosen: Int32Array, prices: Float64Array, rounds: number): boolean {
  const { draws, caps, pools } = table;
  const size = pools.length;
  const groups = new TaskGroups(table, prices, BREADTH);
  for (let round = 0; round < rounds; round++) {
    const drawn = drawnBy(table, chosen);
    if (fits(table, drawn)) return true;
    const group = groups.next(SIZE);
    for (const task of group) {
      for (let pool = 0; pool < size; pool++) {
        drawn[pool] = (drawn[pool] as number) - (draws[(chosen[task] as number) * size + pool] as number);
      }
    }
    const ways = group.map((task) => [
      ...new Set([chosen[task] as number, ...(groups.lists[task] as readonly number[])]),
    ]);
    let best: readonly number[] = [];
    let least = Infinity;
    const visit = (at: number, current: readonly number[], sums: Float64Array): void => {
      if (at < group.length) {
        for (const choice of ways[at] as readonly number[]) {
          visit(
            at + 1,
            [...current, choice],
            sums.map((sum, pool) => sum + (draws[choice * size + pool] as number)),
          );
        }
        return;
      }
      let excess = 0;
      for (let pool = 0; pool < size; pool++) {
        const cap = caps[pool] as number;
        if (cap > 0) excess += Math.max(0, (sums[pool] as number) / cap - 1);
      }
      if (excess < least) [best, least] = [current, excess];
    };
    visit(0, [], drawn);
    for (const [at, task] of group.entries()) chosen[task] = best[at] as number;
  }
  return fits(table, drawnBy(table, chosen));
}
