import { PolicyError } from "../errors.ts";

/**
 * Deals out a batch of tasks by shares, so that no option waits for chance: each gets what it is behind by, the furthest
 * behind first (the stride of Waldspurger and Weihl, 1995). After any number of tasks an option is less than the number of
 * options behind the sum of its shares.
 *
 * @example
 * import { BatchExplorer } from "@thalweg/policy/exploration";
 * const explorer = new BatchExplorer(["a", "b"]);
 * console.log(explorer.next([0.75, 0.25], 8).join("")); // aabaaaba
 */
export class BatchExplorer {
  readonly #options: readonly string[];
  readonly #behind: Float64Array;
  readonly #least: number;

  /** With `least`, every option has at least this share, however small the one that it is given. */
  constructor(options: readonly string[], { least = 0 }: { readonly least?: number } = {}) {
    if (options.length === 0) throw new PolicyError("no-options", "none", "options");
    if (!(least >= 0 && least * options.length <= 1)) throw new PolicyError("invalid-number", least, "least");
    this.#options = [...options];
    this.#behind = new Float64Array(options.length);
    this.#least = least;
  }

  /** The options for so many tasks. Shares are of 1, or in proportion. Throws `invalid-number`. */
  next(shares: ArrayLike<number>, tasks: number): readonly string[] {
    let sum = 0;
    for (let i = 0; i < this.#options.length; i++) {
      if (!((shares[i] as number) >= 0)) throw new PolicyError("invalid-number", shares[i], `shares[${i}]`);
      sum += shares[i] as number;
    }
    if (!(sum > 0 && sum < Infinity)) throw new PolicyError("invalid-number", sum, "shares");
    if (!(Number.isInteger(tasks) && tasks >= 0)) throw new PolicyError("invalid-number", tasks, "tasks");
    const rest = 1 - this.#least * this.#options.length;
    return Array.from({ length: tasks }, () => {
      let furthest = 0;
      for (let i = 0; i < this.#options.length; i++) {
        this.#behind[i] = (this.#behind[i] as number) + this.#least + (rest * (shares[i] as number)) / sum;
        if ((this.#behind[i] as number) > (this.#behind[furthest] as number)) furthest = i;
      }
      this.#behind[furthest] = (this.#behind[furthest] as number) - 1;
      return this.#options[furthest] as string;
    });
  }
}
