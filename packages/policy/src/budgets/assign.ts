import { checkWhole } from "../check-number.ts";
import { checkKeys } from "../check-options.ts";
import { type AssignmentProblem, type ChoiceTable, tabulate } from "./assignment-problem.ts";
import { ascendDual, cheapestChoices, proveInfeasible } from "./dual-ascent.ts";
import { reassign } from "./reassign.ts";
import { relieve } from "./relieve.ts";
import { costOf, drawnBy, fits, improve, repair } from "./repair.ts";
import { search } from "./search.ts";

/** A task that was left out, and why. */
export interface Unassigned {
  readonly task: number;
  /** `no-option`: all its choices are gated or larger than a whole cap. `no-room`: beside the others none of them fits. */
  readonly reason: "no-option" | "no-room";
  /** The pools in the way: of each some choice draws more than the cap, or than what is left of it. */
  readonly pools: readonly string[];
}

/** Tasks with their options, within the caps. */
export interface Assignment {
  /** By task; `undefined` where it was left out. */
  readonly options: readonly (string | undefined)[];
  /** The sum of the costs of what was assigned. */
  readonly cost: number;
  /** No assignment of all tasks that have an option costs less, not even a fractional one. */
  readonly bound: number;
  /** Shadow prices, in cost per unit of the pool. */
  readonly prices: Readonly<Record<string, number>>;
  /** What is drawn, at most the caps. */
  readonly usage: Readonly<Record<string, number>>;
  readonly unassigned: readonly Unassigned[];
  /** Whether it is proven that not all tasks fit; where it is false and tasks were left out, none was found that fits. */
  readonly isInfeasible: boolean;
}

/** So many tasks are searched through, if the width allows. */
const FEW = 12;

/** Takes of {@link assign}. */
export interface AssignOptions {
  /** Steps of the prices; 200 by default. */
  readonly rounds?: number | undefined;
  /** How often a few tasks are assigned anew at the end, ten times that where hardly anything fits; 300 by default. */
  readonly reassignments?: number | undefined;
  /** Beginnings that the search keeps, which decides small and tight problems; 500 by default. */
  readonly width?: number | undefined;
}

/**
 * Gives every task one of its options at about the least total cost, with no cap exceeded: shadow prices by dual ascent,
 * the cheapest choice of each task at them, moves that repair what exceeds a cap, and small groups that are assigned anew.
 * Where not all fit, the result says which were left out, why, and whether that is proven. Deterministic; takes
 * about rounds × choices × pools steps. Throws `invalid-number`, `invalid-option`, `unknown-option`.
 *
 * @example
 * import { assign } from "@thalweg/policy/budgets";
 * const task = [
 *   { option: "large", cost: 0.1, draws: { gpu: 2 } },
 *   { option: "small", cost: 0.4, draws: {} },
 * ];
 * const { options, usage } = assign({ tasks: [task, task, task], caps: { gpu: 4 } });
 * console.log([...options].sort(), usage); // [ 'large', 'large', 'small' ] { gpu: 4 }
 */
export function assign(problem: AssignmentProblem, given: AssignOptions = {}): Assignment {
  const options = checkKeys(given, ["rounds", "reassignments", "width"], "options");
  const rounds = checkWhole(options.rounds ?? 200, "rounds", 1);
  const reassignments = checkWhole(options.reassignments ?? 300, "reassignments");
  const width = checkWhole(options.width ?? 500, "width");
  const table = tabulate(problem);
  const left = optionless(problem, table);
  let best: Int32Array | undefined;
  let bestCost = Infinity;
  const consider = (chosen: Int32Array, prices: Float64Array): void => {
    if (!repair(table, chosen, prices)) return;
    improve(table, chosen);
    const cost = costOf(table, chosen);
    if (cost < bestCost) [best, bestCost] = [chosen, cost];
  };
  let round = 0;
  const { prices, bound } = ascendDual(table, rounds, (chosen, at) => {
    if (round++ % 10 === 0) consider(chosen.slice(), at);
    return bestCost;
  });
  consider(cheapestChoices(table, prices), prices);
  // Where hardly anything fits, it takes longer to get there, and longer from there to something good.
  let effort = reassignments;
  if (best === undefined) {
    effort *= 10;
    const tight = cheapestChoices(table, prices);
    repair(table, tight, prices);
    if (relieve(table, tight, prices, effort)) consider(tight, prices);
  }
  const isWhole = left.length === 0;
  // Many tasks are better served by assigning some of them anew than by a narrow search over all.
  const isSearched = isWhole && (best === undefined || problem.tasks.length <= FEW);
  const found = isSearched ? search(table, prices, bestCost, width) : undefined;
  best = found?.chosen ?? best;
  if (best !== undefined) reassign(table, best, prices, effort);
  if (best !== undefined) return assignment(table, best, { prices, bound, unassigned: left, isInfeasible: !isWhole });
  const proven = !isWhole || found?.complete === true || proveInfeasible(table) !== undefined;
  const partial = dropped(table, prices);
  const unassigned = [...left, ...roomless(table, partial, left)].sort((a, b) => a.task - b.task);
  return assignment(table, partial, { prices, bound, unassigned, isInfeasible: proven });
}

