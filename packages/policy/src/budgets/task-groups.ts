import type { ChoiceTable } from "./assignment-problem.ts";
import { pricedCost } from "./dual-ascent.ts";

/** Small groups of tasks, the same for the same problem, and for every task its choices that are cheapest with prices. */
export class TaskGroups {
  readonly lists: readonly (readonly number[])[];
  readonly #free: readonly number[];
  #seed = 1;

  constructor(table: ChoiceTable, prices: Float64Array, breadth: number) {
    const { starts } = table;
    this.lists = Array.from({ length: starts.length - 1 }, (_, task) => {
      const first = starts[task] as number;
      const choices = Array.from({ length: (starts[task + 1] as number) - first }, (_, at) => first + at);
      const priced = new Map(choices.map((choice) => [choice, pricedCost(table, choice, prices)]));
      return choices.sort((a, b) => (priced.get(a) as number) - (priced.get(b) as number) || a - b).slice(0, breadth);
    });
    // A task with one choice in reach has nothing to be assigned anew.
    this.#free = [...this.lists.keys()].filter((task) => (this.lists[task]?.length ?? 0) > 1);
  }

  /** The next group of at most `size` tasks; empty where no task has a choice. */
  next(size: number): readonly number[] {
    const group = new Set<number>();
    for (let drawn = 0; drawn < size && this.#free.length > 0; drawn++) {
      // The generator of Park and Miller (1988): exact in binary64.
      this.#seed = (this.#seed * 48271) % 2147483647;
      group.add(this.#free[this.#seed % this.#free.length] as number);
    }
    return [...group];
  }
}
