import type { Cells } from "../codec/cells.ts";
import type { NamesFrame } from "../codec/frames.ts";
import { WireError } from "../errors.ts";

/** Numbers are below this: a key, which holds two and a layer, stays an exact integer. */
export const MAX_NUMBER: number = 2 ** 24;

/** Names ⇄ numbers of one end, for all its sessions. A number stays its name's for ever. */
export class NameTable {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of a name, given now if it has none. */
  number(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      if (number >= MAX_NUMBER) throw new WireError("too-large", `${MAX_NUMBER} names`);
      this.#numbers.set(name, number);
    }
    return number;
  }

  /** The name of a number of this table. */
  name(number: number): string {
    return this.names[number] as string;
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

/** The numbers that the other end of a session has been told the names of. */
export class Told {
  #bits = new Uint32Array(1);

  /** What the other end has to be told before it can read these cells, ascending; from now on it counts as told. */
  news({ length, option, dimension }: Cells): readonly number[] {
    const numbers: number[] = [];
    for (let i = 0; i < length; i++) {
      if (this.#tell(option[i] as number)) numbers.push(option[i] as number);
      if (this.#tell(dimension[i] as number)) numbers.push(dimension[i] as number);
    }
    return numbers.sort((a, b) => a - b);
  }

  /** Whether it was not told before. */
  #tell(number: number): boolean {
    const word = number >>> 5;
    if (word >= this.#bits.length) {
      const bits = new Uint32Array(Math.max(word + 1, this.#bits.length * 2));
      bits.set(this.#bits);
      this.#bits = bits;
    }
    const before = this.#bits[word] as number;
    const after = before | (1 << (number & 31));
    this.#bits[word] = after;
    return after >>> 0 !== before;
  }
}

/** What the numbers of the other end mean: they are turned into those of this one's table. */
export class Heard {
  readonly #table: NameTable;
  /** By the other end's number. */
  readonly #own: (number | undefined)[] = [];
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
    for (const [i, number] of numbers.entries()) {
      if (this.#own[number] !== undefined) throw new WireError("protocol-broken", `the name of ${number} twice`);
      if (names[i] === "") this.#empty = number;
      this.#own[number] = this.#table.number(names[i] as string);
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
    const own = this.#own[number];
    if (own === undefined) throw new WireError("unknown-name", `the number ${number}`);
    return own;
  }
}
