import type { VirtualClock } from "./clock.ts";
import type { Random } from "./random.ts";

/** A hub that follows a log. */
export interface Follower {
  deliver(revision: number, entry: Uint8Array): void;
}

/** One log for all hubs, as a broker has it: what is in it is on disk. */
export class SharedLog {
  readonly epoch: string;
  /** Every entry there ever was, for the model; its index is its revision less 1. */
  readonly entries: Uint8Array[] = [];
  /** What the log was compacted into. */
  state: { readonly revision: number; readonly bytes: Uint8Array } | undefined;
  readonly #clock: VirtualClock;
  readonly #random: Random;
  readonly #delay: number;
  readonly #lag: number;
  /** When the latest entry of each hub's life is taken, where they are taken in order. */
  readonly #latest: Map<unknown, number> | undefined;
  readonly #followers = new Map<Follower, { next: number; isBusy: boolean }>();
  readonly #ids = new Set<string>();
  /** Whether it takes nothing, as a full disk does. */
  isFull = false;

  /** It takes up to `delay` milliseconds until it has an entry, and up to `lag` until each hub has the next one. */
  constructor(clock: VirtualClock, random: Random, delay: number, lag: number, keepsOrder: boolean) {
    this.#latest = keepsOrder ? new Map() : undefined;
    this.#lag = lag;
    this.#clock = clock;
    this.#random = random;
    this.#delay = delay;
    this.epoch = random.hex();
  }

  /** Follows from after a revision. */
  follow(follower: Follower, after: number): void {
    this.#followers.set(follower, { next: after, isBusy: false });
    this.#feed(follower);
  }

  leave(follower: Follower): void {
    this.#followers.delete(follower);
  }

  /** Appends, some time later: also where the hub has died in between, or else not. */
  append(entry: Uint8Array, id: string, isAlive: () => boolean, done: (isTaken: boolean) => void): void {
    const diesWithHub = this.#random.chance(0.5);
    const soon = this.#clock.now + 1 + this.#random.below(this.#delay);
    const time = Math.max(soon, this.#latest?.get(isAlive) ?? 0);
    this.#latest?.set(isAlive, time);
    this.#clock.after(time - this.#clock.now, () => {
      if (!isAlive() && diesWithHub) return;
      const isTaken = !this.isFull;
      // A broker remembers what came for a while only.
      if (isTaken && !(this.#ids.has(id) && this.#random.chance(0.5))) {
        this.#ids.add(id);
        this.#push(entry);
        // Whoever appends may do so again, where an answer was lost on the way.
        if (this.#random.chance(0.05)) this.#clock.after(this.#random.below(300), () => this.#push(entry.slice()));
      }
      this.#clock.after(this.#random.below(5), () => {
        if (isAlive()) done(isTaken);
      });
    });
  }

  #push(entry: Uint8Array): void {
    this.entries.push(entry);
    for (const follower of this.#followers.keys()) this.#feed(follower);
  }

  /** Delivers in order, one at a time, to each at its own pace. */
  #feed(follower: Follower): void {
    const place = this.#followers.get(follower);
    if (place === undefined || place.isBusy || place.next >= this.entries.length) return;
    place.isBusy = true;
    this.#clock.after(this.#random.below(this.#lag), () => {
      place.isBusy = false;
      if (this.#followers.get(follower) !== place) return;
      const entry = this.entries[place.next++] as Uint8Array;
      follower.deliver(place.next, entry);
      this.#feed(follower);
    });
  }

  compact(revision: number, bytes: Uint8Array): void {
    if (revision > (this.state?.revision ?? 0)) this.state = { revision, bytes };
  }
}
