import { checkNumber, checkPositive, checkWhole } from "../check-number.ts";
import { checkKeys, checkList } from "../check-options.ts";
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
  constructor(options: readonly string[], given: { readonly least?: number } = {}) {
    const { least = 0 } = checkKeys(given, ["least"], "options");
    if (checkList(options, "options").length === 0) throw new PolicyError("no-options", "none", "options");
    checkNumber(least, "least", 0, 1 / options.length);
    this.#options = [...options];
    this.#behind = new Float64Array(options.length);
    this.#least = least;
  }

  /** The options for so many tasks. Shares are of 1, or in proportion. Throws `invalid-number`, `invalid-option`. */
  next(shares: ArrayLike<number>, tasks: number): readonly string[] {
    if (checkList(shares, "shares").length !== this.#options.length) {
      throw new PolicyError("invalid-option", shares.length, "shares.length", "give as many as there are options");
    }
    let sum = 0;
    for (let i = 0; i < this.#options.length; i++) sum += checkNumber(shares[i], `shares[${i}]`, 0);
    checkPositive(sum, "shares");
    checkWhole(tasks, "tasks");
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
