import { checkNumber } from "../check-number.ts";
import { checkKeys, checkList, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";

/** One way to do a task. */
export interface Choice {
  readonly option: string;
  /** The score without prices: finite, lower is better; +∞ is a gate. */
  readonly cost: number;
  /** What it draws from each pool, at least 0; a pool that is left out is not drawn on. */
  readonly draws: Readonly<Record<string, number>>;
}

/** Tasks that each need one of their choices, and caps that all of them share. */
export interface AssignmentProblem {
  readonly tasks: readonly (readonly Choice[])[];
  /** By pool, at least 0. */
  readonly caps: Readonly<Record<string, number>>;
}

/** The problem in columns. The choices of task `t` are `starts[t]` to `starts[t + 1]`. */
export interface ChoiceTable {
  readonly pools: readonly string[];
  readonly caps: Float64Array;
  readonly starts: Int32Array;
  readonly options: readonly string[];
  readonly costs: Float64Array;
  /** By choice and pool: `draws[choice * pools.length + pool]`. */
  readonly draws: Float64Array;
  /** The same as shares of the caps. */
  readonly shares: Float64Array;
}

/**
 * Checks a problem and puts it into columns. Choices that nothing can take, gated or larger than a whole cap, are left
 * out. Throws `invalid-number`, `invalid-option`, `unknown-option` for a pool without a cap.
 */
export function tabulate(problem: AssignmentProblem): ChoiceTable {
  const { tasks, caps } = checkKeys(problem, ["tasks", "caps"], "problem");
  checkList(tasks, "tasks");
  checkObject(caps, "caps");
  const pools = Object.keys(caps);
  const capOf = Float64Array.from(pools, (pool) => checkNumber(caps[pool], `caps.${pool}`, 0));
  const starts = new Int32Array(tasks.length + 1);
  const options: string[] = [];
  const costs: number[] = [];
  const draws: number[] = [];
  for (const [task, choices] of tasks.entries()) {
    for (const [at, choice] of checkList(choices, `tasks[${task}]`).entries()) {
      const place = `tasks[${task}][${at}]`;
      const { option, cost, draws: drawn } = checkObject(choice, place);
      checkObject(drawn, `${place}.draws`);
      if (cost !== Infinity) checkNumber(cost, `${place}.cost`, -1e150, 1e150);
      for (const pool of Object.keys(drawn)) {
        if (!Object.hasOwn(caps, pool)) throw new PolicyError("unknown-option", pool, `${place}.draws`);
        checkNumber(drawn[pool], `${place}.draws.${pool}`, 0);
      }
      const row = pools.map((pool) => (Object.hasOwn(drawn, pool) ? (drawn[pool] ?? 0) : 0));
      if (cost === Infinity || row.some((draw, pool) => draw > (capOf[pool] ?? 0))) continue;
      options.push(option);
      costs.push(cost);
      draws.push(...row);
    }
    starts[task + 1] = options.length;
  }
  // What is left of a pool with the cap 0 draws nothing from it.
  const shares = Float64Array.from(draws, (draw, at) => (draw === 0 ? 0 : draw / (capOf[at % pools.length] ?? 1)));
  return {
    pools,
    caps: capOf,
    starts,
    options,
    costs: Float64Array.from(costs),
    draws: Float64Array.from(draws),
    shares,
  };
}
