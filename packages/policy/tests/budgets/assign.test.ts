import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { tabulate } from "../../src/budgets/assignment-problem.ts";
import { proveInfeasible } from "../../src/budgets/dual-ascent.ts";
import { type AssignmentProblem, assign, type Choice } from "../../src/budgets/index.ts";

const runs = { seed: inject("seed"), numRuns: inject("runs") };

const problems: fc.Arbitrary<AssignmentProblem> = fc
  .record({ pools: fc.integer({ min: 0, max: 3 }), tightness: fc.integer({ min: 0, max: 12 }) })
  .chain(({ pools, tightness }) => {
    const names = Array.from({ length: pools }, (_, at) => `pool${at}`);
    const draws = fc.record(Object.fromEntries(names.map((name) => [name, fc.integer({ min: 0, max: 5 })])));
    const choice = fc.record({
      option: fc.constantFrom("a", "b", "c", "d"),
      cost: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: -3, max: 20 }) },
        { weight: 1, arbitrary: fc.constant(Infinity) },
      ),
      draws,
    });
    return fc.record({
      tasks: fc.array(fc.array(choice, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
      caps: fc.record(Object.fromEntries(names.map((name) => [name, fc.integer({ min: 0, max: tightness })]))),
    });
  });

/** The least cost of all assignments of every task, one after the other; ∞ where none keeps the caps. */
function exhaustive({ tasks, caps }: AssignmentProblem): number {
  let best = Infinity;
  const visit = (task: number, cost: number, left: Readonly<Record<string, number>>): void => {
    if (Object.values(left).some((room) => room < 0)) return;
    const choices = tasks[task];
    if (choices === undefined) {
      best = Math.min(best, cost);
      return;
    }
    for (const choice of choices) {
      if (choice.cost === Infinity) continue;
      const rest = Object.entries(left).map(([pool, room]) => [pool, room - (choice.draws[pool] ?? 0)]);
      visit(task + 1, cost + choice.cost, Object.fromEntries(rest));
    }
  };
  visit(0, 0, caps);
  return best;
}

/** What the tasks draw with these options, of which each may stand for several choices: the least that it can be. */
function isWithin({ tasks, caps }: AssignmentProblem, options: readonly (string | undefined)[]): boolean {
  const fits = (task: number, left: Readonly<Record<string, number>>): boolean => {
    if (Object.values(left).some((room) => room < 0)) return false;
    if (task === tasks.length) return true;
    if (options[task] === undefined) return fits(task + 1, left);
    return (tasks[task] as readonly Choice[]).some(({ option, cost, draws }) => {
      if (option !== options[task] || cost === Infinity) return false;
      return fits(
        task + 1,
        Object.fromEntries(Object.entries(left).map(([pool, room]) => [pool, room - (draws[pool] ?? 0)])),
      );
    });
  };
  return fits(0, caps);
}

