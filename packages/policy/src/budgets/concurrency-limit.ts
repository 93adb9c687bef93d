import { checkPositive, checkWhole } from "../check-number.ts";
import { checkKeys } from "../check-options.ts";
import { Clock, type ClockState } from "./clock.ts";
import { checkStamped } from "./stamped.ts";

/** A limit as plain data: who is inside, and until when. */
export interface ConcurrencyState extends ClockState {
  readonly next: number;
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
 * A clock that runs backwards lets nobody out, and nobody in again; one that was far ahead once, and goes on behind that for
 * an `expiry`, is right from then on.
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
  readonly #clock: Clock;
  readonly #inside: Map<number, number>;
  #next: number;

  /** Throws `invalid-number`, `invalid-option`. */
  constructor(options: ConcurrencyLimitOptions) {
    const { limit, expiry, state } = checkKeys(options, ["limit", "expiry", "state"], "options");
    this.#limit = checkWhole(limit, "limit");
    this.#expiry = checkPositive(expiry, "expiry");
    const { next = 0, inside = [], ...clock } = checkKeys(state, ["next", "at", "behind", "inside"], "state");
    this.#clock = new Clock(this.#expiry, clock);
    this.#next = checkWhole(next, "state.next");
    this.#inside = new Map(checkStamped(inside, "state.inside", this.#next, this.#clock.at));
  }

  /** Comes in, if there is room: a ticket to leave with, or nothing. Throws `invalid-number`. */
  enter(now: number): number | undefined {
    if (this.inside(now) >= this.#limit) return undefined;
    const ticket = this.#next++;
    this.#inside.set(ticket, this.#clock.at as number);
    return ticket;
  }

  /** Leaves; says whether the ticket was still good. One that was used, or has expired, changes nothing. */
  leave(ticket: number): boolean {
    return this.#inside.delete(ticket);
  }

  /** How many are inside. Throws `invalid-number`. */
  inside(now: number): number {
    const { last = now } = this.#clock;
    this.#clock.tell(now);
    const at = this.#clock.at as number;
    for (const [ticket, stamp] of this.#inside) {
      // Who came in by a clock that was ahead came in by the reading before this one at the latest.
      const since = stamp > at ? last : stamp;
      if (at - since >= this.#expiry) this.#inside.delete(ticket);
      else if (since < stamp) this.#inside.set(ticket, since);
    }
    return this.#inside.size;
  }

  /** What a limit that goes on from here needs. */
  toJSON(): ConcurrencyState {
    return { ...this.#clock.toJSON(), next: this.#next, inside: [...this.#inside] };
  }
}
