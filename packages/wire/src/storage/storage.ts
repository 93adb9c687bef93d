/** Where a replica keeps what must outlive it: one state, and the records since. One replica at a time uses it. */
export interface Storage {
  /** What was kept; records in their order. */
  load(): Promise<{ readonly state: Uint8Array | undefined; readonly records: readonly Uint8Array[] }>;
  /** Resolves once the record is kept. Records are kept in the order of the calls. */
  append(record: Uint8Array): Promise<void>;
  /** Puts a state in the place of all that is kept, atomically. */
  replace(state: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
