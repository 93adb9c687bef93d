import { JetStreamApiCodes, type JetStreamClient, StorageType } from "@nats-io/jetstream";
import { type ObjectStore, Objm } from "@nats-io/obj";
import { WireError } from "../errors.ts";
import { isAnswer, type StreamHistory } from "./jetstream-stream.ts";

/** A state of a history, and the revision it has. */
export interface Snapshot {
  readonly revision: number;
  readonly state: Uint8Array;
}

/** So often a state is read anew that another hub has replaced meanwhile. */
const ATTEMPTS = 5;
/** So many bytes of a state go to the broker at a time. */
const PIECE = 131_072;

/** The latest state of a history, in an object store of the broker; the object is called after the epoch. */
export class Snapshots {
  readonly #store: ObjectStore;
  readonly #epoch: string;
  /** In milliseconds, for each piece. */
  readonly #timeout: number;

  private constructor(store: ObjectStore, epoch: string, timeout: number) {
    this.#store = store;
    this.#epoch = epoch;
    this.#timeout = timeout;
  }

  static async open(
    client: JetStreamClient,
    { stream, epoch }: StreamHistory,
    replicas: number,
    timeout: number,
  ): Promise<Snapshots> {
    const store = await new Objm(client).create(stream, { storage: StorageType.File, replicas });
    return new Snapshots(store, epoch, timeout);
  }

  async #newest(): Promise<{ readonly revision: number; readonly sequence: number } | undefined> {
    const info = await this.#store.info(this.#epoch);
    if (info === null || info.deleted) return undefined;
    return { revision: revisionOf(info.metadata), sequence: info.revision };
  }

  /** The revision of the latest state; 0 where there is none. */
  async revision(): Promise<number> {
    return (await this.#newest())?.revision ?? 0;
  }

  /** The latest state. */
  async read(): Promise<Snapshot | undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        const found = await this.#store.get(this.#epoch);
        if (found === null) return undefined;
        // Of the error there is word on the stream of the data, too.
        found.error.catch(() => undefined);
        const { size, metadata } = found.info;
        return { revision: revisionOf(metadata), state: await this.#collect(found.data, size) };
      } catch (error) {
        // Its pieces may be gone because there is a newer one.
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #collect(data: ReadableStream<Uint8Array>, size: number): Promise<Uint8Array> {
    const state = new Uint8Array(size);
    const reader = data.getReader();
    for (let length = 0; ; ) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_, reject) => {
        const error = new Error(`no piece of the state in ${this.#timeout} ms`);
        timer = setTimeout(() => reject(error), this.#timeout);
      });
      try {
        const { done, value } = await Promise.race([reader.read(), late]);
        if (done) return state;
        state.set(value, length);
        length += value.length;
      } catch (error) {
        reader.cancel().catch(() => undefined);
        throw error;
      } finally {
        clearTimeout(timer);
      }
    }
  }

  /** Puts a state in the place of an older one; returns the revision of the one that is there then. */
  async write(revision: number, state: Uint8Array): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      const newest = await this.#newest();
      if (newest !== undefined && newest.revision >= revision) return newest.revision;
      try {
        const meta = { name: this.#epoch, metadata: { revision: String(revision) } };
        // Only where none has come meanwhile, which might be newer.
        await this.#store.put(meta, streamOf(state), {
          previousRevision: newest?.sequence ?? 0,
          timeout: this.#timeout,
        });
        return revision;
      } catch (error) {
        if (attempt === ATTEMPTS || !isAnswer(error, JetStreamApiCodes.StreamWrongLastSequence)) throw error;
      }
    }
  }
}

/** Handed over whole, it would be copied for every piece. */
function streamOf(state: Uint8Array): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent < state.length) controller.enqueue(state.subarray(sent, sent + PIECE));
      else controller.close();
      sent += PIECE;
    },
  });
}

function revisionOf(metadata: Record<string, string> | undefined): number {
  const revision = Number(metadata?.revision);
  if (Number.isSafeInteger(revision) && revision > 0) return revision;
  throw new WireError("log-corrupt", "a state without its revision");
}
