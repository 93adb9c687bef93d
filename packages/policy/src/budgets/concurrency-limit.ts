import { checkNumber, checkPositive, checkWhole } from "../check-number.ts";

/** A limit as plain data: who is inside, and until when. */
export interface ConcurrencyState {
  readonly next: number;
  /** The latest time seen, in milliseconds. */
  readonly at: number | null;
  /** The tickets, oldest first, each with the time at which it came in. */
  readonly inside: readonly (readonly [ticket: number, since: number])[];
}

/** Takes of {@link ConcurrencyLimit}. */
export interface ConcurrencyLimitOptions {
  /** How many may be inside at once: a whole number. */
  readonly limit: number;
  /** Milliseconds after which somebody who never left is taken for gone. */
  readonly expiry: number;
  /** Of an earlier limit, as `toJSON` gave it. */
  readonly state?: ConcurrencyState | undefined;
}

/**
 * At most so many at once. Whoever comes in gets a ticket and leaves with it; who crashes inside is out after `expiry`.
 * A clock that runs backwards lets nobody out, and nobody in again.
 *
 * @example
 * import { ConcurrencyLimit } from "@thalweg/policy/budgets";
 * const limit = new ConcurrencyLimit({ limit: 1, expiry: 30_000 });
 * const ticket = limit.enter(0);
 * console.log(limit.enter(1)); // undefined
 * if (ticket !== undefined) limit.leave(ticket);
 * console.log(limit.enter(2)); // 1
 */
export class ConcurrencyLimit {
  readonly #limit: number;
  readonly #expiry: number;
  readonly #inside: Map<number, number>;
  #next: number;
  #at: number;

  /** Throws `invalid-number`. */
  constructor({ limit, expiry, state }: ConcurrencyLimitOptions) {
    this.#limit = checkWhole(limit, "limit");
    this.#expiry = checkPositive(expiry, "expiry");
    this.#inside = new Map(state?.inside);
    this.#next = checkWhole(state?.next ?? 0, "state.next");
    this.#at = state?.at == null ? -Infinity : checkNumber(state.at, "state.at");
  }

  /** Comes in, if there is room: a ticket to leave with, or nothing. Throws `invalid-number`. */
  enter(now: number): number | undefined {
    if (this.inside(now) >= this.#limit) return undefined;
    const ticket = this.#next++;
    this.#inside.set(ticket, this.#at);
    return ticket;
  }

  /** Leaves; says whether the ticket was still good. One that was used, or has expired, changes nothing. */
  leave(ticket: number): boolean {
    return this.#inside.delete(ticket);
  }

  /** How many are inside. Throws `invalid-number`. */
  inside(now: number): number {
    this.#at = Math.max(this.#at, checkNumber(now, "now"));
    for (const [ticket, since] of this.#inside) {
      // The oldest stand first, and time never runs backwards here.
      if (this.#at - since < this.#expiry) break;
      this.#inside.delete(ticket);
    }
    return this.#inside.size;
  }

  /** What a limit that goes on from here needs. */
  toJSON(): ConcurrencyState {
    return { next: this.#next, at: this.#at === -Infinity ? null : this.#at, inside: [...this.#inside] };
  }
}
