import type { Log } from "../logs/log.ts";

/** Has the log keep one state in the place of its entries, one time at a time. */
export class Compaction {
  readonly #after: number;
  readonly #log: Log;
  readonly #latest: () => { readonly revision: number; readonly state: Uint8Array };
  /** At so many entries it is due. */
  #due: number;
  #running: Promise<void> | undefined;

  /** Due after so many entries; `latest` encodes all there is. */
  constructor(after: number, log: Log, latest: () => { readonly revision: number; readonly state: Uint8Array }) {
    this.#after = after;
    this.#due = after;
    this.#log = log;
    this.#latest = latest;
  }

  get isDue(): boolean {
    return this.#running === undefined && this.#log.size.entries >= this.#due;
  }

  /** Rejects with what the log rejects with, or where the state cannot be encoded. */
  run(): Promise<void> {
    this.#running ??= this.#compact().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #compact(): Promise<void> {
    // To encode it all is work: where it fails, it is not tried at each entry.
    this.#due = this.#log.size.entries + Math.max(1, Math.ceil(this.#after / 10));
    const { revision, state } = this.#latest();
    await this.#log.compact(revision, state);
    this.#due = this.#after;
  }

  /** Resolves once none is under way. */
  async settled(): Promise<void> {
    await this.#running?.catch(() => {});
  }
}
