import type { ReplicaRecord, ReplicaState } from "../codec/entries.ts";
import {
  decodeReplicaRecord,
  decodeReplicaState,
  encodeReplicaRecord,
  encodeReplicaState,
} from "../codec/replica-codec.ts";
import { WireError } from "../errors.ts";
import type { Storage } from "../storage/storage.ts";

/** The records may grow to so many bytes, and to twice the state, before a new state takes their place. */
const LEAST = 65_536;

/** What a keeper asks of the replica that it keeps. */
export interface Kept {
  restore(state: ReplicaState, records: readonly ReplicaRecord[]): void;
  /** All that has happened. */
  state(): ReplicaState;
  /** Nothing is kept for now, or, without an error, it is again. */
  failed(error: WireError | undefined): void;
}

/**
 * Keeps what a replica does in its storage, in order; while that fails, the replica goes on without. Where it could not
 * be read, it is left as it is: what an earlier life kept there, or another replica keeps, is for the next life.
 */
export class Keeper {
  readonly #storage: Storage;
  readonly #kept: Kept;
  /** Resolves once what was kept has been taken up, or could not be. */
  readonly loaded: Promise<void>;
  #last: Promise<void>;
  #recordBytes = 0;
  #stateBytes = 0;
  #isLoaded = false;
  #isBroken = false;
  #isUnread = false;

  constructor(storage: Storage, kept: Kept) {
    this.#storage = storage;
    this.#kept = kept;
    this.loaded = this.#load().then(
      () => {
        this.#isLoaded = true;
      },
      (error: unknown) => {
        this.#isLoaded = true;
        this.#break(error);
      },
    );
    this.#last = this.loaded;
  }

  async #load(): Promise<void> {
    this.#isUnread = true;
    const { state, records } = await this.#storage.load();
    this.#isUnread = false;
    if (state === undefined) {
      // First of all the incarnation, so that no number is used in two lives.
      await this.#storage.replace(encodeReplicaState(this.#kept.state()));
      return;
    }
    this.#kept.restore(
      decodeReplicaState(state),
      records.map((record) => decodeReplicaRecord(record)),
    );
    this.#stateBytes = state.length;
    this.#recordBytes += records.reduce((sum, record) => sum + record.length, 0);
  }

  /** Keeps a record, which has happened already, and calls `then` once it is kept, or cannot be. */
  keep(record: ReplicaRecord, then?: () => void): void {
    const bytes = encodeReplicaRecord(record);
    this.#recordBytes += bytes.length;
    const isDue = this.#isBroken || this.#recordBytes > Math.max(LEAST, 2 * this.#stateBytes);
    // A state has all that has happened, this record included, and whatever could not be kept.
    const canReplace = this.#isLoaded && !this.#isUnread;
    const state = canReplace && isDue ? encodeReplicaState(this.#kept.state()) : undefined;
    if (state !== undefined) {
      this.#stateBytes = state.length;
      this.#recordBytes = 0;
    }
    const write = async (): Promise<void> => {
      if (this.#isUnread) return;
      await (state === undefined ? this.#storage.append(bytes) : this.#storage.replace(state));
    };
    this.#last = (this.#isLoaded ? write() : this.loaded.then(write))
      .then(
        () => state !== undefined && this.#mend(),
        (error: unknown) => this.#break(error),
      )
      .then(then);
  }

  #break(error: unknown): void {
    this.#isBroken = true;
    const known = error instanceof WireError;
    this.#kept.failed(known ? error : new WireError("storage-failed", String(error), "storage", error));
  }

  #mend(): void {
    if (!this.#isBroken) return;
    this.#isBroken = false;
    this.#kept.failed(undefined);
  }

  /** Resolves once all that was given to it is kept, or could not be. */
  async close(): Promise<void> {
    await this.#last;
    await this.#storage.close();
  }
}
