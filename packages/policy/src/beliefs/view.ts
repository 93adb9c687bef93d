import type { Belief } from "./belief.ts";

/** What a view asks of the address that it is of, by the number of an option. */
export interface Viewed {
  belief(option: number): Belief;
  /** Whether anything was seen there or below. */
  isTouched(option: number): boolean;
}

/** What is believed of all options at one address, kept, and brought up to date where it has changed. */
export class BeliefView {
  /** By option, in the order of {@link Beliefs.options}. */
  means: Float64Array = new Float64Array(0);
  deviations: Float64Array = new Float64Array(0);
  readonly #stamps: readonly number[];
  readonly #options: readonly string[];
  readonly #viewed: Viewed;
  /** By option: the stamp of what is kept; −1 where nothing is. */
  #kept: Float64Array = new Float64Array(0);

  /** Made by {@link Beliefs.view}. */
  constructor(stamps: readonly number[], options: readonly string[], viewed: Viewed) {
    this.#stamps = stamps;
    this.#options = options;
    this.#viewed = viewed;
  }

  /** Whether anything was seen of an option there or below. */
  isTouched(option: number): boolean {
    return this.#viewed.isTouched(option);
  }

  /** Lets the next refresh call back with every option. */
  forget(): void {
    this.#kept.fill(-1);
  }

  /** Brings it up to date; calls back with each option that is not what it was. */
  refresh(changed: (option: number) => void): void {
    const { length } = this.#options;
    if (this.#kept.length < length) this.#grow(length);
    for (let option = 0; option < length; option++) {
      const stamp = this.#stamps[option] ?? 0;
      if (this.#kept[option] === stamp) continue;
      this.#kept[option] = stamp;
      const { mean, deviation } = this.#viewed.belief(option);
      this.means[option] = mean;
      this.deviations[option] = deviation;
      changed(option);
    }
  }

  #grow(length: number): void {
    const grown = (numbers: Float64Array, fill: number): Float64Array => {
      const result = new Float64Array(length * 2).fill(fill);
      result.set(numbers);
      return result;
    };
    this.means = grown(this.means, 0);
    this.deviations = grown(this.deviations, 0);
    this.#kept = grown(this.#kept, -1);
  }
}
