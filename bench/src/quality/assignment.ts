import { type AssignmentProblem, assign } from "@thalweg/policy/budgets";
import * as highsModule from "highs";
import { randomFrom } from "../speed/random.ts";

/** How far batch assignment is above the LP bound, over random instances. */
export interface AssignmentGap {
  readonly seed: number;
  readonly instances: number;
  /** Cost above the LP's, as a share of it. */
  readonly meanGap: number;
  readonly worstGap: number;
  /** The share of the instances with a gap of at most 2%. */
  readonly withinTwoPercent: number;
  /** How far the bound that comes with every assignment is below the LP's, as a share of it. */
  readonly meanBoundGap: number;
  readonly worstBoundGap: number;
  /** Caps exceeded: 0. */
  readonly violated: number;
  /** Instances in which the LP can place all tasks in parts, and `assign` left some out; they have no gap. */
  readonly incomplete: number;
  /** Instances for which not even the LP has room, and how many of them were proven infeasible by `assign`. */
  readonly infeasible: number;
  readonly proven: number;
  readonly meanMilliseconds: number;
}

/**
 * Tasks of three kinds that differ in size, options that are the dearer to the pools the better they are, and caps that
 * hold a random half to nine tenths of what free choice would draw.
 */
export function randomProblem(random: () => number): AssignmentProblem {
  const pools = Array.from({ length: 2 + Math.floor(random() * 3) }, (_, at) => `pool${at}`);
  const options = Array.from({ length: 3 + Math.floor(random() * 8) }, (_, at) => ({
    option: `option${at}`,
    pool: pools[at % pools.length] as string,
    second: pools[Math.floor(random() * pools.length)] as string,
    quality: random(),
  }));
  const tasks = Array.from({ length: 100 + Math.floor(random() * 200) }, () => {
    const size = [0.5, 1, 3][Math.floor(random() * 3)] as number;
    const fallback = { option: "fallback", cost: size * (1.5 + random()), draws: {} };
    return [
      fallback,
      ...options.map(({ option, pool, second, quality }) => ({
        option,
        cost: size * (0.2 + random() * (1.2 - quality)),
        draws: { [second]: 0.2 * size * random(), [pool]: size * (0.3 + quality + 0.5 * random()) },
      })),
    ];
  });
  const free: Record<string, number> = Object.fromEntries(pools.map((pool) => [pool, 0]));
  for (const choices of tasks) {
    const { draws } = choices.reduce((least, choice) => (choice.cost < least.cost ? choice : least));
    for (const [pool, draw] of Object.entries<number>(draws)) free[pool] = (free[pool] ?? 0) + draw;
  }
  const caps = Object.fromEntries(pools.map((pool) => [pool, (0.5 + 0.4 * random()) * (free[pool] ?? 0)]));
  // One in ten has no way around the pools, and may have no solution.
  return { tasks: random() < 0.1 ? tasks.map(([, ...others]) => others) : tasks, caps };
}

/** The package's types are those of a CommonJS module, and its code is not: so the compiler finds the default in another place. */
const loadHighs = highsModule.default as unknown as typeof highsModule.default.default;

/** The LP relaxation in the format of CPLEX: a share of every choice, the shares of a task adding up to 1. */
function linearProgram({ tasks, caps }: AssignmentProblem): string {
  const terms = tasks.flatMap((choices, task) => choices.map(({ cost }, at) => `+ ${cost} x${task}_${at}`));
  const whole = tasks.map((choices, task) => ` t${task}: ${choices.map((_, at) => `+ x${task}_${at}`).join(" ")} = 1`);
  const held = Object.entries(caps).map(([pool, cap], row) => {
    const drawn = tasks.flatMap((choices, task) =>
      choices.flatMap(({ draws }, at) => (draws[pool] ? [`+ ${draws[pool]} x${task}_${at}`] : [])),
    );
    return ` p${row}: ${drawn.length > 0 ? drawn.join("\n") : "0 x0_0"} <= ${cap}`;
  });
  return ["Minimize", ` cost: ${terms.join("\n")}`, "Subject To", ...whole, ...held, "End"].join("\n");
}

/** Solves random instances by `assign`, and their LP relaxations by HiGHS; `now` in milliseconds times the former. */
export async function assignmentGap(
  seed: number,
  instances: number,
  now: () => number = () => performance.now(),
): Promise<AssignmentGap> {
  const highs = await loadHighs();
  const random = randomFrom(seed);
  const gaps: number[] = [];
  const boundGaps: number[] = [];
  let [violated, incomplete, infeasible, proven, milliseconds] = [0, 0, 0, 0, 0];
  for (let instance = 0; instance < instances; instance++) {
    const problem = randomProblem(random);
    const before = now();
    const result = assign(problem);
    milliseconds += now() - before;
    violated += Object.entries(problem.caps).filter(([pool, cap]) => (result.usage[pool] ?? 0) > cap).length;
    const solution = highs.solve(linearProgram(problem), { output_flag: false });
    if (solution.Status === "Infeasible") {
      infeasible++;
      if (result.isInfeasible) proven++;
      continue;
    }
    if (solution.Status !== "Optimal") throw new Error(`HiGHS ended with ${solution.Status}`);
    if (result.unassigned.length > 0) {
      incomplete++;
      continue;
    }
    const least = solution.ObjectiveValue;
    gaps.push((result.cost - least) / least);
    boundGaps.push((least - result.bound) / least);
  }
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  return {
    seed,
    instances,
    meanGap: mean(gaps),
    worstGap: Math.max(...gaps),
    withinTwoPercent: gaps.filter((gap) => gap <= 0.02).length / gaps.length,
    meanBoundGap: mean(boundGaps),
    worstBoundGap: Math.max(...boundGaps),
    violated,
    incomplete,
    infeasible,
    proven,
    meanMilliseconds: milliseconds / instances,
  };
}
