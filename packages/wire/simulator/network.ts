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
  /** All that it sent has arrived. */
  drained?(): void;
}

/** A connection that may do to frames whatever a network can. */
export class Line {
  readonly #clock: VirtualClock;
  readonly #random: Random;
  readonly #faults: () => Faults;
  readonly #ends: [LineEnd | undefined, LineEnd | undefined] = [undefined, undefined];
  /** When the latest frame in each direction arrives. */
  readonly #latest: [number, number] = [0, 0];
  /** How many bytes are under way in each direction. */
  readonly #under: [number, number] = [0, 0];
  readonly #delay: number;
  isOpen = true;

  /** Frames take up to `delay` milliseconds. */
  constructor(clock: VirtualClock, random: Random, delay: number, faults: () => Faults) {
    this.#delay = delay;
    this.#clock = clock;
    this.#random = random;
    this.#faults = faults;
  }

  attach(end: 0 | 1, listener: LineEnd): void {
    this.#ends[end] = listener;
  }

  /** How many bytes an end has sent that have not arrived. */
  buffered(end: 0 | 1): number {
    return this.#under[end];
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
      const soon = this.#clock.now + 1 + this.#random.below(this.#delay);
      const time = this.#random.chance(faults.reorder) ? soon : Math.max(soon, this.#latest[from]);
      this.#latest[from] = Math.max(time, this.#latest[from]);
      this.#under[from] += carried.length;
      this.#clock.after(time - this.#clock.now, () => {
        this.#under[from] -= carried.length;
        if (!this.isOpen) return;
        this.#ends[from === 0 ? 1 : 0]?.receive(carried);
        if (this.#under[from] === 0) this.#ends[from]?.drained?.();
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
    this.#clock.after(Math.max(0, this.#latest[from] - this.#clock.now), () => this.close());
  }
}
