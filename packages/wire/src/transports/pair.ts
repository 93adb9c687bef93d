import { Inbox } from "./inbox.ts";
import type { Transport, TransportHandlers } from "./transport.ts";

/** Takes of {@link transportPair}. */
export interface PairOptions {
  /** Runs a task later, tasks in their order; as a microtask unless given. */
  readonly schedule?: (task: () => void) => void;
}

/**
 * Two ends of a connection within one process. Frames are handed over as they are, without a copy, in their order and
 * never within the call that sends them; `buffered` counts the bytes that the other end has not received yet.
 *
 * @example
 * import { transportPair } from "@thalweg/wire/pair";
 * const [here, there] = transportPair();
 * here.send(new Uint8Array(3));
 * console.log(here.buffered, there.buffered); // 3 0
 */
export function transportPair({ schedule = queueMicrotask }: PairOptions = {}): readonly [Transport, Transport] {
  const here = new PairEnd(schedule);
  const there = new PairEnd(schedule);
  here.other = there;
  there.other = here;
  return [here, there];
}

class PairEnd implements Transport {
  /** Itself until the two are made a pair. */
  other: PairEnd = this;
  readonly #schedule: (task: () => void) => void;
  readonly #inbox = new Inbox();
  #isStarted = false;
  #isPlanned = false;
  /** What the other end sent and this one has not received: frames, and last the reason why nothing follows. */
  #arrivals: (Uint8Array | string)[] = [];
  #bytes = 0;

  constructor(schedule: (task: () => void) => void) {
    this.#schedule = schedule;
  }

  get buffered(): number {
    return this.#inbox.isClosed ? 0 : this.other.#bytes;
  }

  start(handlers: TransportHandlers): void {
    this.#inbox.start(handlers);
    this.#isStarted = true;
    this.#plan();
  }

  send(bytes: Uint8Array): void {
    if (!this.#inbox.isClosed) this.other.#arrive(bytes);
  }

  close(): void {
    if (this.#inbox.isClosed) return;
    this.#inbox.end("closed here");
    this.#arrivals = [];
    this.#bytes = 0;
    this.other.#arrive("closed by the other end");
  }

  #arrive(arrival: Uint8Array | string): void {
    if (this.#inbox.isClosed) return;
    this.#arrivals.push(arrival);
    if (typeof arrival !== "string") this.#bytes += arrival.length;
    this.#plan();
  }

  #plan(): void {
    if (!this.#isStarted || this.#isPlanned || this.#arrivals.length === 0) return;
    this.#isPlanned = true;
    this.#schedule(() => this.#deliver());
  }

  /** Receives what is there by now; what comes meanwhile is for the next time. */
  #deliver(): void {
    this.#isPlanned = false;
    const arrivals = this.#arrivals;
    this.#arrivals = [];
    for (const arrival of arrivals) {
      if (this.#inbox.isClosed) return;
      if (typeof arrival === "string") this.#inbox.close(arrival);
      else {
        this.#bytes -= arrival.length;
        this.#inbox.receive(arrival);
      }
    }
    if (this.#bytes === 0) this.other.#inbox.drain();
  }
}
