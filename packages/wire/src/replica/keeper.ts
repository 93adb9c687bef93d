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

/** Where the storage fails, it is tried again after so many milliseconds, and after twice as many each time it fails. */
const PAUSES = { least: 250, most: 30_000 };

/** A record that is to be kept, and what waits for that. */
interface Late {
  readonly bytes: Uint8Array;
  readonly then: (() => void) | undefined;
}

/**
 * Keeps what a replica does in its storage, in order. While that fails, the replica goes on without, and all there is is
 * put in the place of what was lost, one attempt at a time. Where it could not be read, it is left as it is: what an
 * earlier life kept there, or another replica keeps, is for the next life.
 */
export class Keeper {
  readonly #storage: Storage;
  readonly #kept: Kept;
  readonly #pauses: { readonly least: number; readonly most: number };
  /** Resolves once what was kept has been taken up, or could not be. */
  readonly loaded: Promise<void>;
  #last: Promise<void>;
  #recordBytes = 0;
  #stateBytes = 0;
  /** What came while the storage is read, or while all there is is put in its place. */
  #late: Late[] | undefined = [];
  #isUnread = true;
  /** Whether a record is missing. */
  #isBroken = false;
  #isClosed = false;
  #pause: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(storage: Storage, kept: Kept, pauses: { readonly least: number; readonly most: number } = PAUSES) {
    this.#storage = storage;
    this.#kept = kept;
    this.#pauses = pauses;
    this.#pause = pauses.least;
    this.loaded = this.#load()
      .catch((error: unknown) => this.#break(error))
      .then(() => this.#catchUp());
    this.#last = this.loaded;
  }

  async #load(): Promise<void> {
    const { state, records } = await this.#storage.load();
    if (state === undefined) {
      this.#isUnread = false;
      // First of all the incarnation, so that no number is used in two lives.
      await this.#replace();
      return;
    }
    this.#kept.restore(
      decodeReplicaState(state),
      records.map((record) => decodeReplicaRecord(record)),
    );
    // Not before: what says nothing to this release may say something to the next.
    this.#isUnread = false;
    this.#stateBytes = state.length;
    this.#recordBytes = records.reduce((sum, record) => sum + record.length, 0);
  }

  /** Keeps a record, which has happened already, and calls `then` once it is kept, or cannot be. */
  keep(record: ReplicaRecord, then?: () => void): void {
    const bytes = encodeReplicaRecord(record);
    if (this.#late !== undefined) this.#late.push({ bytes, then });
    else if (this.#canWrite && this.#recordBytes + bytes.length > Math.max(LEAST, 2 * this.#stateBytes)) {
      // A state has all that has happened, this record included.
      this.#put(() => this.#replace(), then);
    } else this.#append(bytes, then);
  }

  get #canWrite(): boolean {
    return !this.#isBroken && !this.#isUnread;
  }

  #append(bytes: Uint8Array, then: (() => void) | undefined): void {
    this.#recordBytes += bytes.length;
    this.#put(() => this.#storage.append(bytes), then);
  }

  /** Puts all that has happened in the place of what is kept. */
  #replace(): Promise<void> {
    const state = encodeReplicaState(this.#kept.state());
    this.#stateBytes = state.length;
    this.#recordBytes = 0;
    return this.#storage.replace(state);
  }

  #put(write: () => Promise<void>, then: (() => void) | undefined): void {
    // What is thrown at once is a failure like any other.
    const written = new Promise<void>((resolve) => resolve(this.#canWrite ? write() : undefined));
    this.#last = written.catch((error: unknown) => this.#break(error)).then(then);
  }

  /** Keeps what has come meanwhile; before anything that comes from now on. */
  #catchUp(): void {
    const late = this.#late ?? [];
    this.#late = undefined;
    for (const { bytes, then } of late) this.#append(bytes, then);
  }

  #break(error: unknown): void {
    this.#isBroken = true;
    if (!this.#isUnread && !this.#isClosed) {
      this.#timer ??= setTimeout(() => {
        this.#last = this.#mend();
      }, this.#pause);
    }
    const known = error instanceof WireError;
    this.#kept.failed(known ? error : new WireError("storage-failed", String(error), "storage", error));
  }

  async #mend(): Promise<void> {
    this.#late = [];
    try {
      await this.#replace();
      this.#isBroken = false;
      this.#pause = this.#pauses.least;
    } catch (error) {
      this.#pause = Math.min(this.#pauses.most, 2 * this.#pause);
      this.#timer = undefined;
      this.#break(error);
    }
    this.#catchUp();
    if (this.#isBroken) return;
    this.#timer = undefined;
    this.#kept.failed(undefined);
  }

  /** Resolves once all that was given to it is kept, or could not be. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#last;
    if (this.#isBroken && !this.#isUnread) await this.#mend();
    await this.#last;
    await this.#storage.close();
  }
}
