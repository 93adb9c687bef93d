import type { VirtualClock } from "./clock.ts";
import type { Random } from "./random.ts";

/** How often frames meet with an accident. */
export interface Faults {
  readonly drop: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly corrupt: number;
  readonly cut: number;
}

export const noFaults: Faults = { drop: 0, duplicate: 0, reorder: 0, corrupt: 0, cut: 0 };

/** What an end of a line is told. */
export interface LineEnd {
  receive(bytes: Uint8Array): void;
  closed(): void;
}

/** A connection that may do to frames whatever a network can. */
export class Line {
  readonly #clock: VirtualClock;
  readonly #random: Random;
  readonly #faults: () => Faults;
  readonly #ends: [LineEnd | undefined, LineEnd | undefined] = [undefined, undefined];
  /** When the latest frame in each direction arrives. */
  readonly #latest = [0, 0];
  isOpen = true;

  constructor(clock: VirtualClock, random: Random, faults: () => Faults) {
    this.#clock = clock;
    this.#random = random;
    this.#faults = faults;
  }

  attach(end: 0 | 1, listener: LineEnd): void {
    this.#ends[end] = listener;
  }

  /** Sends a frame from one end to the other. */
  send(from: 0 | 1, bytes: Uint8Array): void {
    if (!this.isOpen) return;
    const faults = this.#faults();
    if (this.#random.chance(faults.cut)) {
      this.cut();
      return;
    }
    if (this.#random.chance(faults.drop)) return;
    const copies = this.#random.chance(faults.duplicate) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const carried = bytes.slice();
      if (this.#random.chance(faults.corrupt) && carried.length > 0) {
        const at = this.#random.below(carried.length);
        carried[at] = (carried[at] as number) ^ (1 << this.#random.below(8));
      }
      const soon = this.#clock.now + 1 + this.#random.below(20);
      const time = this.#random.chance(faults.reorder) ? soon : Math.max(soon, this.#latest[from] as number);
      this.#latest[from] = Math.max(time, this.#latest[from] as number);
      this.#clock.after(time - this.#clock.now, () => {
        if (this.isOpen) this.#ends[from === 0 ? 1 : 0]?.receive(carried);
      });
    }
  }

  /** Both ends learn that it is over: what is still under way is lost. */
  close(): void {
    this.isOpen = false;
    this.#tell(0);
    this.#tell(1);
  }

  /** Breaks: the device's end learns of it, and the hub's perhaps never does, until it ends the connection itself. */
  cut(): void {
    this.isOpen = false;
    this.#tell(0);
    if (this.#random.chance(0.5)) this.#tell(1);
  }

  /** An end is told once. */
  #tell(end: 0 | 1): void {
    const listener = this.#ends[end];
    this.#ends[end] = undefined;
    this.#clock.after(this.#random.below(5), () => listener?.closed());
  }

  /** Ends it after what was sent from one end has arrived. */
  finish(from: 0 | 1): void {
    this.#clock.after(Math.max(0, (this.#latest[from] as number) - this.#clock.now), () => this.close());
  }
}
