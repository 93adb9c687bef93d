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

/** A transport of which it is counted what is sent. */
export class CountedWire implements Wire {
  readonly #wire: Wire;
  readonly #counters: Counters;

  constructor(wire: Wire, counters: Counters) {
    this.#wire = wire;
    this.#counters = counters;
  }

  send(bytes: Uint8Array): void {
    this.#counters.framesOut++;
    this.#counters.bytesOut += bytes.length;
    this.#wire.send(bytes);
  }

  close(): void {
    this.#wire.close();
  }

  get buffered(): number {
    return this.#wire.buffered;
  }
}
