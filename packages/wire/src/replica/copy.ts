import type { Delta, Reader, Tensor } from "@thalweg/core";
import { Cells } from "../codec/cells.ts";
import type { ReplicaRecord, ReplicaState } from "../codec/entries.ts";
import type { Publish } from "../codec/frames.ts";
import { bytesOfName, dimensionOf, keyOf, layerOf, NameTable, optionOf } from "../session/names.ts";
import { placeOf, type SliceName } from "../session/path.ts";
import { cellsOf, Outbox, type Writes } from "./outbox.ts";
import { Slices } from "./slices.ts";

/** At most so many bytes a cell takes in a frame: a key and a number. */
const BYTES_A_CELL = 18;

/** Whose copy it is. */
export interface Owner {
  readonly levels: readonly string[];
  /** The instance of each level, `""` where it has none. */
  readonly cursor: readonly string[];
  /** The slice that it writes; it lies on its cursor. */
  readonly slice?: SliceName | undefined;
  /** One life of its storage: 32 hexadecimal digits. */
  readonly incarnation: string;
}

/** Keeps a record, and calls `then` once it is kept. */
export type Keep = (record: ReplicaRecord, then?: () => void) => void;

/** What a copy asks of whose it is. */
export interface CopyPorts {
  /** In order; nothing where nothing is kept. */
  readonly keep?: Keep | undefined;
  /** Something was written here. */
  wrote(): void;
}

/**
 * What a replica has: what the hub said, what was written here on top of that, and how both outlive this process: as a
 * state, and the records of all that was done since, which are done again in the next life.
 */
export class Copy {
  readonly tensor: Reader & Pick<Tensor, "writer" | "reader">;
  readonly table: NameTable = new NameTable();
  readonly outbox: Outbox = new Outbox();
  readonly #ports: CopyPorts;
  readonly #slices: Slices;
  readonly #ownPlace: number;
  /** One life of its storage. */
  incarnation: string;
  /** The history that it knows, and up to where; `""` where it knows none. */
  epoch = "";
  revision = 0;
  /** The revision of the tensor that what the hub said will have; what comes with any other was written here. */
  #remote = -1;

  constructor({ levels, cursor, slice, incarnation }: Owner, ports: CopyPorts) {
    this.incarnation = incarnation;
    this.#ports = ports;
    this.#slices = new Slices(levels, cursor, this.table);
    this.tensor = this.#slices.tensor;
    this.#ownPlace = slice === undefined ? -1 : placeOf(slice);
    this.tensor.subscribe(
      (delta) => this.#wrote(delta),
      (revision) => revision !== this.#remote,
    );
  }

  // What it keeps

