import { checkNumber, checkPositive } from "../check-number.ts";
import { checkKeys } from "../check-options.ts";
import { Clock, type ClockState } from "./clock.ts";

/** A bucket as plain data: how full it was, and when. */
export interface TokenBucketState extends Partial<ClockState> {
  readonly tokens: number;
}

/** Takes of {@link TokenBucket}. */
export interface TokenBucketOptions {
  /** The most tokens that it holds: the largest burst. It begins full. */
  readonly capacity: number;
  /** Tokens per second. */
  readonly rate: number;
  /** Of an earlier bucket, as `toJSON` gave it. */
  readonly state?: TokenBucketState | undefined;
}

/** Clocks that differ by less than this, in milliseconds, are never taken for one that was far ahead. */
const PATIENCE = 60_000;

/**
 * A limit on a rate that allows bursts: over any time it admits at most capacity + rate · time. A clock that runs
 * backwards earns nothing: time counts from the latest that was seen. One that was far ahead once, and goes on behind
 * that for a minute, or as long as it takes to fill the bucket where that is longer, is right from then on.
 *
 * The bucket as a meter of a rate: Turner, New directions in communications (1986).
 *
 * @example
 * import { TokenBucket } from "@thalweg/policy/budgets";
 * const bucket = new TokenBucket({ capacity: 2, rate: 1 });
 * console.log(bucket.take(2, 0), bucket.take(1, 500)); // true false
 * console.log(bucket.waitFor(1, 500)); // 500
 * console.log(bucket.take(1, 1000)); // true
 */
export class TokenBucket {
  readonly #capacity: number;
  readonly #rate: number;
  readonly #clock: Clock;
  #tokens: number;

  /** Throws `invalid-number`, `invalid-option`. */
  constructor(options: TokenBucketOptions) {
    const { capacity, rate, state } = checkKeys(options, ["capacity", "rate", "state"], "options");
    this.#capacity = checkPositive(capacity, "capacity");
    this.#rate = checkNumber(rate, "rate", 0);
    const { tokens = capacity, ...clock } = checkKeys(state, ["tokens", "at", "behind"], "state");
    this.#tokens = Math.min(capacity, checkNumber(tokens, "state.tokens", 0));
    this.#clock = new Clock(Math.max(PATIENCE, (capacity / rate) * 1000), clock);
  }

  /** Takes so many tokens, at least 0, if they are there; says whether they were. Throws `invalid-number`. */
  take(count: number, now: number): boolean {
    checkNumber(count, "count", 0);
    this.#refill(now);
    if (count > this.#tokens) return false;
    this.#tokens -= count;
    return true;
  }

  /** How many tokens are there. Throws `invalid-number`. */
  available(now: number): number {
    this.#refill(now);
    return this.#tokens;
  }

  /**
   * How many milliseconds from `now` on, if nobody takes any or looks meanwhile, until so many tokens are there: `take`
   * at `now` plus that succeeds. ∞ where that is never, as for more than the capacity. Throws `invalid-number`.
   */
  waitFor(count: number, now: number): number {
    checkNumber(count, "count", 0);
    this.#refill(now);
    if (count <= this.#tokens) return 0;
    if (count > this.#capacity || this.#rate === 0) return Infinity;
    // Where the latest time is ahead of this one, whichever is first: that it is reached, or that it is given up.
    const from = Math.min(this.#clock.at as number, this.#clock.heals ?? Infinity);
    let until = from + ((count - this.#tokens) / this.#rate) * 1000;
    // A time is a multiple of some step, and so many tokens are there by the next one.
    for (let step = stepAt(until); until < Infinity && this.#tokensAt(until - from) < count; step *= 2) until += step;
    let wait = until - now;
    while (wait < Infinity && now + wait < until) wait += stepAt(until);
    return wait;
  }

  /** What a bucket that goes on from here needs. */
  toJSON(): TokenBucketState {
    const { at, behind } = this.#clock.toJSON();
    return { tokens: this.#tokens, ...(at !== null && { at }), ...(behind && { behind }) };
  }

  #tokensAt(passed: number): number {
    return Math.min(this.#capacity, this.#tokens + (passed / 1000) * this.#rate);
  }

  #refill(now: number): void {
    const passed = this.#clock.tell(now);
    if (passed > 0) this.#tokens = this.#tokensAt(passed);
  }
}

/** How far a number is from the next one, about. */
const stepAt = (number: number): number =>
  Math.max(Number.MIN_VALUE, 2 ** (Math.floor(Math.log2(Math.abs(number))) - 52));
