import type { Connection } from "./connection.ts";

/** Who reads which slice, and who is to be told something. */
export class Readers {
  readonly #bySlice = new Map<string, Set<Connection>>();
  readonly #waiting = new Set<Connection>();
  readonly #flushSoon: () => void;

  constructor(flushSoon: () => void) {
    this.#flushSoon = flushSoon;
  }

  /** A session begins to read the slices of its path. */
  add(connection: Connection): void {
    for (const slice of connection.path) {
      if (slice === undefined) continue;
      const readers = this.#bySlice.get(slice);
      if (readers === undefined) this.#bySlice.set(slice, new Set([connection]));
      else readers.add(connection);
    }
  }

  remove(connection: Connection): void {
    this.#waiting.delete(connection);
    for (const slice of connection.path) {
      if (slice === undefined) continue;
      const readers = this.#bySlice.get(slice);
      readers?.delete(connection);
      if (readers?.size === 0) this.#bySlice.delete(slice);
    }
  }

  /** Up to which revision everyone knows a slice who reads it; who begins anew needs nothing of it. */
  least(slice: string): number {
    let least = Infinity;
    for (const { revision } of this.#bySlice.get(slice) ?? []) {
      if (revision >= 0 && revision < least) least = revision;
    }
    return least;
  }

  /** A slice has changed: whoever reads it is to be told. */
  touch(slice: string): void {
    for (const connection of this.#bySlice.get(slice) ?? []) this.mark(connection);
  }

  /** A session is to be told something. */
  mark(connection: Connection): void {
    connection.isDirty = true;
    if (this.#waiting.size === 0) this.#flushSoon();
    this.#waiting.add(connection);
  }

  /** Everyone who is to be told something, once. */
  take(): readonly Connection[] {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    return waiting;
  }
}