function assignment(
  table: ChoiceTable,
  chosen: Int32Array,
  rest: { readonly prices: Float64Array; readonly bound: number } & Pick<Assignment, "unassigned" | "isInfeasible">,
): Assignment {
  const drawn = drawnBy(table, chosen);
  const byPool = (content: (pool: number) => number): Record<string, number> =>
    Object.fromEntries(table.pools.map((pool, at) => [pool, content(at)]));
  const priceOf = (pool: number): number => {
    const price = rest.prices[pool] ?? 0;
    return price === 0 ? 0 : Math.min(Number.MAX_VALUE, price / (table.caps[pool] ?? 1));
  };
  return {
    ...rest,
    options: Array.from(chosen, (choice) => table.options[choice]),
    cost: costOf(table, chosen),
    prices: byPool(priceOf),
    usage: byPool((pool) => drawn[pool] ?? 0),
  };
}

/** The tasks of which no choice can be taken at all. */
function optionless({ tasks, caps }: AssignmentProblem, { starts }: ChoiceTable): Unassigned[] {
  return [...tasks.entries()]
    .filter(([task]) => starts[task] === starts[task + 1])
    .map(([task, choices]) => {
      const open = choices.filter(({ cost }) => cost < Infinity);
      const pools = Object.keys(caps).filter((pool) =>
        open.some(({ draws }) => (draws[pool] ?? 0) > (caps[pool] ?? 0)),
      );
      return { task, reason: "no-option", pools };
    });
}

/** An assignment of some tasks that keeps the caps: those that press hardest on what is exceeded are left out. */
function dropped(table: ChoiceTable, prices: Float64Array): Int32Array {
  const { pools, shares, caps } = table;
  const chosen = cheapestChoices(table, prices);
  repair(table, chosen, prices);
  for (let drawn = drawnBy(table, chosen); !fits(table, drawn); drawn = drawnBy(table, chosen)) {
    const now = drawn;
    const pressure = Array.from(chosen, (choice) =>
      choice < 0
        ? -1
        : pools.reduce(
            (sum, _, pool) =>
              sum + ((now[pool] ?? 0) > (caps[pool] ?? 0) ? (shares[choice * pools.length + pool] ?? 0) : 0),
            0,
          ),
    );
    chosen[hardest(pressure)] = -1;
  }
  improve(table, chosen);
  return chosen;
}

/** The place of the largest number; of equals the first. */
function hardest(numbers: readonly number[]): number {
  // A loop: as arguments of Math.max, a hundred thousand numbers do not fit on the stack.
  let at = 0;
  for (let i = 1; i < numbers.length; i++) if ((numbers[i] as number) > (numbers[at] as number)) at = i;
  return at;
}

/** The tasks that were left out for want of room, and the pools that want it. */
function roomless(table: ChoiceTable, chosen: Int32Array, left: readonly Unassigned[]): Unassigned[] {
  const { starts, draws, pools, caps } = table;
  const known = new Set(left.map(({ task }) => task));
  const drawn = drawnBy(table, chosen);
  return [...chosen.entries()]
    .filter(([task, choice]) => choice < 0 && !known.has(task))
    .map(([task]) => {
      const choices = Array.from(
        { length: (starts[task + 1] ?? 0) - (starts[task] ?? 0) },
        (_, at) => (starts[task] ?? 0) + at,
      );
      const blocks = (pool: number): boolean =>
        choices.some((choice) => (drawn[pool] ?? 0) + (draws[choice * pools.length + pool] ?? 0) > (caps[pool] ?? 0));
      return { task, reason: "no-room", pools: pools.filter((_, pool) => blocks(pool)) };
    });
}
