/** What a log is opened with. */
export interface LogFollower {
  /** A compacted state, before any entry; at most once. */
  restore(revision: number, state: Uint8Array): void;
  /**
   * One entry: each once, in the order of the revisions, without gaps, and only when it is on disk. The entries of this
   * process come back here, too, as the very same bytes object where they can.
   */
  deliver(revision: number, entry: Uint8Array): void;
  /**
   * The log does not work. It goes on by itself as soon as it can, but where it `isOver` it takes and delivers nothing
   * more, and only to close it and open it anew may help.
   */
  fail(error: Error, isOver?: boolean): void;
}

/** A hub's durable, totally ordered history. */
export interface Log {
  /** Delivers what there is, and then what comes; resolves, with the name of the history, once the first is done. */
  open(follower: LogFollower): Promise<{ readonly epoch: string }>;
  /**
   * Appends an entry; resolves once it is on disk, and rejects with `log-failed` where it is not. Entries of one process
   * are delivered in the order in which they were appended: what a way up comes to rests on what was appended before it.
   * An entry with the same `id` may be dropped.
   */
  append(entry: Uint8Array, id: string): Promise<void>;
  /** Puts a state in the place of all entries up to a revision. */
  compact(revision: number, state: Uint8Array): Promise<void>;
  /** How many bytes the longest entry may have, once it is open; any number where it is left out. */
  readonly maxEntry?: number | undefined;
  /** How many entries stand after the last state, and their bytes. */
  readonly size: { readonly entries: number; readonly bytes: number };
  close(): Promise<void>;
}
