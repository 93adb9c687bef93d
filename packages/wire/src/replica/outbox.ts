import { Cells } from "../codec/cells.ts";
import { dimensionOf, layerOf, optionOf } from "../session/names.ts";

/** What became of cells, by their keys; NaN unsets. */
export type Writes = Map<number, number>;

/** A publication that the hub has not answered. */
export interface Sent {
  readonly sequence: number;
  readonly writes: Writes;
}

/**
 * A replica's own slice, as the hub has it and as the replica wrote it since. However long it is offline, a cell is in it
 * at most three times (W8): what stands at the hub, what was sent, what is pending.
 */
export class Outbox {
  /** What the hub said last; a cell that it does not have is not here. */
  readonly standing: Writes = new Map();
  pending: Writes = new Map();
  sent: Sent | undefined;
  /** The last publication that was begun. */
  sequence = 0;

  /** Whether the hub has answered for everything. */
  get isEmpty(): boolean {
    return this.pending.size === 0 && this.sent === undefined;
  }

  /** Whether this end has written the cell, and the hub has not answered yet: what it says of it has to wait. */
  covers(key: number): boolean {
    return this.pending.has(key) || this.sent?.writes.has(key) === true;
  }

  /** Makes a publication of what is pending, or of its first `most` cells. */
  begin(most: number): Sent {
    let writes = this.pending;
    if (writes.size <= most) this.pending = new Map();
    else {
      writes = new Map([...writes].slice(0, most));
      for (const key of writes.keys()) this.pending.delete(key);
    }
    this.sent = { sequence: ++this.sequence, writes };
    return this.sent;
  }

  /**
   * Takes the hub's answer, whichever it is; says what is to be seen now: what stands at the hub, which by then has what was
   * taken.
   */
  answered(): Writes {
    const seen: Writes = new Map();
    for (const key of this.sent?.writes.keys() ?? []) {
      if (!this.pending.has(key)) seen.set(key, this.standing.get(key) ?? NaN);
    }
    this.sent = undefined;
    return seen;
  }

  /** Puts what was sent back before what is pending, to be sent under another sequence. */
  withdraw(): void {
    if (this.sent !== undefined) this.pending = new Map([...this.sent.writes, ...this.pending]);
    this.sent = undefined;
  }

  /** The hub says what a cell is. */
  stand(key: number, content: number): void {
    if (Number.isNaN(content)) this.standing.delete(key);
    else this.standing.set(key, content);
  }
}

/** Writes as cells at a place. */
export function cellsOf(writes: Writes, place: number): Cells {
  const cells = new Cells(writes.size);
  for (const [key, content] of writes) cells.push(place, layerOf(key), optionOf(key), dimensionOf(key), content);
  return cells;
}
