import { type Field, LATEST } from "./field.ts";
import type { PoolNode } from "./tree.ts";

/** What is believed of all options at one address, kept, and brought up to date where it has changed. */
export class BeliefView {
  /** By option, in the order of {@link Beliefs.options}. */
  means: Float64Array = new Float64Array(0);
  deviations: Float64Array = new Float64Array(0);
  readonly #field: Field;
  readonly #options: readonly string[];
  readonly #path: readonly string[];
  readonly #instance: string;
  /** The change that it is up to date with; −1 where it has to look at every option. */
  #clock = -1;
  #known = 0;

  /** Made by {@link Beliefs.view}. */
  constructor(field: Field, options: readonly string[], path: readonly string[], instance: string) {
    this.#field = field;
    this.#options = options;
    this.#path = path;
    this.#instance = instance;
  }

  /** Whether anything was seen of an option there or below. */
  isTouched(option: number): boolean {
    const node: PoolNode | undefined = this.#field.nodes.get(this.#instance);
    return node?.isTouched(option) ?? false;
  }

  /** Lets the next refresh call back with every option. */
  forget(): void {
    this.#clock = -1;
  }

  /** Brings it up to date; calls back with each option that may not be what it was. */
  refresh(changed: (option: number) => void): void {
    const { clock, latest } = this.#field;
    const { length } = this.#options;
    if (this.means.length < length) this.#grow(length);
    if (this.#clock < 0 || clock - this.#clock >= LATEST) {
      for (let option = 0; option < length; option++) this.#look(option, changed);
    } else {
      for (let at = this.#clock + 1; at <= clock; at++) {
        const option = latest[at % LATEST] as number;
        if (option < this.#known) this.#look(option, changed);
      }
      for (let option = this.#known; option < length; option++) this.#look(option, changed);
    }
    this.#clock = clock;
    this.#known = length;
  }

  #look(option: number, changed: (option: number) => void): void {
    const { mean, deviation } = this.#field.belief(this.#path, option, this.#instance);
    this.means[option] = mean;
    this.deviations[option] = deviation;
    changed(option);
  }

  #grow(length: number): void {
    const grown = (numbers: Float64Array): Float64Array => {
      const result = new Float64Array(length * 2);
      result.set(numbers);
      return result;
    };
    this.means = grown(this.means);
    this.deviations = grown(this.deviations);
  }
}