describe("batch assignment", () => {
  test("law U11: leaves no cap exceeded, whatever the problem", () => {
    const property = fc.property(problems, (problem) => {
      const { options, usage } = assign(problem);
      for (const [pool, cap] of Object.entries(problem.caps)) expect(usage[pool]).toBeLessThanOrEqual(cap);
      expect(isWithin(problem, options)).toBe(true);
    });
    fc.assert(property, runs);
  });

  test("law U12: is as cheap as the best of all assignments of a tiny problem, and places all tasks where that can be done", () => {
    const property = fc.property(problems, (problem) => {
      const least = exhaustive(problem);
      const { cost, bound, unassigned, isInfeasible } = assign(problem);
      expect(isInfeasible).toBe(least === Infinity);
      expect(unassigned.length > 0).toBe(least === Infinity);
      if (least === Infinity) return;
      expect(cost).toBeCloseTo(least, 9);
      expect(bound).toBeLessThanOrEqual(least + 1e-9 * (1 + Math.abs(least)));
    });
    fc.assert(property, runs);
  });

  test("is the same for the same problem", () => {
    const property = fc.property(problems, (problem) => {
      expect(assign(problem)).toEqual(assign(problem));
    });
    fc.assert(property, { ...runs, numRuns: 30 });
  });

  test("says of a task why it was left out", () => {
    const gpu = (draw: number): Choice => ({ option: "gpu", cost: 1, draws: { gpu: draw } });
    const closed = { ...gpu(1), cost: Infinity };
    const { options, unassigned, isInfeasible } = assign({
      tasks: [[gpu(2)], [gpu(2)], [gpu(9)], [closed]],
      caps: { gpu: 3 },
    });
    expect(isInfeasible).toBe(true);
    expect(options.filter((option) => option === "gpu")).toHaveLength(1);
    expect(unassigned.filter(({ reason }) => reason === "no-room")).toMatchObject([{ pools: ["gpu"] }]);
    expect(unassigned.slice(-2)).toEqual([
      { task: 2, reason: "no-option", pools: ["gpu"] },
      { task: 3, reason: "no-option", pools: [] },
    ]);
  });

  test("proves of a large problem that it has no solution", () => {
    const choices = [
      { option: "left", cost: 1, draws: { left: 1 } },
      { option: "right", cost: 2, draws: { right: 1 } },
    ];
    const tasks = Array.from({ length: 400 }, () => choices);
    const { unassigned, isInfeasible } = assign({ tasks, caps: { left: 100, right: 200 } });
    expect(isInfeasible).toBe(true);
    expect(unassigned).toHaveLength(100);
  });

  test("what is proven has no solution, not even a fractional one", () => {
    const property = fc.property(problems, (problem) => {
      const table = tabulate(problem);
      const weights = proveInfeasible(table);
      if (weights === undefined) return;
      expect(exhaustive(problem)).toBe(Infinity);
      // The proof, checked: at these weights even the smallest choices need more than there is.
      let need = 0;
      for (const [task, choices] of problem.tasks.entries()) {
        if (table.starts[task] === table.starts[task + 1]) continue;
        const sizes = choices
          .filter(
            ({ cost, draws }) =>
              cost < Infinity && table.pools.every((pool) => (draws[pool] ?? 0) <= (problem.caps[pool] ?? 0)),
          )
          .map(({ draws }) =>
            table.pools.reduce(
              (sum, pool, at) => sum + ((weights[at] ?? 0) * (draws[pool] ?? 0)) / (problem.caps[pool] || 1),
              0,
            ),
          );
        need += Math.min(...sizes);
      }
      expect(need).toBeGreaterThan(1);
    });
    fc.assert(property, runs);
  });

  test("what fits in parts and not as a whole is searched through, if the width allows", () => {
    const choices = ["left", "right"].map((option) => ({ option, cost: 1, draws: { [option]: 2 } }));
    const problem = { tasks: [choices, choices, choices], caps: { left: 3, right: 3 } };
    expect(assign(problem)).toMatchObject({ isInfeasible: true, unassigned: [{ reason: "no-room" }] });
    expect(assign(problem, { width: 1 })).toMatchObject({ isInfeasible: false, unassigned: [{ reason: "no-room" }] });
  });

  test("more tasks than arguments fit on the stack, one of which has no room", () => {
    const count = 130_000;
    const tasks = Array.from({ length: count }, () => [{ option: "a", cost: 1, draws: { gpu: 1 } }]);
    const found = assign({ tasks, caps: { gpu: count - 1 } }, { rounds: 1, reassignments: 0, width: 1 });
    expect(found.unassigned).toEqual([{ task: 0, reason: "no-room", pools: ["gpu"] }]);
    expect(found.usage).toEqual({ gpu: count - 1 });
  });

  test("who presses hardest on what is exceeded is left out", () => {
    const tasks = [2, 5, 4].map((gpu) => [{ option: "a", cost: 1, draws: { gpu } }]);
    expect(assign({ tasks, caps: { gpu: 6 } }).options).toEqual(["a", undefined, "a"]);
  });

  test("no tasks, no pools, and a cap of 0", () => {
    expect(assign({ tasks: [], caps: { gpu: 1 } })).toMatchObject({ options: [], cost: 0, isInfeasible: false });
    const free = { option: "free", cost: 2, draws: {} };
    expect(assign({ tasks: [[free, { ...free, cost: 1, option: "cheap" }]], caps: {} }).options).toEqual(["cheap"]);
    const drawing = { option: "gpu", cost: 0, draws: { gpu: 1 } };
    expect(assign({ tasks: [[free, drawing]], caps: { gpu: 0 } })).toMatchObject({
      options: ["free"],
      prices: { gpu: 0 },
    });
  });

  test("refuses what is no problem", () => {
    const one = (choice: Partial<Choice>): AssignmentProblem => {
      return { tasks: [[{ option: "a", cost: 1, draws: {}, ...choice }]], caps: { gpu: 1 } };
    };
    const misspelt = { tasks: [], caps: {}, pools: {} } as AssignmentProblem;
    expect(() => assign(misspelt)).toThrow("invalid-option: pools at problem; known are tasks, caps");
    expect(() => assign({ tasks: [], caps: {} }, { round: 1 } as object)).toThrow("invalid-option: round at options");
    expect(() => (assign as () => unknown)()).toThrow("invalid-option: undefined at tasks");
    expect(() => assign(one({ cost: NaN }))).toThrow("invalid-number: NaN at tasks[0][0].cost");
    expect(() => assign(one({ draws: { gpu: -1 } }))).toThrow("invalid-number: -1 at tasks[0][0].draws.gpu");
    expect(() => assign(one({ draws: { cpu: 1 } }))).toThrow("unknown-option: cpu at tasks[0][0].draws");
    expect(() => assign({ tasks: [], caps: { gpu: Infinity } })).toThrow("invalid-number: Infinity at caps.gpu");
  });
});
