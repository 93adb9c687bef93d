import { WireError } from "../errors.ts";
import { Batches } from "../logs/batches.ts";

/** What a storage is asked to write. */
export interface Write {
  readonly kind: "append" | "replace";
  readonly bytes: Uint8Array;
}

/**
 * The writes of a storage: those that come together are committed together, in their order. Records build on each other,
 * so once one is lost none is kept any more until a state takes the place of all.
 */
export class Writes {
  readonly #commit: (writes: readonly Write[]) => void | Promise<void>;
  readonly #batches: Batches<Write>;
  /** Whether a record is missing. */
  #isBroken = false;

  /** `commit` does all of it, durably, or throws and does nothing. */
  constructor(schedule: (run: () => void) => void, commit: (writes: readonly Write[]) => void | Promise<void>) {
    this.#commit = commit;
    this.#batches = new Batches(schedule, (writes) => this.#write(writes));
  }

  add(kind: Write["kind"], bytes: Uint8Array): Promise<void> {
    // As they are now, and without the rest of a buffer that they are a part of.
    return this.#batches.add({ kind, bytes: new Uint8Array(bytes) });
  }

  /** Something that was kept may be gone. */
  break(): void {
    this.#isBroken = true;
  }

  /** What is kept was read, so what comes builds on that. */
  mend(): void {
    this.#isBroken = false;
  }

  /** Resolves once nothing is under way; never rejects. */
  settled(): Promise<void> {
    return this.#batches.settled();
  }

  async #write(writes: readonly Write[]): Promise<void> {
    // What a state replaces need not be written first.
    const state = writes.findLastIndex(({ kind }) => kind === "replace");
    if (this.#isBroken && state < 0) {
      throw new WireError("storage-failed", "an earlier record was not kept, so this one is not until all is replaced");
    }
    try {
      await this.#commit(writes.slice(Math.max(0, state)));
      this.#isBroken = false;
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
  }
}