  /** Takes up where an earlier life left off, before the first session. */
  restore(state: ReplicaState, records: readonly ReplicaRecord[]): void {
    // What was written in the meantime is the latest.
    const early = this.outbox.pending;
    const { incarnation, epoch, revision, sequence, isSent, sent, pending } = state;
    this.incarnation = incarnation;
    this.epoch = epoch;
    this.revision = revision;
    this.#stand(this.#slices.numbered(state.standing), true);
    const writesOf = (named: ReplicaState["sent"]): Writes => new Map(this.#rows(this.#slices.numbered(named)));
    this.outbox.restore(sequence, isSent ? writesOf(sent) : undefined, writesOf(pending));
    for (const record of records) this.#redo(record);
    for (const [key, content] of early) this.outbox.write(key, content);
    this.#apply(this.#overlay(), false);
  }

  #redo(record: ReplicaRecord): void {
    const { outbox } = this;
    if (record.kind === "wrote") {
      for (const [key, content] of this.#rows(this.#slices.numbered(record))) outbox.write(key, content);
    } else if (record.kind === "sent") {
      outbox.begin(record.count, this.#order);
    } else if (record.kind === "renumbered") {
      outbox.withdraw(record.sequence);
    } else if (record.kind === "answered") {
      if (outbox.sent?.sequence === record.sequence) this.#apply(this.#own(outbox.answered()), false);
    } else {
      this.epoch = record.epoch;
      this.revision = record.revision;
      this.#stand(this.#slices.numbered(record), record.base < 0);
    }
  }

  /** All that is to be kept, in the place of the records so far. */
  state(): ReplicaState {
    const { pending, sent, sequence, standing } = this.outbox;
    const { incarnation, epoch, revision } = this;
    // What stands is what is read, but for the cells that were written here.
    const all = this.#slices.all();
    const others = new Cells(all.length);
    for (let i = 0; i < all.length; i++) {
      if (all.place[i] !== this.#ownPlace) others.pushRow(all, i);
    }
    append(others, this.#own(standing));
    return {
      incarnation,
      epoch,
      revision,
      sequence,
      isSent: sent !== undefined,
      standing: this.#slices.named(others),
      sent: this.#slices.named(this.#own(sent?.writes ?? new Map())),
      pending: this.#slices.named(this.#own(pending)),
    };
  }

  /** Records are made where they are kept: to make them takes longer than what they tell of. */
  #keep(record: () => ReplicaRecord, then?: () => void): void {
    if (this.#ports.keep === undefined) then?.();
    else this.#ports.keep(record(), then);
  }

  // What is written here

  #wrote(delta: Delta): void {
    const cells = this.#slices.cellsOf(delta);
    for (const [key, content] of this.#rows(cells)) this.outbox.write(key, content);
    this.#keep(() => ({ kind: "wrote", ...this.#slices.named(cells) }));
    this.#ports.wrote();
  }

  /**
   * Makes a publication of at most so many of the pending cells, and bytes with their names, but of one cell at least; and
   * calls `then` once it may be sent: only what is kept may be, for after a crash its number must not come again with
   * other cells.
   */
  begin(maxCells: number, maxBytes: number, then: () => void): void {
    const { pending } = this.outbox;
    let most = Math.min(pending.size, maxCells);
    if (most * (BYTES_A_CELL + 2 * bytesOfName(this.table.longest)) > maxBytes) most = this.#fitting(pending, maxBytes);
    const { sequence, writes } = this.outbox.begin(Math.max(1, Math.min(most, maxCells)), this.#order);
    this.#keep(() => ({ kind: "sent", sequence, count: writes.size }), then);
  }

  /** How many cells, the first in order, take so many bytes at most, with each of their names once. */
  #fitting(writes: Writes, maxBytes: number): number {
    const named = new Set<number>();
    let bytes = 0;
    let cells = 0;
    for (const key of [...writes.keys()].sort(this.#order)) {
      bytes += BYTES_A_CELL;
      for (const number of [optionOf(key), dimensionOf(key)]) {
        if (named.has(number)) continue;
        named.add(number);
        bytes += bytesOfName(this.table.name(number).length);
      }
      if (bytes > maxBytes) break;
      cells++;
    }
    return cells;
  }

  /** The publication that is not answered. */
  publication(): Publish | undefined {
    const { sent } = this.outbox;
    return sent && { kind: "publish", sequence: sent.sequence, cells: this.#own(sent.writes) };
  }

  /** The storage has lost what it had kept: what was sent is pending again, and no number is used twice. */
  renumber(sequence: number): void {
    this.outbox.withdraw(sequence);
    this.#keep(() => ({ kind: "renumbered", sequence }));
  }

  /** The hub has answered: says what it had answered, or nothing where that was known, as where frames came twice. */
  answered(sequence: number): Delta | undefined {
    const { sent } = this.outbox;
    if (sent?.sequence !== sequence) return undefined;
    const seen = this.#own(this.outbox.answered());
    this.#keep(() => ({ kind: "answered", sequence }));
    this.#apply(seen, false);
    return this.#slices.deltaOf(this.#own(sent.writes));
  }

  /** By names: numbers are others in the next life, and so is the order in which cells were written. */
  readonly #order = (a: number, b: number): number => {
    const name = (number: number): string => this.table.name(number);
    const [x, y] = [name(dimensionOf(a)), name(dimensionOf(b))];
    if (x !== y) return x < y ? -1 : 1;
    const [v, w] = [name(optionOf(a)), name(optionOf(b))];
    return v === w ? layerOf(a) - layerOf(b) : v < w ? -1 : 1;
  };

  // What the hub says

  /** What it has cannot be trusted to be whole: it begins anew (W5). */
  forget(): void {
    this.epoch = "";
    this.revision = 0;
  }

  /** A delta came, all of it; a base of −1 replaces all. */
  advance(epoch: string, base: number, revision: number, cells: Cells): void {
    this.epoch = epoch;
    this.revision = revision;
    this.#stand(cells, base < 0);
    this.#keep(() => ({ kind: "advanced", epoch, base, revision, ...this.#slices.named(cells) }));
  }

  /** Takes what the hub says; the replica's own unanswered writes stay on top. */
  #stand(cells: Cells, isAll: boolean): void {
    const { outbox } = this;
    if (isAll) outbox.standing.clear();
    const isEmpty = outbox.unanswered === 0;
    const visible = isEmpty ? cells : new Cells(cells.length);
    for (let i = 0; i < cells.length; i++) {
      if (cells.place[i] === this.#ownPlace) {
        const key = keyOf(cells.layer[i] as number, cells.option[i] as number, cells.dimension[i] as number);
        outbox.stand(key, cells.content[i] as number);
        if (!isEmpty && outbox.covers(key)) continue;
      }
      if (!isEmpty) visible.pushRow(cells, i);
    }
    if (isAll) append(visible, this.#overlay());
    this.#apply(visible, isAll);
  }

  #apply(cells: Cells, isAll: boolean): void {
    this.#remote = this.tensor.revision + 1;
    this.#slices.apply(cells, isAll);
    this.#remote = -1;
  }

  /** What this end has written and the hub has not answered. */
  #overlay(): Cells {
    return this.#own(this.outbox.overlay());
  }

  #own(writes: Writes): Cells {
    return cellsOf(writes, this.#ownPlace);
  }

  *#rows({ length, layer, option, dimension, content }: Cells): Generator<readonly [key: number, content: number]> {
    for (let i = 0; i < length; i++) {
      yield [keyOf(layer[i] as number, option[i] as number, dimension[i] as number), content[i] as number];
    }
  }
}

/** Adds the rows of others. */
export function append(cells: Cells, more: Cells): void {
  for (let i = 0; i < more.length; i++) cells.pushRow(more, i);
}
