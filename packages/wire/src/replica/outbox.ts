import { Cells } from "../codec/cells.ts";
import { dimensionOf, layerOf, optionOf } from "../session/names.ts";

/** What became of cells, by their keys; NaN unsets. */
export type Writes = ReadonlyMap<number, number>;

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
  readonly standing: Map<number, number> = new Map();
  #pending = new Map<number, number>();
  #sent: Sent | undefined;
  /** How many cells are both pending and sent. */
  #both = 0;
  /** The last publication that was begun. */
  sequence = 0;

  /** What was written and is in no publication yet. */
  get pending(): Writes {
    return this.#pending;
  }

  get sent(): Sent | undefined {
    return this.#sent;
  }

  /** How many cells the hub has not answered for. */
  get unanswered(): number {
    return this.#pending.size + (this.#sent?.writes.size ?? 0) - this.#both;
  }

  /** Whether this end has written the cell, and the hub has not answered yet: what it says of it has to wait. */
  covers(key: number): boolean {
    return this.#pending.has(key) || this.#sent?.writes.has(key) === true;
  }

  /** This end writes a cell. */
  write(key: number, content: number): void {
    if (this.#sent?.writes.has(key) && !this.#pending.has(key)) this.#both++;
    this.#pending.set(key, content);
  }

  /** Begins with what an earlier life had: its last sequence, whether that one is unanswered, and what it wrote since. */
  restore(sequence: number, sent: Writes | undefined, pending: Writes): void {
    this.sequence = sequence;
    this.#sent = sent && { sequence, writes: sent };
    this.#pending = new Map();
    this.#both = 0;
    for (const [key, content] of pending) this.write(key, content);
  }

  /**
   * Makes a publication of what is pending, or of its first `most` cells in an order that outlives this process; only
   * where none is unanswered.
   */
  begin(most: number, order: (a: number, b: number) => number): Sent {
    let writes = this.#pending;
    if (writes.size <= most) this.#pending = new Map();
    else {
      const all = [...writes].sort(([a], [b]) => order(a, b));
      writes = new Map(all.slice(0, most));
      // In order already, so that the next time there is little to sort.
      this.#pending = new Map(all.slice(most));
    }
    this.#sent = { sequence: ++this.sequence, writes };
    return this.#sent;
  }

  /**
   * Takes the hub's answer, whichever it is; says what is to be seen now: what stands at the hub, which by then has what was
   * taken.
   */
  answered(): Writes {
    const seen = new Map<number, number>();
    for (const key of this.#sent?.writes.keys() ?? []) {
      if (!this.#pending.has(key)) seen.set(key, this.standing.get(key) ?? NaN);
    }
    this.#sent = undefined;
    this.#both = 0;
    return seen;
  }

  /** Puts what was sent back before what is pending; what is sent next has a greater sequence than this. */
  withdraw(sequence: number): void {
    if (this.#sent !== undefined) this.#pending = new Map([...this.#sent.writes, ...this.#pending]);
    this.#sent = undefined;
    this.#both = 0;
    this.sequence = sequence;
  }

  /** The hub says what a cell is. */
  stand(key: number, content: number): void {
    if (Number.isNaN(content)) this.standing.delete(key);
    else this.standing.set(key, content);
  }

  /** What this end has written and the hub has not answered for. */
  overlay(): Writes {
    return new Map([...(this.#sent?.writes ?? []), ...this.#pending]);
  }
}

/** Writes as cells at a place. */
export function cellsOf(writes: Writes, place: number): Cells {
  const cells = new Cells(writes.size);
  for (const [key, content] of writes) cells.push(place, layerOf(key), optionOf(key), dimensionOf(key), content);
  return cells;
}
