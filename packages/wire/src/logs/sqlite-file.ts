import { existsSync, realpathSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { WireError, type WireErrorCode } from "../errors.ts";

/** What a file of SQLite is expected to hold. */
export interface SqliteFormat {
  /** Tells whose file it is: the number in SQLite's header, as text of four characters. */
  readonly application: string;
  readonly version: number;
  /** Makes the tables; run once, in a transaction. */
  readonly schema: string;
  /** The code of an error of the file itself, and of any other. */
  readonly corrupt: WireErrorCode;
  readonly failed: WireErrorCode;
}

/** How a file is opened. */
export interface SqliteOpening {
  readonly path: string;
  readonly readOnly?: boolean;
  readonly maxBytes?: number | undefined;
}

/** SQLite's numbers for tables that are not there, for a damaged file, and for one that is none of its own. */
const CORRUPT: ReadonlySet<number> = new Set([1, 11, 26]);
/** And for what somebody else holds. */
const BUSY = 5;

/**
 * A file of SQLite in use by this process alone, as far as writing goes.
 *
 * Commits are durable: with `synchronous = FULL` the write-ahead log is flushed to the disk before a commit returns, so
 * that it outlives a loss of power and not just the end of the process, at one flush for each. Others may read
 * meanwhile: a backup, or a look inside. Two writers are kept apart by an exclusive transaction on a second, empty file
 * `PATH-lock`, which the system ends with the process, however that ends. A lock on the file itself would shut out the
 * readers, too.
 */
export class SqliteFile {
  readonly database: DatabaseSync;
  readonly #format: SqliteFormat;
  readonly #lock: DatabaseSync | undefined;
  #isClosed = false;

  /** Throws the two codes of the format, and `invalid-option`. */
  constructor({ path, readOnly = false, maxBytes }: SqliteOpening, format: SqliteFormat) {
    if (typeof path !== "string" || path === "" || path.startsWith(":")) {
      throw new WireError("invalid-option", `"${path}" where the path of a file belongs`, "path");
    }
    if (maxBytes !== undefined && !(maxBytes > 0)) throw new WireError("invalid-option", String(maxBytes), "maxBytes");
    this.#format = format;
    const file = existsSync(path) ? realpathSync(path) : path;
    this.#lock = readOnly ? undefined : this.#locked(file);
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(file, { readOnly, timeout: 1_000 });
      this.database = database;
      if (readOnly) this.#check();
      else this.#prepare(maxBytes);
    } catch (error) {
      database?.close();
      this.#lock?.close();
      throw this.error(error, `opening ${path}`);
    }
  }

  #locked(file: string): DatabaseSync {
    let lock: DatabaseSync | undefined;
    try {
      lock = new DatabaseSync(`${file}-lock`, { timeout: 0 });
      lock.exec("BEGIN EXCLUSIVE");
      return lock;
    } catch (error) {
      lock?.close();
      if (numberOf(error) !== BUSY) throw this.error(error, `opening ${file}-lock`);
      throw new WireError(this.#format.failed, `${file} is open for writing elsewhere`, undefined, error);
    }
  }

  #prepare(maxBytes: number | undefined): void {
    const { database } = this;
    const { application, version, schema } = this.#format;
    const isNew = this.#isNew();
    // What is not this package's own is left as it is.
    if (!isNew) this.#check();
    // Freed pages are given back in steps; this has to be said before there is a table.
    if (isNew) database.exec("PRAGMA auto_vacuum = INCREMENTAL");
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    // Where a flush stops at the drive's own cache unless this is asked for; of no effect elsewhere.
    database.exec("PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA journal_size_limit = 4194304");
    if (maxBytes !== undefined && maxBytes < Infinity) {
      database.exec(`PRAGMA max_page_count = ${Math.ceil(maxBytes / this.pragma("page_size"))}`);
    }
    if (!isNew) return;
    this.transaction(() => {
      database.exec(`PRAGMA application_id = ${idOf(application)}; PRAGMA user_version = ${version}; ${schema}`);
    });
  }

  /** Whether nothing has been put into the file yet; a crash may have come between the settings and the tables. */
  #isNew(): boolean {
    const { tables } = this.database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get() ?? {};
    return tables === 0 && this.pragma("application_id") === 0 && this.pragma("user_version") === 0;
  }

  #check(): void {
    const { application, version, corrupt } = this.#format;
    if (this.pragma("application_id") !== idOf(application)) {
      throw new WireError(corrupt, "the file holds something else");
    }
    const found = this.pragma("user_version");
    if (found !== version) throw new WireError(corrupt, `a file of version ${found}, where ${version} is known`);
  }

  /** The value of a setting that is a number. */
  pragma(name: string): number {
    return Number(Object.values(this.database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  }

  /** Does all of it, durably, or nothing. */
  transaction(work: () => void): void {
    this.database.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.database.exec("COMMIT");
    } catch (error) {
      try {
        this.database.exec("ROLLBACK");
      } catch {
        // Some failures have ended the transaction already.
      }
      throw error;
    }
  }

  /** Gives up to so many free pages back to the disk; returns whether there are more. */
  shrink(pages: number): boolean {
    try {
      if (this.pragma("freelist_count") > 0) this.database.exec(`PRAGMA incremental_vacuum(${pages})`);
      return this.pragma("freelist_count") > 0;
    } catch {
      // The file is as good as it was, only larger; the next time tries again.
      return false;
    }
  }

  /** What went wrong, as an error of this package. */
  error(cause: unknown, doing: string): WireError {
    if (cause instanceof WireError) return cause;
    const { corrupt, failed } = this.#format;
    const code = CORRUPT.has(numberOf(cause)) ? corrupt : failed;
    return new WireError(code, `${doing}: ${(cause as Error).message}`, undefined, cause);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.database.close();
    this.#lock?.close();
  }
}

/** The primary result code, whichever extension of it was reported. */
const numberOf = (error: unknown): number => ((error as { readonly errcode?: number }).errcode ?? 0) & 0xff;

const idOf = (text: string): number => new DataView(new TextEncoder().encode(text).buffer).getInt32(0);
