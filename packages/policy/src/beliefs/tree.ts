import type { Seen } from "./seen.ts";

/**
 * What pools the levels: `θ_root ~ N(μ, r_root)`, `θ_child = θ_parent + δ`, `δ ~ N(0, r_child)`, for each option a tree of its
 * own. On a tree the posterior is exact by passing Gaussian messages, in natural parameters: a precision and a *shift*,
 * which is precision × mean (Pearl, 1988; Weiss and Freeman, 2001).
 */
export interface Natural {
  readonly precision: number;
  readonly shift: number;
}

/**
 * Per option: what was seen here, and what the children say, with what rounding has left out of that so far; and whether it
 * was ever met.
 */
const [OWN_PRECISION, OWN_SHIFT, BELOW_PRECISION, BELOW_SHIFT, LEFT_PRECISION, LEFT_SHIFT, MET, WIDTH] = [
  0, 1, 2, 3, 4, 5, 6, 7,
];

/** Most addresses have no children, and there are many of them. */
const NONE: ReadonlySet<never> = new Set();

/** One address, over all options. */
export class PoolNode {
  /** The name of the address. */
  readonly instance: string;
  readonly parent: PoolNode | undefined;
  /** The variance of this address around its parent; of no use at the root. */
  readonly variance: number;
  children: ReadonlySet<PoolNode> = NONE;
  /** The options of which anything was ever said here, or below. */
  readonly met: number[] = [];
  /** What the numbers were made of. */
  seen: Seen | undefined;
  numbers: Float64Array = new Float64Array(0);

  constructor(instance: string, parent: PoolNode | undefined, variance: number) {
    this.instance = instance;
    this.parent = parent;
    this.variance = variance;
    if (parent !== undefined) parent.#adopt(this);
  }

  #adopt(child: PoolNode): void {
    if (this.children === NONE) this.children = new Set();
    (this.children as Set<PoolNode>).add(child);
  }

  /** Gives a child up, which has told nothing, or after which it has to {@link gather}. */
  leave(child: PoolNode): void {
    (this.children as Set<PoolNode>).delete(child);
  }

  /** What was seen here of an option. */
  own(option: number): Natural {
    return this.#natural(option, OWN_PRECISION);
  }

  /** What the children say of an option. */
  below(option: number): Natural {
    return this.#natural(option, BELOW_PRECISION);
  }

  #natural(option: number, from: number): Natural {
    const at = option * WIDTH + from;
    return { precision: this.numbers[at] ?? 0, shift: this.numbers[at + 1] ?? 0 };
  }

  /** Whether anything was seen of an option, here or below. */
  isTouched(option: number): boolean {
    const at = option * WIDTH;
    return (this.numbers[at + OWN_PRECISION] ?? 0) > 0 || (this.numbers[at + BELOW_PRECISION] ?? 0) > 0;
  }

  /** What this address says of an option to its parent. */
  message(option: number): Natural {
    const at = option * WIDTH;
    const { numbers, variance } = this;
    if (at < 0 || at >= numbers.length) return NOTHING;
    const precision = (numbers[at + OWN_PRECISION] as number) + (numbers[at + BELOW_PRECISION] as number);
    const shift = (numbers[at + OWN_SHIFT] as number) + (numbers[at + BELOW_SHIFT] as number);
    return through(precision, shift, variance);
  }

  /** Sets what was seen here, and tells the ancestors. */
  see(option: number, precision: number, shift: number): void {
    const at = this.#room(option);
    const before = this.message(option);
    this.numbers[at + OWN_PRECISION] = precision;
    this.numbers[at + OWN_SHIFT] = shift;
    this.#tell(option, before);
  }

  /** Sets what was seen here without telling anyone: the ancestors have to {@link gather}. */
  set(option: number, precision: number, shift: number): void {
    const at = this.#room(option);
    this.numbers[at + OWN_PRECISION] = precision;
    this.numbers[at + OWN_SHIFT] = shift;
  }

  /** Adds up anew what the children say. */
  gather(): void {
    for (const option of this.met) {
      this.numbers.fill(0, option * WIDTH + BELOW_PRECISION, option * WIDTH + LEFT_SHIFT + 1);
    }
    for (const child of this.children) {
      for (const option of child.met) {
        const { precision, shift } = child.message(option);
        if (!(precision > 0)) continue;
        const at = this.#room(option);
        add(this.numbers, at + BELOW_PRECISION, at + LEFT_PRECISION, precision);
        add(this.numbers, at + BELOW_SHIFT, at + LEFT_SHIFT, shift);
      }
    }
  }

  #tell(option: number, before: Natural): void {
    const { parent } = this;
    if (parent === undefined) return;
    const { precision, shift } = this.message(option);
    const above = parent.message(option);
    parent.#hear(option, precision, shift, before);
    parent.#tell(option, above);
  }

  #hear(option: number, precision: number, shift: number, before: Natural): void {
    const at = this.#room(option);
    const { numbers } = this;
    add(numbers, at + BELOW_PRECISION, at + LEFT_PRECISION, precision);
    add(numbers, at + BELOW_PRECISION, at + LEFT_PRECISION, -before.precision);
    add(numbers, at + BELOW_SHIFT, at + LEFT_SHIFT, shift);
    add(numbers, at + BELOW_SHIFT, at + LEFT_SHIFT, -before.shift);
    // What rounding leaves of nothing is nothing, and a precision is never negative.
    if ((numbers[at + BELOW_PRECISION] as number) <= 0) numbers.fill(0, at + BELOW_PRECISION, at + LEFT_SHIFT + 1);
  }

  #room(option: number): number {
    const end = (option + 1) * WIDTH;
    if (end > this.numbers.length) {
      const numbers = new Float64Array(Math.max(end, this.numbers.length * 2));
      numbers.set(this.numbers);
      this.numbers = numbers;
    }
    const at = option * WIDTH;
    if (this.numbers[at + MET] === 0) {
      this.numbers[at + MET] = 1;
      this.met.push(option);
    }
    return at;
  }
}

