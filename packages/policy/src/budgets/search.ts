import type { ChoiceTable } from "./assignment-problem.ts";
import { pricedCost } from "./dual-ascent.ts";
import { drawnBy, fits } from "./repair.ts";

/** What a search found. */
export interface Found {
  /** The best assignment of every task, if it is cheaper than what was known. */
  readonly chosen: Int32Array | undefined;
  /** Whether everything was searched, so that there is nothing better. */
  readonly complete: boolean;
}

/** An assignment of the tasks up to some place in the order, as a list from its end. */
interface Partial {
  readonly choice: number;
  readonly before: Partial | undefined;
  readonly cost: number;
  /** By how much it is dearer, with prices, than the cheapest choice of each task. */
  readonly regret: number;
  readonly drawn: Float64Array;
  /** The regret to expect in the end. */
  readonly outlook: number;
}

/**
 * Beam search over the tasks for an assignment of all of them that costs less than `known`: of each length at most
 * `width` beginnings are kept, those with the best outlook, and none of which the bound by these prices says that it
 * cannot become cheaper (Geoffrion, Lagrangean relaxation for integer programming, 1974). The tasks of which the cheapest
 * choice is clearest come first, so that the doubtful ones are decided together.
 *
 * What an assignment costs above the bound is its regret at the prices, and the price of what it leaves of the caps. The
 * outlook of a beginning is its regret, and the price of what would be left or exceeded if the cheapest choices followed.
 */
export function search(table: ChoiceTable, prices: Float64Array, known: number, width: number): Found {
  const { starts, costs, draws, caps, pools } = table;
  const size = pools.length;
  const tasks = Array.from({ length: starts.length - 1 }, (_, task) => {
    const first = starts[task] as number;
    const choices = Array.from({ length: (starts[task + 1] as number) - first }, (_, at) => {
      return { choice: first + at, priced: pricedCost(table, first + at, prices) };
    });
    choices.sort((a, b) => a.priced - b.priced || a.choice - b.choice);
    const least = choices[0]?.priced ?? 0;
    return { task, least, ways: choices.map(({ choice, priced }) => ({ choice, regret: priced - least })) };
  });
  const doubt = ({ ways }: (typeof tasks)[number]): number => -(ways[1]?.regret ?? Number.MAX_VALUE);
  tasks.sort((a, b) => doubt(a) - doubt(b) || a.task - b.task);
  const bound = tasks.reduce((sum, { least }) => sum + least, 0) - prices.reduce((sum, price) => sum + price, 0);
  const slack = known - bound;
  // Of the tasks from a place in the order on, the least draw of every pool.
  const need = new Float64Array((tasks.length + 1) * size);
  for (let place = tasks.length - 1; place >= 0; place--) {
    for (let pool = 0; pool < size; pool++) {
      const least = Math.min(...(tasks[place]?.ways ?? []).map(({ choice }) => draws[choice * size + pool] as number));
      need[place * size + pool] = (need[(place + 1) * size + pool] as number) + least;
    }
  }

  // The same for the cheapest choices: what they will draw.
  const expected = new Float64Array((tasks.length + 1) * size);
  for (let place = tasks.length - 1; place >= 0; place--) {
    const choice = tasks[place]?.ways[0]?.choice ?? 0;
    for (let pool = 0; pool < size; pool++) {
      expected[place * size + pool] =
        (expected[(place + 1) * size + pool] as number) + (draws[choice * size + pool] as number);
    }
  }

  let complete = true;
  let beam: Partial[] = [
    { choice: -1, before: undefined, cost: 0, regret: 0, drawn: new Float64Array(size), outlook: 0 },
  ];
  for (const [place, { ways }] of tasks.entries()) {
    const next: Partial[] = [];
    for (const before of beam) {
      for (const { choice, regret } of ways) {
        if (before.regret + regret >= slack) break;
        const drawn = new Float64Array(size);
        let hasRoom = true;
        let outlook = before.regret + regret;
        for (let pool = 0; pool < size && hasRoom; pool++) {
          const sum = (before.drawn[pool] as number) + (draws[choice * size + pool] as number);
          const cap = caps[pool] as number;
          drawn[pool] = sum;
          if (cap > 0)
            outlook +=
              (prices[pool] as number) * Math.abs(1 - (sum + (expected[(place + 1) * size + pool] as number)) / cap);
          hasRoom = sum + (need[(place + 1) * size + pool] as number) <= (caps[pool] as number) * (1 + 1e-9);
        }
        if (!hasRoom) continue;
        const cost = before.cost + (costs[choice] as number);
        next.push({ choice, before, cost, regret: before.regret + regret, drawn, outlook });
      }
    }
    next.sort((a, b) => a.outlook - b.outlook);
    if (next.length > width) complete = false;
    beam = next.slice(0, width);
  }
  let best: Int32Array | undefined;
  let bestCost = known;
  for (const last of beam) {
    if (last.cost >= bestCost) continue;
    const chosen = new Int32Array(tasks.length);
    let place = tasks.length;
    for (let at: Partial | undefined = last; at !== undefined && place > 0; at = at.before) {
      chosen[tasks[--place]?.task ?? 0] = at.choice;
    }
    if (fits(table, drawnBy(table, chosen))) [best, bestCost] = [chosen, last.cost];
  }
  return { chosen: best, complete };
}
