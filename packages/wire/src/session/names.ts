import type { Cells } from "../codec/cells.ts";
import type { NamesFrame } from "../codec/frames.ts";
import { WireError } from "../errors.ts";

/** Numbers are below this: a key, which holds two and a layer, stays an exact integer. */
export const MAX_NUMBER: number = 2 ** 24;

/** A name of so many UTF-16 units takes at most so many bytes: three for each, and for its length and number. */
export const bytesOfName = (units: number): number => 3 * units + 8;

/** Names ⇄ numbers of one end, for all its sessions. A number stays its name's for ever. */
export class NameTable {
  readonly names: string[] = [];
  /** The UTF-16 units of the longest name. */
  longest = 0;
  readonly #numbers = new Map<string, number>();
  /** By number: the index among the shared names, and 1 more; of tables that have any. */
  readonly #shared: number[] | undefined;
  #sharedCount = 0;

  /** Whether there are names that every session may hear. */
  constructor(isShared = false) {
    if (isShared) this.#shared = [];
  }

  /** The number of a name, given now if it has none. */
  number(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      if (number >= MAX_NUMBER) throw new WireError("too-large", `${MAX_NUMBER} names`);
      this.#numbers.set(name, number);
      this.longest = Math.max(this.longest, name.length);
      this.#shared?.push(0);
    }
    return number;
  }

  /** The name of a number of this table. */
  name(number: number): string {
    return this.names[number] as string;
  }

  get isShared(): boolean {
    return this.#shared !== undefined;
  }

  /** From now on every session may hear of this name. */
  share(number: number): void {
    if (this.#shared?.[number] === 0) this.#shared[number] = ++this.#sharedCount;
  }

  /** Which of the shared names it is, from 0; −1 where it is none. */
  sharedIndex(number: number): number {
    return this.#shared === undefined ? -1 : (this.#shared[number] as number) - 1;
  }
}

/** Two numbers below this have a key of 31 bits: engines are much faster at maps of these. */
const NARROW = 2 ** 15;
/** All other keys begin here. */
const WIDE = 2 ** 31;

/** One layer of one cell of a slice as a number. */
export const keyOf = (layer: number, option: number, dimension: number): number =>
  (option | dimension) < NARROW
    ? (option << 16) | (dimension << 1) | layer
    : WIDE + (option * MAX_NUMBER + dimension) * 2 + layer;
export const layerOf = (key: number): 0 | 1 => (key % 2) as 0 | 1;
export const dimensionOf = (key: number): number =>
  key < WIDE ? (key >> 1) % NARROW : ((key - WIDE - layerOf(key)) / 2) % MAX_NUMBER;
export const optionOf = (key: number): number => (key < WIDE ? key >> 16 : Math.floor((key - WIDE) / (2 * MAX_NUMBER)));

/** What the numbers of the other end mean: they are turned into those of this one's table. */
export class Heard {
  readonly #table: NameTable;
  /** By the other end's number. */
  readonly #own: (number | undefined)[] = [];
  /** Names that no cell has had yet, by their numbers; nothing where there are none. */
  #names: Map<number, string> | undefined;
  #size = 0;
  readonly #limit: number;
  /** The number of the empty name, which no dimension has. */
  #empty = -1;

  constructor(table: NameTable, limit: number = Infinity) {
    this.#table = table;
    this.#limit = limit;
  }

  /** Throws `too-large` beyond the limit, and `protocol-broken` where a number changes its name. */
  learn({ numbers, names }: NamesFrame): void {
    if (this.#size + numbers.length > this.#limit) throw new WireError("too-large", "more names than allowed");
    this.#names ??= new Map();
    for (const [i, number] of numbers.entries()) {
      if (number >= MAX_NUMBER) throw new WireError("protocol-broken", `the number ${number} of a name`);
      if (this.#names.has(number) || this.#own[number] !== undefined)
        throw new WireError("protocol-broken", `the name of ${number} twice`);
      if (names[i] === "") this.#empty = number;
      this.#names.set(number, names[i] as string);
      this.#size++;
    }
  }

  /** Renumbers cells in place. Throws `unknown-name`, and `protocol-broken` for a dimension without a name. */
  translate(cells: Cells): Cells {
    const { length, option, dimension } = cells;
    for (let i = 0; i < length; i++) {
      if (dimension[i] === this.#empty) throw new WireError("protocol-broken", "a dimension without a name");
      option[i] = this.#ownOf(option[i] as number);
      dimension[i] = this.#ownOf(dimension[i] as number);
    }
    return cells;
  }

  #ownOf(number: number): number {
    let own = this.#own[number];
    const name = own === undefined ? this.#names?.get(number) : undefined;
    // Only what a cell has takes a place in the table, which is everyone's.
    if (name !== undefined) {
      own = this.#own[number] = this.#table.number(name);
      this.#names?.delete(number);
      if (this.#names?.size === 0) this.#names = undefined;
    }
    if (own === undefined) throw new WireError("unknown-name", `the number ${number}`);
    return own;
  }
}
