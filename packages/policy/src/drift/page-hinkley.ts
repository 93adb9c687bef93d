import { checkNumber, checkPositive, checkWhole } from "../check-number.ts";
import { checkKeys } from "../check-options.ts";
import type { Drift } from "./cusum.ts";

/** A detector's memory as plain data. */
export interface PageHinkleyState {
  readonly count: number;
  readonly mean: number;
  readonly rise: number;
  readonly fall: number;
}

/** Takes of {@link PageHinkley}; lengths in the units of the values. */
export interface PageHinkleyOptions {
  /** Changes of about this size and less are not looked for. */
  readonly allowance: number;
  /** The alarm. A higher one is later, and rarer false. */
  readonly threshold: number;
  /** No alarm before so many values: 30 by default. */
  readonly minimum?: number | undefined;
  /** Of an earlier detector, as `toJSON` gave it. */
  readonly state?: PageHinkleyState | undefined;
}

/**
 * Whether a mean has moved away from the mean of everything so far: the sums of what lies above (below) it by more than
 * the allowance, counted from their lowest point, and an alarm where one exceeds the threshold. It needs no reference, but
 * you have to know the size of what matters; after an alarm it says so until `restart`. Page (1954); Hinkley, Inference
 * about the change-point from cumulative sum tests (1971).
 *
 * @example
 * import { PageHinkley } from "@thalweg/policy/drift";
 * const accuracy = new PageHinkley({ allowance: 0.05, threshold: 2 });
 * for (let i = 0; i < 50; i++) accuracy.observe(1);
 * console.log([0, 0, 0].map((right) => accuracy.observe(right))); // [ 'none', 'none', 'fall' ]
 */
export class PageHinkley {
  readonly #allowance: number;
  readonly #threshold: number;
  readonly #minimum: number;
  #count: number;
  #mean: number;
  #rise: number;
  #fall: number;

  /** Throws `invalid-number`, `invalid-option`. */
  constructor(options: PageHinkleyOptions) {
    const known = ["allowance", "threshold", "minimum", "state"];
    const { allowance, threshold, minimum = 30, state } = checkKeys(options, known, "options");
    checkKeys(state, ["count", "mean", "rise", "fall"], "state");
    this.#allowance = checkNumber(allowance, "allowance", 0);
    this.#threshold = checkPositive(threshold, "threshold");
    this.#minimum = checkWhole(minimum, "minimum", 1);
    this.#count = checkWhole(state?.count ?? 0, "state.count");
    this.#mean = checkNumber(state?.mean ?? 0, "state.mean");
    this.#rise = checkNumber(state?.rise ?? 0, "state.rise", 0);
    this.#fall = checkNumber(state?.fall ?? 0, "state.fall", 0);
  }

  /** Takes a value, and says whether the mean has moved. Throws `invalid-number` beyond ±1e140. */
  observe(value: number): Drift {
    checkNumber(value, "value", -1e140, 1e140);
    if (this.drift !== "none") return this.drift;
    this.#count++;
    this.#mean += (value - this.#mean) / this.#count;
    // Σ d − min Σ d, step by step.
    this.#rise = Math.max(0, this.#rise + (value - this.#mean) - this.#allowance);
    this.#fall = Math.max(0, this.#fall - (value - this.#mean) - this.#allowance);
    return this.drift;
  }

  /** What it said last. */
  get drift(): Drift {
    if (this.#count < this.#minimum) return "none";
    if (this.#rise > this.#threshold) return "rise";
    return this.#fall > this.#threshold ? "fall" : "none";
  }

  /** Forgets everything. */
  restart(): void {
    this.#count = this.#mean = this.#rise = this.#fall = 0;
  }

  /** What a detector that goes on from here needs. */
  toJSON(): PageHinkleyState {
    return { count: this.#count, mean: this.#mean, rise: this.#rise, fall: this.#fall };
  }
}
