import type { Cells } from "../codec/cells.ts";
import { WireError } from "../errors.ts";
import { MAX_NUMBER, type NameTable } from "./names.ts";

/** Names that the other end does not know yet, by the numbers of the session, ascending. */
export interface News {
  readonly numbers: readonly number[];
  readonly names: readonly string[];
}

const NOTHING: News = { numbers: [], names: [] };
const NONE: Uint32Array<ArrayBuffer> = new Uint32Array(0);
const NO_NUMBERS: readonly number[] = [];
/** So few names are looked for one by one; most sessions have no more of their own. */
const FEW = 16;

/**
 * What the other end of a session has been told. The session has numbers of its own, one after the other as names are
 * told: those of the table would tell what others have written, and when. Only names that everyone may hear have one
 * number in all sessions, the even ones, since then a bit each is all that a session has to remember of them.
 */
export class Told {
  readonly #table: NameTable;
  /** By the index of a shared name: whether it was told. */
  #bits = NONE;
  /** The numbers of the others in the table, in the order in which they were told: while they are few. */
  #few: readonly number[] = NO_NUMBERS;
  /** When they are more: a table with open addressing, pairs of a number and 1 more, or 0, and of how many before it. */
  #slots = NONE;
  #count = 0;

  constructor(table: NameTable) {
    this.#table = table;
  }

  /** Gives cells the numbers of the session, in place; returns what has to be said before, which counts as said. */
  renumber({ length, option, dimension }: Cells): News {
    /** Numbers of the session and of the table, by turns. */
    const fresh: number[] = [];
    for (let i = 0; i < length; i++) {
      option[i] = this.#numberOf(option[i] as number, fresh);
      dimension[i] = this.#numberOf(dimension[i] as number, fresh);
    }
    return fresh.length === 0 ? NOTHING : this.#news(fresh);
  }

  #numberOf(number: number, fresh: number[]): number {
    const known = this.#find(number);
    if (known >= 0) return known;
    const own = this.#tell(number);
    fresh.push(own, number);
    return own;
  }

  #news(fresh: readonly number[]): News {
    const pairs: (readonly [own: number, number: number])[] = [];
    for (let i = 0; i < fresh.length; i += 2) pairs.push([fresh[i] as number, fresh[i + 1] as number]);
    pairs.sort(([a], [b]) => a - b);
    return { numbers: pairs.map(([own]) => own), names: pairs.map(([, number]) => this.#table.name(number)) };
  }

  /** Whether a name of the table was told. */
  has(number: number): boolean {
    return this.#find(number) >= 0;
  }

  /** The session's number of a name, or −1. */
  #find(number: number): number {
    const shared = this.#table.sharedIndex(number);
    if (shared >= 0 && ((this.#bits[shared >>> 5] ?? 0) & (1 << (shared & 31))) !== 0) return shared * 2;
    // Also a name that is shared by now: it may have been told before.
    const index = this.#count <= FEW ? this.#few.indexOf(number) : this.#indexOf(number);
    return index < 0 ? -1 : this.#ownOf(index);
  }

  #indexOf(number: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let at = placeOf(number, mask); slots[at] !== 0; at = (at + 2) & mask) {
      if (slots[at] === number + 1) return slots[at + 1] as number;
    }
    return -1;
  }

  #ownOf(index: number): number {
    return this.#table.isShared ? index * 2 + 1 : index;
  }

  #tell(number: number): number {
    const shared = this.#table.sharedIndex(number);
    const own = shared >= 0 ? shared * 2 : this.#ownOf(this.#count);
    if (own >= MAX_NUMBER) throw new WireError("too-large", "more names than a session has numbers");
    if (shared < 0) this.#add(number);
    else {
      const word = shared >>> 5;
      if (word >= this.#bits.length) this.#bits = grown(this.#bits, Math.max(word + 1, this.#bits.length * 2));
      this.#bits[word] = (this.#bits[word] as number) | (1 << (shared & 31));
    }
    return own;
  }

  #add(number: number): void {
    const index = this.#count++;
    if (index < FEW) {
      // No longer than it has to be: a hub has one for each session.
      this.#few = [...this.#few, number];
      return;
    }
    // At most three quarters of the slots are taken.
    if (index === FEW || this.#count * 8 > this.#slots.length * 3) this.#rehash();
    put(this.#slots, number + 1, index);
  }

  #rehash(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(Math.max(FEW * 8, before.length * 2));
    for (let at = 0; at < before.length; at += 2) {
      if (before[at] !== 0) put(this.#slots, before[at] as number, before[at + 1] as number);
    }
    for (const [index, number] of this.#few.entries()) put(this.#slots, number + 1, index);
    this.#few = NO_NUMBERS;
  }
}

function put(slots: Uint32Array, key: number, index: number): void {
  const mask = slots.length - 1;
  let at = placeOf(key - 1, mask);
  while (slots[at] !== 0) at = (at + 2) & mask;
  slots[at] = key;
  slots[at + 1] = index;
}

/** Where to look first: the higher bits of a product with the golden ratio, at an even place. */
const placeOf = (number: number, mask: number): number => (Math.imul(number, 0x9e3779b1) >>> 8) & mask & ~1;

function grown(bits: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(length);
  more.set(bits);
  return more;
}
