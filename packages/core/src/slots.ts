import { Names } from "./names.ts";

/** The shared option slot `""` has this number in every tensor. */
export const SHARED = 0;

/**
 * The (option, dimension) pairs that have cells, numbered: a cell names its pair by one integer, its *slot*. A pair
 * that lost its last cell keeps its number for a while, in case it comes back, and is given up in a {@link sweep}.
 */
export class Slots {
  readonly options: Names = new Names();
  readonly dimensions: Names = new Names();
  /** By slot. `uses` counts its cells, over all slices and both layers; −1: no pair has this number. */
  readonly option: number[] = [];
  readonly dimension: number[] = [];
  readonly uses: number[] = [];
  /** Changes whenever numbers were given up: what remembers slots, options or dimensions by number has to forget them. */
  epoch = 0;
  #idle = 0;
  /** Option, dimension → slot. */
  readonly #byPair: number[][] = [];
  readonly #free: number[] = [];

  constructor() {
    this.options.add("");
  }

  /** The slot of a pair, or −1; either number may be −1. */
  find(option: number, dimension: number): number {
    return this.#byPair[option]?.[dimension] ?? -1;
  }

  /** The slot of a pair of names, numbered now if it is new; its cells are counted by {@link use}. */
  add(optionName: string, dimensionName: string): number {
    const option = this.options.add(optionName);
    const dimension = this.dimensions.add(dimensionName);
    let slot = this.find(option, dimension);
    if (slot < 0) {
      slot = this.#free.pop() ?? this.uses.length;
      this.option[slot] = option;
      this.dimension[slot] = dimension;
      this.uses[slot] = 0;
      this.#idle++;
      this.#byPair[option] ??= [];
      (this.#byPair[option] as number[])[dimension] = slot;
    }
    return slot;
  }

  /** One cell more (`by` 1) or less (−1) stands on `slot`. */
  use(slot: number, by: 1 | -1): void {
    if (this.uses[slot] === 0) this.#idle--;
    this.uses[slot] = (this.uses[slot] as number) + by;
    if (this.uses[slot] === 0) this.#idle++;
  }

  /** The names that have cells: of `axis`, one of the two above, by the numbers that `bySlot` has. */
  named(axis: Names, bySlot: readonly number[]): string[] {
    const used = bySlot.filter((_, slot) => (this.uses[slot] as number) > 0);
    return [...new Set(used)].map((id) => axis.names[id] as string);
  }

  /** Gives up idle slots, and names that no slot bears any more, once they are many. */
  sweep(): void {
    if (this.#idle < 64 || this.#idle * 3 < this.uses.length) return;
    const options = new Set(this.named(this.options, this.option));
    const dimensions = new Set(this.named(this.dimensions, this.dimension));
    // From the end, so that the lowest are given out first, and new cells stand in the order in which they come.
    for (let slot = this.uses.length - 1; slot >= 0; slot--) {
      if (this.uses[slot] !== 0) continue;
      this.uses[slot] = -1;
      this.#free.push(slot);
      delete this.#byPair[this.option[slot] as number]?.[this.dimension[slot] as number];
    }
    for (const name of this.options.ids.keys()) if (name && !options.has(name)) this.options.remove(name);
    for (const name of this.dimensions.ids.keys()) if (!dimensions.has(name)) this.dimensions.remove(name);
    this.#idle = 0;
    this.epoch++;
  }
}
