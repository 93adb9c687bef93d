import type { Wire } from "./connection.ts";

/** What a hub has done since it began, and what it has to do. */
export interface Counters {
  connections: number;
  framesIn: number;
  framesOut: number;
  bytesIn: number;
  bytesOut: number;
  cellsIn: number;
  cellsOut: number;
  /** Publications that are in the log. */
  taken: number;
  /** Publications that had been taken before. */
  repeated: number;
  refused: number;
  /** Sessions that the hub did not begin, or ended, by code. */
  readonly ended: Record<string, number>;
  /** Replicas that had to begin anew. */
  resynced: number;
}

export const noCounters = (): Counters => ({
  connections: 0,
  framesIn: 0,
  framesOut: 0,
  bytesIn: 0,
  bytesOut: 0,
  cellsIn: 0,
  cellsOut: 0,
  taken: 0,
  repeated: 0,
  refused: 0,
  ended: {},
  resynced: 0,
});

/** Counts what is sent by a transport. */
export const counting = (wire: Wire, counters: Counters): Wire => ({
  send(bytes) {
    counters.framesOut++;
    counters.bytesOut += bytes.length;
    wire.send(bytes);
  },
  close: () => wire.close(),
  get buffered() {
    return wire.buffered;
  },
});
