import { Cells } from "../codec/cells.ts";
import type { Connection } from "./connection.ts";
import type { Counters } from "./counters.ts";
import type { Readers } from "./readers.ts";
import type { State } from "./state.ts";

/** At most so many cells go into one frame. */
const CELLS_A_FRAME = 16_384;

/** So few cells go into one frame whatever their names are. */
const FEW = 1_024;

/** So many cells to be sent have memory that is kept for the next. */
const MOST_KEPT = 4_096;

/** Tells everyone what they are to know, each at the pace at which it takes it. */
export class Delivery {
  readonly #state: State;
  readonly #readers: Readers;
  readonly #counters: Counters;
  readonly #maxBuffered: number;
  /** What is being sent, in the same memory each time. */
  #outgoing = new Cells();

  readonly #cellsAFrame: number;

  constructor(
    state: State,
    readers: Readers,
    counters: Counters,
    maxBuffered: number,
    cellsAFrame: number = CELLS_A_FRAME,
  ) {
    this.#cellsAFrame = cellsAFrame;
    this.#state = state;
    this.#readers = readers;
    this.#counters = counters;
    this.#maxBuffered = maxBuffered;
  }

  /** Tells all who are to be told something, but for those that have not taken yet what they were sent. */
  flush(): void {
    for (const connection of this.#readers.take()) {
      if (connection.phase !== "live" || !this.#sendRest(connection)) continue;
      // First what the publication came to, so that what a replica shows is always what stood at some revision.
      this.#sendDelta(connection);
      if (!this.#sendRest(connection)) continue;
      connection.isDirty = false;
      if (connection.answer === undefined) continue;
      const { sequence, refusal } = connection.answer;
      connection.answer = undefined;
      connection.send(refusal === "" ? { kind: "acknowledge", sequence } : { kind: "refuse", sequence, code: refusal });
    }
  }

  /** Goes on with a delta of many frames as far as the transport takes it; says whether more may be sent. */
  #sendRest(connection: Connection): boolean {
    const { rest, wire } = connection;
    while (wire.buffered <= this.#maxBuffered) {
      if (rest === undefined) return true;
      const { base, revision, cells, from } = rest;
      const to = connection.link.fitting(cells, from, this.#cellsAFrame);
      rest.from = to;
      if (to < cells.length) connection.send({ kind: "part", cells: cells.slice(from, to) });
      else {
        connection.rest = undefined;
        connection.send({ kind: "delta", base, revision, cells: cells.slice(from, to) });
        return wire.buffered <= this.#maxBuffered;
      }
    }
    return false;
  }

  #sendDelta(connection: Connection): void {
    const { path } = connection;
    if (this.#outgoing.place.length > MOST_KEPT) this.#outgoing = new Cells();
    const cells = this.#outgoing;
    cells.length = 0;
    // Of who is hopelessly slow, what was unset since may be forgotten: then it gets all there is.
    if (path.some((slice) => slice !== undefined && this.#state.horizonOf(slice) > connection.revision)) {
      if (connection.revision >= 0) this.#counters.resynced++;
      connection.revision = -1;
      connection.isGreeted = false;
    }
    for (let place = 0; place < path.length; place++) {
      const slice = path[place];
      if (slice !== undefined) this.#state.slice(slice)?.since(connection.revision, place, cells);
    }
    if (cells.length === 0 && connection.isGreeted) return;
    connection.isGreeted = true;
    this.#counters.cellsOut += cells.length;
    const [base, { revision }] = [connection.revision, this.#state];
    connection.revision = revision;
    if (cells.length <= Math.min(FEW, this.#cellsAFrame)) connection.send({ kind: "delta", base, revision, cells });
    else {
      connection.rest = { base, revision, cells, from: 0 };
      this.#outgoing = new Cells();
    }
  }
}
