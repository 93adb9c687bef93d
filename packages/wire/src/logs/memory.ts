import { hex } from "../session/random.ts";
import { checkDelivered, isOpenAlready, notOpen } from "./calls.ts";
import type { Log, LogFollower } from "./log.ts";
import { Tail } from "./tail.ts";

/** Takes of {@link memoryLog}. */
export interface MemoryLogOptions {
  /** The name of the history, 32 hexadecimal digits; random unless given. */
  readonly epoch?: string;
}

/**
 * A log that is gone with its process: for tests, and for hubs that may forget. What is appended comes back in a
 * microtask, as the same bytes object. Closed, it can be opened again and has what it had. Rejects with `closed`,
 * `invalid-option`.
 *
 * @example
 * import { memoryLog } from "@thalweg/wire/memory-log";
 * const log = memoryLog();
 * await log.open({ restore() {}, deliver() {}, fail: console.error });
 * await log.append(new Uint8Array(3), "first");
 * console.log(log.size.bytes); // 3
 */
export function memoryLog(options: MemoryLogOptions = {}): Log {
  return new MemoryLog(options.epoch ?? hex());
}

class MemoryLog implements Log {
  readonly #epoch: string;
  readonly #tail = new Tail();
  #state: Uint8Array | undefined;
  #entries: Uint8Array[] = [];
  #follower: LogFollower | undefined;
  #delivered = 0;
  #isOpen = false;
  /** Settles once what was appended has been delivered; none where nothing waits. */
  #flush: Promise<void> | undefined;

  constructor(epoch: string) {
    this.#epoch = epoch;
  }

  get size(): { readonly entries: number; readonly bytes: number } {
    return this.#tail.size;
  }

  async open(follower: LogFollower): Promise<{ readonly epoch: string }> {
    if (this.#follower !== undefined) throw isOpenAlready();
    this.#follower = follower;
    this.#delivered = this.#tail.base;
    try {
      // A follower is never told anything within the call.
      await undefined;
      if (this.#follower !== follower) throw notOpen();
      if (this.#state !== undefined) follower.restore(this.#tail.base, this.#state);
      this.#deliver();
      this.#isOpen = true;
    } catch (error) {
      if (this.#follower === follower) this.#follower = undefined;
      throw error;
    }
    return { epoch: this.#epoch };
  }

  append(entry: Uint8Array): Promise<void> {
    if (!this.#isOpen) return Promise.reject(notOpen());
    this.#tail.push(entry.length);
    this.#entries.push(entry);
    this.#flush ??= Promise.resolve().then(() => this.#deliver());
    return this.#flush;
  }

  #deliver(): void {
    this.#flush = undefined;
    const { revision } = this.#tail;
    while (this.#delivered < revision) {
      // The base is read anew each time: the follower may compact.
      const entry = this.#entries[this.#delivered - this.#tail.base] as Uint8Array;
      this.#follower?.deliver(++this.#delivered, entry);
    }
  }

  async compact(revision: number, state: Uint8Array): Promise<void> {
    if (!this.#isOpen) throw notOpen();
    checkDelivered(revision, this.#delivered);
    if (revision <= this.#tail.base) return;
    this.#entries = this.#entries.slice(revision - this.#tail.base);
    this.#tail.cut(revision);
    this.#state = state;
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    if (this.#flush !== undefined) await this.#flush;
    this.#follower = undefined;
  }
}
