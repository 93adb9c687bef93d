import { checkNumber, checkPositive, checkWhole } from "../check-number.ts";
import { checkKeys } from "../check-options.ts";

/** A detector's memory as plain data. */
export interface CusumState {
  /** How many values it has seen of the reference, with their mean and the sum of their squared deviations. */
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
  readonly rise: number;
  readonly fall: number;
}

/** Takes of {@link Cusum}; lengths in standard deviations of the reference. */
export interface CusumOptions {
  /** So many values at the beginning are the reference: at least 2, by default 100. */
  readonly reference?: number | undefined;
  /** Changes of about this size and less are not looked for: 0.5 by default, for changes of 1 and more. */
  readonly allowance?: number | undefined;
  /** The alarm: 12 by default. A higher one is later, and rarer false. */
  readonly threshold?: number | undefined;
  /** The least that counts as a standard deviation, in the values' units, for references that are nearly constant. */
  readonly leastDeviation?: number | undefined;
  /** Of an earlier detector, as `toJSON` gave it. */
  readonly state?: CusumState | undefined;
}

/** What a detector of means says after a value. */
export type Drift = "none" | "rise" | "fall";

/** A single value counts for at most so many standard deviations: one outlier is no drift. */
const OUTLIER = 4;

/**
 * Whether a mean has moved away from where it was at the beginning: the sums S ← max(0, S ± z − allowance) of the
 * standardised values z, in both directions, and an alarm where one exceeds the threshold. After an alarm it says so until
 * `restart`. Page, Continuous inspection schemes (1954).
 *
 * @example
 * import { Cusum } from "@thalweg/policy/drift";
 * const latency = new Cusum({ reference: 4, threshold: 5 });
 * for (const each of [9, 10, 11, 10]) latency.observe(each);
 * console.log([14, 14].map((each) => latency.observe(each))); // [ 'none', 'rise' ]
 */
export class Cusum {
  readonly #reference: number;
  readonly #allowance: number;
  readonly #threshold: number;
  readonly #leastDeviation: number;
  #count: number;
  #mean: number;
  #squares: number;
  #rise: number;
  #fall: number;

  /** Throws `invalid-number`, `invalid-option`. */
  constructor(options: CusumOptions = {}) {
    const known = ["reference", "allowance", "threshold", "leastDeviation", "state"];
    const {
      reference = 100,
      allowance = 0.5,
      threshold = 12,
      leastDeviation = 1e-9,
      state,
    } = checkKeys(options, known, "options");
    checkKeys(state, ["count", "mean", "squares", "rise", "fall"], "state");
    this.#reference = checkWhole(reference, "reference", 2);
    // The reference's own mean is off by about 1/√n deviations, which must not add up to an alarm.
    this.#allowance = checkNumber(allowance, "allowance", 0) + 1 / Math.sqrt(reference);
    this.#threshold = checkPositive(threshold, "threshold");
    this.#leastDeviation = checkPositive(leastDeviation, "leastDeviation");
    this.#count = checkWhole(state?.count ?? 0, "state.count");
    this.#mean = checkNumber(state?.mean ?? 0, "state.mean");
    this.#squares = checkNumber(state?.squares ?? 0, "state.squares", 0);
    this.#rise = checkNumber(state?.rise ?? 0, "state.rise", 0);
    this.#fall = checkNumber(state?.fall ?? 0, "state.fall", 0);
  }

  /** Takes a value, and says whether the mean has moved. Throws `invalid-number` beyond ±1e140. */
  observe(value: number): Drift {
    checkNumber(value, "value", -1e140, 1e140);
    if (this.#count < this.#reference) {
      // Mean and squares in one pass: Welford (1962).
      const before = value - this.#mean;
      this.#count++;
      this.#mean += before / this.#count;
      this.#squares += before * (value - this.#mean);
      return "none";
    }
    if (this.drift !== "none") return this.drift;
    const deviation = Math.max(this.#leastDeviation, Math.sqrt(this.#squares / (this.#count - 1)));
    const z = Math.min(OUTLIER, Math.max(-OUTLIER, (value - this.#mean) / deviation));
    this.#rise = Math.max(0, this.#rise + z - this.#allowance);
    this.#fall = Math.max(0, this.#fall - z - this.#allowance);
    return this.drift;
  }

  /** What it said last. */
  get drift(): Drift {
    if (this.#rise > this.#threshold) return "rise";
    return this.#fall > this.#threshold ? "fall" : "none";
  }

  /** Forgets everything: what comes next is the new reference. */
  restart(): void {
    this.#count = this.#mean = this.#squares = this.#rise = this.#fall = 0;
  }

  /** What a detector that goes on from here needs. */
  toJSON(): CusumState {
    return { count: this.#count, mean: this.#mean, squares: this.#squares, rise: this.#rise, fall: this.#fall };
  }
}
