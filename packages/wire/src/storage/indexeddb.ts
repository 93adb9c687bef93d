import { type IDBPDatabase, openDB } from "idb";
import { WireError } from "../errors.ts";
import { notOpen } from "../logs/calls.ts";
import type { Storage } from "./storage.ts";
import { type Write, Writes } from "./writes.ts";

/** Takes of {@link indexedDBStorage}. */
export interface IndexedDBStorageOptions {
  /** Of the database, within the origin. */
  readonly name: string;
  /** Whether what resolves outlives a loss of power, or just the end of the browser, which is faster; `strict` unless given. */
  readonly durability?: "strict" | "relaxed";
  /** So long, in milliseconds, another page or worker has to let go of the storage, as after a reload; 2,000 unless given. */
  readonly wait?: number;
}

/**
 * A storage in an IndexedDB, for pages and workers. What is written while a transaction runs goes into the next one
 * together. Where there are Web Locks, one storage at a time has the database open. Once a record was not kept, none is
 * until `replace` has worked. Closed, it can be loaded again. Rejects with `storage-failed` (also where the database is
 * open elsewhere, or there is no room), `closed`.
 *
 * @example
 * import { indexedDBStorage } from "@thalweg/wire/indexeddb-storage";
 * const storage = indexedDBStorage({ name: "thalweg" });
 * await storage.append(new Uint8Array(3));
 * console.log((await storage.load()).records.length); // 1
 */
export function indexedDBStorage(options: IndexedDBStorageOptions): Storage {
  return new IndexedDBStorage(options);
}

interface Opened {
  readonly database: IDBPDatabase;
  release(): void;
}

class IndexedDBStorage implements Storage {
  readonly #options: IndexedDBStorageOptions;
  readonly #writes = new Writes(queueMicrotask, (writes) => this.#commit(writes));
  #opened: Promise<Opened> | undefined;
  #isClosed = false;

  constructor(options: IndexedDBStorageOptions) {
    this.#options = options;
  }

  /** The database, opened by whatever comes first; one that could not be opened is tried again. */
  #open(): Promise<Opened> {
    this.#opened ??= this.#connect().catch((error) => {
      this.#opened = undefined;
      throw failed(error, `opening ${this.#options.name}`);
    });
    return this.#opened;
  }

  async #connect(): Promise<Opened> {
    const { name, wait = 2_000 } = this.#options;
    const release = await lock(`thalweg:${name}`, wait);
    try {
      const database = await openDB(name, 1, {
        upgrade(made) {
          made.createObjectStore("state");
          made.createObjectStore("records", { autoIncrement: true });
        },
        // Somebody deletes the database, or the browser took it away: what was kept may be gone.
        blocking: () => this.#lost(database, release),
        terminated: () => this.#lost(database, release),
      });
      return { database, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  #lost(database: IDBPDatabase, release: () => void): void {
    this.#writes.break();
    this.#opened = undefined;
    database.close();
    release();
  }

  async load(): Promise<{ readonly state: Uint8Array | undefined; readonly records: readonly Uint8Array[] }> {
    this.#isClosed = false;
    await this.#writes.settled();
    const { database } = await this.#open();
    try {
      const transaction = database.transaction(["state", "records"]);
      const [state, records] = await Promise.all([
        transaction.objectStore("state").get("state"),
        transaction.objectStore("records").getAll(),
      ]);
      this.#writes.mend();
      return { state, records };
    } catch (error) {
      throw failed(error, "reading what was kept");
    }
  }

  append(record: Uint8Array): Promise<void> {
    return this.#isClosed ? Promise.reject(notOpen()) : this.#writes.add("append", record);
  }

  replace(state: Uint8Array): Promise<void> {
    return this.#isClosed ? Promise.reject(notOpen()) : this.#writes.add("replace", state);
  }

  async #commit(writes: readonly Write[]): Promise<void> {
    const { durability = "strict" } = this.#options;
    const { database } = await this.#open();
    try {
      const transaction = database.transaction(["state", "records"], "readwrite", { durability });
      const { done } = transaction;
      // How each request ends is how the transaction does, and that is waited for.
      const silently = (request: Promise<unknown>): unknown => request.catch(() => undefined);
      silently(done);
      const [states, records] = [transaction.objectStore("state"), transaction.objectStore("records")];
      for (const { kind, bytes } of writes) {
        // Of a window into a larger buffer the database would keep the whole buffer.
        const own = bytes.slice();
        if (kind === "append") silently(records.add(own));
        else {
          silently(records.clear());
          silently(states.put(own, "state"));
        }
      }
      await done;
    } catch (error) {
      throw failed(error, `keeping ${writes.length} records or states`);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#writes.settled();
    const opened = await this.#opened?.catch(() => undefined);
    this.#opened = undefined;
    opened?.database.close();
    opened?.release();
  }
}

/** Holds a lock of the origin, until what is returned is called; without Web Locks, none. */
function lock(name: string, wait: number): Promise<() => void> {
  const { locks } = globalThis.navigator ?? {};
  if (locks === undefined) return Promise.resolve(() => undefined);
  return new Promise((resolve, reject) => {
    const hold = (): Promise<void> => new Promise((release) => resolve(release));
    locks.request(name, { signal: AbortSignal.timeout(wait) }, hold).catch((error) => {
      reject(new WireError("storage-failed", `another replica has ${name} open`, undefined, error));
    });
  });
}

const failed = (cause: unknown, doing: string): WireError =>
  cause instanceof WireError
    ? cause
    : new WireError("storage-failed", `${doing}: ${(cause as Error).message}`, undefined, cause);
