import { checkPositive, checkWhole } from "../check-number.ts";
import { checkKeys, checkList, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import { Clock, type ClockState } from "./clock.ts";
import { capToGrains, fromGrains, toGrains } from "./grains.ts";
import { checkStamped } from "./stamped.ts";

/** A ledger as plain data. Amounts are whole grains of a millionth of a unit. */
export interface ReservationsState extends ClockState {
  readonly next: number;
  readonly spent: number;
  /** Oldest first. */
  readonly held: readonly { readonly id: number; readonly grains: number; readonly since: number }[];
}

/** Takes of {@link Reservations}. */
export interface ReservationsOptions {
  /** What may be spent and reserved together in one window, in the pool's units. */
  readonly cap: number;
  /**
   * Milliseconds; windows are fixed and begin at the multiples of it: what is spent at the end of one and at the
   * beginning of the next may come to twice the cap within a moment.
   */
  readonly window: number;
  /** Milliseconds after which a reservation that was neither committed nor refunded is free again. */
  readonly expiry: number;
  /** Of an earlier ledger, as `toJSON` gave it. */
  readonly state?: ReservationsState | undefined;
}

/**
 * Reserve → commit → refund: before a call its largest cost is set aside, afterwards what it did cost is booked. At all
 * times spent + reserved ≤ cap, however many calls begin at once; only a commit above its reservation, or a `spend`
 * without one, books more, for it tells what has been spent already, and then nothing can be reserved until there is
 * room again.
 *
 * Amounts are counted in whole millionths, rounded up, and caps down, so that no sum is off by a rounding error. A
 * reservation that is held when a window ends counts in the next one. A clock that runs backwards opens no window again
 * and revives nothing; one that was far ahead once, and goes on behind that for an `expiry`, is right from then on, and
 * what was spent meanwhile counts until its next window.
 *
 * @example
 * import { Reservations } from "@thalweg/policy/budgets";
 * const ledger = new Reservations({ cap: 1, window: 3_600_000, expiry: 60_000 });
 * const id = ledger.reserve(0.8, 0);
 * console.log(ledger.available(0)); // 0.2
 * ledger.commit(id, 0.5, 10);
 * console.log(ledger.available(10)); // 0.5
 */
export class Reservations {
  readonly #window: number;
  readonly #expiry: number;
  readonly #clock: Clock;
  readonly #held: Map<number, { readonly grains: number; readonly since: number }>;
  #cap: number;
  #next: number;
  #spent: number;
  #reserved = 0;

  /** Throws `invalid-number`, `invalid-option`. */
  constructor(options: ReservationsOptions) {
    const { cap, window, expiry, state } = checkKeys(options, ["cap", "window", "expiry", "state"], "options");
    this.#cap = capToGrains(cap, "cap");
    this.#window = checkPositive(window, "window");
    this.#expiry = checkPositive(expiry, "expiry");
    const known = ["next", "at", "behind", "spent", "held"];
    const { next = 0, spent = 0, held = [], ...clock } = checkKeys(state, known, "state");
    this.#clock = new Clock(this.#expiry, clock);
    this.#next = checkWhole(next, "state.next");
    this.#spent = checkWhole(spent, "state.spent");
    for (const [i, each] of checkList(held, "state.held").entries()) checkObject(each, `state.held[${i}]`);
    const stamps = held.map(({ id, since }) => [id, since] as const);
    checkStamped(stamps, "state.held", this.#next, this.#clock.at);
    this.#held = new Map(held.map(({ id, grains, since }) => [id, { grains, since }]));
    for (const { grains } of this.#held.values()) {
      this.#reserved = checkWhole(this.#reserved + checkWhole(grains, "state.held.grains"), "state.held");
    }
  }

  /**
   * Sets an amount aside, at least 0; returns the reservation's number. Throws `overdrawn` where the cap would be
   * exceeded, `invalid-number`.
   */
  reserve(amount: number, now: number): number {
    const grains = toGrains(amount, "amount");
    this.#passTo(now);
    if (grains > this.#cap - this.#spent - this.#reserved) throw new PolicyError("overdrawn", amount, "amount");
    const id = this.#next++;
    this.#held.set(id, { grains, since: this.#clock.at as number });
    this.#reserved += grains;
    return id;
  }

  /**
   * Books what a reserved call did cost, and frees the rest; returns by how much it is above the reservation, which is
   * booked as well. Throws `unknown-reservation` for one that was settled before or has expired (if money went out after
   * all, `spend` books it), `invalid-number`.
   */
  commit(id: number, actual: number, now: number): number {
    const grains = toGrains(actual, "actual");
    this.#passTo(now);
    const reserved = this.#held.get(id)?.grains;
    if (reserved === undefined) throw new PolicyError("unknown-reservation", id, "id");
    this.#release(id, reserved);
    this.#book(grains);
    return fromGrains(Math.max(0, grains - reserved));
  }

  /**
   * Frees a reservation whose call did not happen; returns how much that was: 0, and nothing is done, for one that was
   * settled before or has expired. Throws `invalid-number`.
   */
  refund(id: number, now: number): number {
    this.#passTo(now);
    const grains = this.#held.get(id)?.grains ?? 0;
    this.#release(id, grains);
    return fromGrains(grains);
  }

  /** Books what was spent without a reservation, even above the cap. Throws `invalid-number`. */
  spend(amount: number, now: number): void {
    const grains = toGrains(amount, "amount");
    this.#passTo(now);
    this.#book(grains);
  }

  /** What can be reserved, at least 0. Throws `invalid-number`. */
  available(now: number): number {
    this.#passTo(now);
    return fromGrains(Math.max(0, this.#cap - this.#spent - this.#reserved));
  }

  /** What this window has spent, and what is reserved. Throws `invalid-number`. */
  usage(now: number): { readonly spent: number; readonly reserved: number } {
    this.#passTo(now);
    return { spent: fromGrains(this.#spent), reserved: fromGrains(this.#reserved) };
  }

  /** Changes the cap; below what is spent and reserved, nothing can be reserved until there is room. Throws `invalid-number`. */
  setCap(cap: number): void {
    this.#cap = capToGrains(cap, "cap");
  }

  /** What a ledger that goes on from here needs. */
  toJSON(): ReservationsState {
    const held = [...this.#held].map(([id, { grains, since }]) => ({ id, grains, since }));
    return { ...this.#clock.toJSON(), next: this.#next, spent: this.#spent, held };
  }

  #book(grains: number): void {
    // Beyond that, sums would be rounded; the cap is exceeded long before.
    this.#spent = Math.min(Number.MAX_SAFE_INTEGER, this.#spent + grains);
  }

  #release(id: number, grains: number): void {
    if (this.#held.delete(id)) this.#reserved -= grains;
  }

  #passTo(now: number): void {
    const { at: before, last } = this.#clock;
    this.#clock.tell(now);
    const at = this.#clock.at as number;
    // Where the latest time was ahead of all others, and these count again, nothing was booked after the last of them.
    const booked = (before !== undefined && at < before ? last : before) ?? at;
    if (Math.floor(at / this.#window) > Math.floor(booked / this.#window)) this.#spent = 0;
    for (const [id, { grains, since: stamp }] of this.#held) {
      // What was reserved by a clock that was ahead was so by the reading before this one at the latest.
      const since = stamp > at ? (last ?? at) : stamp;
      if (at - since >= this.#expiry) this.#release(id, grains);
      else if (since < stamp) this.#held.set(id, { grains, since });
    }
  }
}
