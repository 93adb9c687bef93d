import type { ChoiceTable } from "./assignment-problem.ts";
import { drawnBy, fits } from "./repair.ts";
import { TaskGroups } from "./task-groups.ts";

/** So many tasks are taken back at a time. */
const SIZE = 8;
/** Of each of them, so many choices are tried: those that are cheapest with prices. */
const BREADTH = 5;
/** So many ways for one group are tried at most. */
const NODES = 3000;

/**
 * Takes back a few tasks at a time and assigns them anew, as cheaply as what is left of the caps allows: large
 * neighbourhood search (Shaw, 1998) with an exact search in each neighbourhood. The groups are the same for the same
 * problem. `chosen`, which keeps all caps and has every task, only becomes cheaper.
 */
export function reassign(table: ChoiceTable, chosen: Int32Array, prices: Float64Array, rounds: number): void {
  const { costs, draws, caps, pools } = table;
  const size = pools.length;
  const groups = new TaskGroups(table, prices, BREADTH);
  for (let round = 0; round < rounds; round++) {
    const group = groups.next(SIZE);
    if (group.length === 0) return;
    const before = group.map((task) => chosen[task] as number);
    for (const task of group) chosen[task] = -1;
    const room = drawnBy(table, chosen).map((drawn, pool) => (caps[pool] as number) * (1 + 1e-9) - drawn);
    const ways = group.map((task, at) => {
      const list = new Set([...(groups.lists[task] as readonly number[]), before[at] as number]);
      return [...list].sort((a, b) => (costs[a] as number) - (costs[b] as number));
    });
    const least = new Float64Array(group.length + 1);
    for (let at = group.length - 1; at >= 0; at--) {
      least[at] = (least[at + 1] as number) + (costs[ways[at]?.[0] ?? 0] as number);
    }
    let best = before;
    let bestCost = before.reduce((sum, choice) => sum + (costs[choice] as number), 0);
    let left = NODES;
    const current = before.slice();
    const visit = (at: number, cost: number): void => {
      if (at === group.length) {
        best = current.slice();
        bestCost = cost;
        return;
      }
      for (const choice of ways[at] as readonly number[]) {
        const sum = cost + (costs[choice] as number);
        if (left-- <= 0 || sum + (least[at + 1] as number) >= bestCost - 1e-12) return;
        let hasRoom = true;
        for (let pool = 0; pool < size; pool++) {
          room[pool] = (room[pool] as number) - (draws[choice * size + pool] as number);
          if ((room[pool] as number) < 0) hasRoom = false;
        }
        current[at] = choice;
        if (hasRoom) visit(at + 1, sum);
        for (let pool = 0; pool < size; pool++) {
          room[pool] = (room[pool] as number) + (draws[choice * size + pool] as number);
        }
      }
    };
    visit(0, 0);
    for (const [at, task] of group.entries()) chosen[task] = best[at] as number;
    // What decides is the sum that the caller would make.
    if (best !== before && !fits(table, drawnBy(table, chosen))) {
      for (const [at, task] of group.entries()) chosen[task] = before[at] as number;
    }
  }
}
