import type { StatementSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import { WireError } from "../errors.ts";
import { hex } from "../session/random.ts";
import { Batches } from "./batches.ts";
import { checkDelivered, isOpenAlready, notOpen } from "./calls.ts";
import type { Log, LogFollower } from "./log.ts";
import { SqliteFile, type SqliteFormat } from "./sqlite-file.ts";
import { Tail } from "./tail.ts";

/** Takes of {@link sqliteLog}. */
export interface SqliteLogOptions {
  /** The file; it is made where there is none. Beside it stand `-wal` and `-shm` while it is open, and `-lock`. */
  readonly path: string;
  /** The file, without its `-wal`, takes no more than so many bytes: appends fail beyond. As the disk allows unless given. */
  readonly maxBytes?: number;
  /** Reads what there is, also of a file that a hub has open; `append` and `compact` reject. */
  readonly readOnly?: boolean;
  /** For a file that was restored from a backup, once: its history has another name, so that all replicas begin anew. */
  readonly newEpoch?: boolean;
}

const format: SqliteFormat = {
  application: "ThwL",
  version: 1,
  schema: `
    CREATE TABLE history (
      one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, revision INTEGER NOT NULL, state BLOB
    ) STRICT;
    CREATE TABLE entries (revision INTEGER PRIMARY KEY, entry BLOB NOT NULL) STRICT;
  `,
  corrupt: "log-corrupt",
  failed: "log-failed",
};

/** After so many entries, or bytes of them, the event loop has its turn while a log is opened. */
const STEP_ENTRIES = 1_000;
const STEP_BYTES = 2_097_152;
/** So many rows that a state has replaced are removed at a time. */
const STEP_ROWS = 1_000;
/** So many free pages are given back to the disk at a time. */
const STEP_PAGES = 256;

/**
 * A log in one file of SQLite. What is appended within one turn of the event loop is committed together, and flushed to
 * the disk, before any of it resolves or comes back, as the same bytes object. One log at a time has a file open for
 * writing. Closed, it can be opened again. Rejects with `log-failed` (the file cannot be written, or is open elsewhere),
 * `log-corrupt` (it is damaged, or of another kind or version), `closed`, `invalid-option`.
 *
 * @example
 * import { sqliteLog } from "@thalweg/wire/sqlite-log";
 * const log = sqliteLog({ path: "hub.sqlite" });
 * await log.open({ restore() {}, deliver() {}, fail: console.error });
 * await log.append(new Uint8Array(3), "first");
 * console.log(log.size.bytes); // 3
 */
export function sqliteLog(options: SqliteLogOptions): Log {
  return new SqliteLog(options);
}

class SqliteLog implements Log {
  readonly #options: SqliteLogOptions;
  readonly #tail = new Tail();
  readonly #appends = new Batches<Uint8Array>(setImmediate, (entries) => this.#commit(entries));
  #file: SqliteFile | undefined;
  #insert: StatementSync | undefined;
  #follower: LogFollower | undefined;
  #isOpen = false;
  /** Whether the follower was told so. */
  #isFailing = false;

  constructor(options: SqliteLogOptions) {
    this.#options = options;
  }

  get size(): { readonly entries: number; readonly bytes: number } {
    return this.#tail.size;
  }

  async open(follower: LogFollower): Promise<{ readonly epoch: string }> {
    if (this.#file !== undefined) throw isOpenAlready();
    const file = new SqliteFile(this.#options, format);
    this.#file = file;
    try {
      const epoch = await this.#deliver(file, follower);
      this.#insert = file.database.prepare("INSERT INTO entries VALUES (?, ?)");
      this.#follower = follower;
      this.#isFailing = false;
      this.#isOpen = true;
      return { epoch };
    } catch (error) {
      if (this.#file === file) this.#file = undefined;
      file.close();
      throw isSqlite(error) ? file.error(error, "reading the log") : error;
    }
  }

  async #deliver(file: SqliteFile, follower: LogFollower): Promise<string> {
    const { database } = file;
    const { readOnly = false, newEpoch = false } = this.#options;
    if (!readOnly) {
      database.prepare("INSERT OR IGNORE INTO history VALUES (1, ?, 0, NULL)").run(hex());
      if (newEpoch) database.prepare("UPDATE history SET epoch = ?").run(hex());
    }
    // Another process may compact meanwhile: all is read as of one moment.
    if (readOnly) database.exec("BEGIN");
    const history = database.prepare("SELECT epoch, revision, state FROM history").get() as History | undefined;
    if (history === undefined) throw new WireError("log-corrupt", "the file has no history");
    // A follower is never told anything within the call.
    await nextTurn();
    if (this.#file !== file) throw notOpen();
    if (history.state !== null) follower.restore(history.revision, history.state);
    this.#tail.start(history.revision);
    const rest = database.prepare("SELECT revision, entry FROM entries WHERE revision > ? ORDER BY revision");
    while (this.#step(rest.iterate(this.#tail.revision) as Iterable<Row>, follower)) {
      await nextTurn();
      if (this.#file !== file) throw notOpen();
    }
    if (readOnly) database.exec("COMMIT");
    return history.epoch;
  }

  /** Delivers the next rows; returns whether there may be more. */
  #step(rows: Iterable<Row>, follower: LogFollower): boolean {
    let [entries, bytes] = [0, 0];
    for (const { revision, entry } of rows) {
      const expected = this.#tail.push(entry.length);
      if (revision !== expected) throw new WireError("log-corrupt", `revision ${revision} where ${expected} belongs`);
      follower.deliver(revision, entry);
      bytes += entry.length;
      if (++entries >= STEP_ENTRIES || bytes >= STEP_BYTES) return true;
    }
    return false;
  }

  append(entry: Uint8Array): Promise<void> {
    if (!this.#isOpen) return Promise.reject(notOpen());
    if (this.#options.readOnly) return Promise.reject(onlyReads());
    return this.#appends.add(entry);
  }

  #commit(entries: readonly Uint8Array[]): void {
    const file = this.#file as SqliteFile;
    const { revision: last } = this.#tail;
    try {
      file.transaction(() => {
        for (const [i, entry] of entries.entries()) this.#insert?.run(last + 1 + i, entry);
      });
    } catch (error) {
      const failure = file.error(error, `appending ${entries.length} entries`);
      if (!this.#isFailing) this.#follower?.fail(failure, false);
      this.#isFailing = true;
      throw failure;
    }
    this.#isFailing = false;
    for (const entry of entries) this.#tail.push(entry.length);
    for (const [i, entry] of entries.entries()) this.#follower?.deliver(last + 1 + i, entry);
  }

  async compact(revision: number, state: Uint8Array): Promise<void> {
    const file = this.#file;
    if (!this.#isOpen || file === undefined) throw notOpen();
    if (this.#options.readOnly) throw onlyReads();
    checkDelivered(revision, this.#tail.revision);
    if (revision <= this.#tail.base) return;
    try {
      this.#replace(file, revision, state);
    } catch (error) {
      throw file.error(error, `compacting up to revision ${revision}`);
    }
    this.#tail.cut(revision);
    while (this.#file === file && (this.#sweep(file) || file.shrink(STEP_PAGES))) await nextTurn();
  }

  /** Puts the state in the place of the entries, which by that are no more, whenever their rows go. */
  #replace(file: SqliteFile, revision: number, state: Uint8Array): void {
    const { database } = file;
    const update = database.prepare("UPDATE history SET revision = ?, state = ?");
    try {
      file.transaction(() => update.run(revision, state));
    } catch {
      // A full file may have room where the entries were. All at once takes longer.
      file.transaction(() => {
        database.prepare("DELETE FROM entries WHERE revision <= ?").run(revision);
        update.run(revision, state);
      });
    }
  }

  /** Removes some of the rows that a state has replaced; returns whether there are more. */
  #sweep({ database }: SqliteFile): boolean {
    try {
      const { first } = database.prepare("SELECT min(revision) AS first FROM entries").get() as {
        first: number | null;
      };
      if (first === null || first > this.#tail.base) return false;
      const last = Math.min(first + STEP_ROWS - 1, this.#tail.base);
      database.prepare("DELETE FROM entries WHERE revision <= ?").run(last);
      return true;
    } catch {
      // They do no harm, and the next compaction tries again.
      return false;
    }
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#appends.settled();
    const file = this.#file;
    this.#file = undefined;
    this.#follower = undefined;
    file?.close();
  }
}

interface History {
  readonly epoch: string;
  readonly revision: number;
  readonly state: Uint8Array | null;
}

interface Row {
  readonly revision: number;
  readonly entry: Uint8Array;
}

const onlyReads = (): WireError => new WireError("invalid-option", "the log was opened to be read", "readOnly");

const isSqlite = (error: unknown): boolean => (error as { readonly code?: string }).code === "ERR_SQLITE_ERROR";