const NOTHING: Natural = { precision: 0, shift: 0 };

/** What is known of a quantity, as knowledge of another that differs from it by a variance. */
export function through(precision: number, shift: number, variance: number): Natural {
  const share = 1 / (1 + variance * precision);
  return { precision: precision * share, shift: shift * share };
}

/** Adds to a sum of two numbers, the second of which rounding has left out of the first (Knuth, 1969): no order counts. */
function add(numbers: Float64Array, high: number, low: number, number: number): void {
  const before = numbers[high] as number;
  const sum = before + number;
  const added = sum - before;
  const lost = before - (sum - added) + (number - added) + (numbers[low] as number);
  const after = sum + lost;
  numbers[high] = after;
  numbers[low] = lost - (after - sum);
}

/** What is known of an option at an address, from everywhere; `prior` is what is known of it at the root beforehand. */
export function posteriorOf(node: PoolNode, option: number, prior: Natural): Natural {
  const above = fromAbove(node, option, prior);
  const own = node.own(option);
  const below = node.below(option);
  return { precision: above.precision + own.precision + below.precision, shift: above.shift + own.shift + below.shift };
}

/** What is known of an option at an address from everywhere but itself and its descendants. */
function fromAbove(node: PoolNode, option: number, prior: Natural): Natural {
  const { parent, variance } = node;
  if (parent === undefined) return prior;
  const above = fromAbove(parent, option, prior);
  const own = parent.own(option);
  const below = parent.below(option);
  const itself = node.message(option);
  // Without what it said itself; what the others said is no less than nothing.
  const others = Math.max(0, below.precision - itself.precision);
  const precision = above.precision + own.precision + others;
  const shift = above.shift + own.shift + (others > 0 ? below.shift - itself.shift : 0);
  return through(precision, shift, variance);
}
