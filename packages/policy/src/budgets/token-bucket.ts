import { checkNumber, checkPositive } from "../check-number.ts";

/** A bucket as plain data: how full it was, and when. */
export interface TokenBucketState {
  readonly tokens: number;
  /** The latest time seen, in milliseconds; absent before the first. */
  readonly at?: number | undefined;
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

/**
 * A limit on a rate that allows bursts: over any time it admits at most capacity + rate · time. A clock that runs
 * backwards earns nothing: time counts from the latest that was seen.
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
  #tokens: number;
  #at: number | undefined;

  /** Throws `invalid-number`. */
  constructor({ capacity, rate, state }: TokenBucketOptions) {
    this.#capacity = checkPositive(capacity, "capacity");
    this.#rate = checkNumber(rate, "rate", 0);
    this.#tokens = state === undefined ? capacity : Math.min(capacity, checkNumber(state.tokens, "state.tokens", 0));
    this.#at = state?.at === undefined ? undefined : checkNumber(state.at, "state.at");
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
   * How many milliseconds from `now` on, if nobody takes any, until so many tokens are there: ∞ where that is never, as
   * for more than the capacity. Throws `invalid-number`.
   */
  waitFor(count: number, now: number): number {
    checkNumber(count, "count", 0);
    this.#refill(now);
    const missing = count - this.#tokens;
    if (missing <= 0) return 0;
    if (count > this.#capacity || this.#rate === 0) return Infinity;
    return Math.max(0, (this.#at ?? now) - now) + (missing / this.#rate) * 1000;
  }

  /** What a bucket that goes on from here needs. */
  toJSON(): TokenBucketState {
    return { tokens: this.#tokens, ...(this.#at !== undefined && { at: this.#at }) };
  }

  #refill(now: number): void {
    checkNumber(now, "now");
    const elapsed = now - (this.#at ?? now);
    if (elapsed > 0) this.#tokens = Math.min(this.#capacity, this.#tokens + (elapsed / 1000) * this.#rate);
    if (this.#at === undefined || elapsed > 0) this.#at = now;
  }
}
