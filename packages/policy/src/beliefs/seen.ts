import type { Evidence } from "./observation.ts";

/** The sums of one option at one address; the last two are evidence that was compacted, already in natural parameters. */
export const COUNT = 0;
export const SUM = 1;
export const SQUARES = 2;
export const PRECISION = 3;
export const SHIFT = 4;
export const SUMS = 5;

/** The names of the sums, in that order, as they stand in a tensor. */
export const SUM_NAMES: readonly ["count", "sum", "squares", "precision", "shift"] = [
  "count",
  "sum",
  "squares",
  "precision",
  "shift",
];

/** What was seen at one address, over all options: here, and by others who have told of it. */
export class Seen {
  here: Float64Array = new Float64Array(0);
  others: Float64Array = new Float64Array(0);
  /** The options whose sums stand in a tensor: once they are nothing, that has to be said there, too. */
  readonly saved: Set<number> = new Set();

  /** Makes room for an option; says where its sums begin. */
  room(option: number): number {
    const end = (option + 1) * SUMS;
    if (end > this.here.length) {
      const length = Math.max(end, this.here.length * 2);
      this.here = grown(this.here, length);
      this.others = grown(this.others, length);
    }
    return option * SUMS;
  }

  /** A sum of an option, from everyone. */
  total(option: number, sum: number): number {
    const at = option * SUMS + sum;
    return (this.here[at] ?? 0) + (this.others[at] ?? 0);
  }

  evidence(option: number): Evidence {
    return { count: this.total(option, COUNT), sum: this.total(option, SUM), squares: this.total(option, SQUARES) };
  }
}

function grown(numbers: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  result.set(numbers);
  return result;
}
