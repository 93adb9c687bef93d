import { notOpen } from "../logs/calls.ts";
import { SqliteFile, type SqliteFormat } from "../logs/sqlite-file.ts";
import type { Storage } from "./storage.ts";
import { type Write, Writes } from "./writes.ts";

/** Takes of {@link sqliteStorage}. */
export interface SqliteStorageOptions {
  /** The file; it is made where there is none. Beside it stand `-wal` and `-shm` while it is open, and `-lock`. */
  readonly path: string;
  /** The file, without its `-wal`, takes no more than so many bytes: appends fail beyond. As the disk allows unless given. */
  readonly maxBytes?: number;
}

const format: SqliteFormat = {
  application: "ThwS",
  version: 1,
  schema: `
    CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), state BLOB NOT NULL) STRICT;
    CREATE TABLE records (position INTEGER PRIMARY KEY, record BLOB NOT NULL) STRICT;
  `,
  corrupt: "storage-failed",
  failed: "storage-failed",
};

/** At most so many free pages are given back to the disk at a time. */
const STEP_PAGES = 1_024;

/**
 * A storage in one file of SQLite. What is written within one turn of the event loop is committed together, and flushed
 * to the disk before it resolves. One storage at a time has the file open. Once a record was not kept, none is until
 * `replace` has worked. Closed, it can be loaded again. Rejects with `storage-failed` (also where the file is open
 * elsewhere, damaged or of another kind), `closed`, `invalid-option`.
 *
 * @example
 * import { sqliteStorage } from "@thalweg/wire/sqlite-storage";
 * const storage = sqliteStorage({ path: "device.sqlite" });
 * await storage.append(new Uint8Array(3));
 * console.log((await storage.load()).records.length); // 1
 */
export function sqliteStorage(options: SqliteStorageOptions): Storage {
  return new SqliteStorage(options);
}

class SqliteStorage implements Storage {
  readonly #options: SqliteStorageOptions;
  readonly #writes = new Writes(setImmediate, (writes) => this.#commit(writes));
  #file: SqliteFile | undefined;
  #isClosed = false;

  constructor(options: SqliteStorageOptions) {
    this.#options = options;
  }

  /** The file, opened by whatever comes first. */
  #opened(): SqliteFile {
    this.#file ??= new SqliteFile(this.#options, format);
    return this.#file;
  }

  async load(): Promise<{ readonly state: Uint8Array | undefined; readonly records: readonly Uint8Array[] }> {
    this.#isClosed = false;
    await this.#writes.settled();
    const file = this.#opened();
    try {
      const state = file.database.prepare("SELECT state FROM state").get() as { state: Uint8Array } | undefined;
      const rows = file.database.prepare("SELECT record FROM records ORDER BY position").all();
      this.#writes.mend();
      return {
        state: state?.state,
        records: (rows as unknown as { record: Uint8Array }[]).map(({ record }) => record),
      };
    } catch (error) {
      throw file.error(error, "reading what was kept");
    }
  }

  append(record: Uint8Array): Promise<void> {
    return this.#isClosed ? Promise.reject(notOpen()) : this.#writes.add("append", record);
  }

  replace(state: Uint8Array): Promise<void> {
    return this.#isClosed ? Promise.reject(notOpen()) : this.#writes.add("replace", state);
  }

  #commit(writes: readonly Write[]): void {
    const file = this.#opened();
    const { database } = file;
    try {
      const insert = database.prepare("INSERT INTO records (record) VALUES (?)");
      file.transaction(() => {
        for (const { kind, bytes } of writes) {
          if (kind === "append") insert.run(bytes);
          else {
            database.exec("DELETE FROM records");
            database.prepare("INSERT OR REPLACE INTO state VALUES (1, ?)").run(bytes);
          }
        }
      });
    } catch (error) {
      throw file.error(error, `keeping ${writes.length} records or states`);
    }
    if (writes[0]?.kind === "replace") file.shrink(STEP_PAGES);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#writes.settled();
    this.#file?.close();
    this.#file = undefined;
  }
}
