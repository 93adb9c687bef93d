import { notOpen } from "../logs/calls.ts";
import type { Storage } from "./storage.ts";

/**
 * A storage that is gone with its process, for tests. Closed, it can be loaded again and has what it had. Rejects with
 * `closed`.
 *
 * @example
 * import { memoryStorage } from "@thalweg/wire/memory-storage";
 * const storage = memoryStorage();
 * await storage.append(new Uint8Array(3));
 * console.log((await storage.load()).records.length); // 1
 */
export function memoryStorage(): Storage {
  return new MemoryStorage();
}

class MemoryStorage implements Storage {
  #state: Uint8Array | undefined;
  #records: Uint8Array[] = [];
  #isClosed = false;

  async load(): Promise<{ readonly state: Uint8Array | undefined; readonly records: readonly Uint8Array[] }> {
    this.#isClosed = false;
    return {
      state: this.#state && new Uint8Array(this.#state),
      records: this.#records.map((record) => new Uint8Array(record)),
    };
  }

  async append(record: Uint8Array): Promise<void> {
    if (this.#isClosed) throw notOpen();
    // A copy, as a disk has one.
    this.#records.push(new Uint8Array(record));
  }

  async replace(state: Uint8Array): Promise<void> {
    if (this.#isClosed) throw notOpen();
    this.#state = new Uint8Array(state);
    this.#records = [];
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }
}
