import { WireError, type WireErrorCode } from "../errors.ts";
import { checksum } from "./checksum.ts";
import type { DecodeLimits } from "./limits.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads the elements of a message one by one, and takes of MessagePack only what a message may hold, in its one shortest
 * form. msgpackr writes messages and does not read them: it takes other forms, mends ill-formed text, drops U+FEFF from
 * the start of a long one, and follows nesting wherever it leads.
 */
export class Reader {
  readonly limits: DecodeLimits;
  /** What is being read, for the error. */
  place = "message";
  readonly #bytes: Uint8Array;
  #at = 4;
  /** How many elements have been announced and not read. */
  #due = 1;

  /** Throws unless there are few enough bytes, and whole: the first four are the checksum of the others. */
  constructor(bytes: Uint8Array, limits: DecodeLimits) {
    this.limits = limits;
    this.#bytes = bytes;
    this.limit(bytes.length, limits.maxBytes);
    let sum = 0;
    for (let i = 3; i >= 0; i--) sum = (sum << 8) | (bytes[i] as number);
    if (!(bytes.length > 4) || sum !== checksum(bytes, 4)) this.fail("another checksum");
  }

  fail(found: string, code: WireErrorCode = "invalid-bytes"): never {
    throw new WireError(code, found, this.place);
  }

  /** Throws where there is more of something than may be. */
  limit(found: number, most: number): void {
    if (found > most) this.fail(`${found} where ${most} may be`, "too-large");
  }

  /** Throws unless everything has been read: all elements, and all bytes. */
  end(): void {
    if (this.#due !== 0 || this.#at !== this.#bytes.length) this.fail("another number of elements");
  }

  integer(most: number = Number.MAX_SAFE_INTEGER): number {
    const head = this.#head();
    let number = head;
    if (head === 0xcb) {
      const bytes = this.#take(8);
      number = new DataView(bytes.buffer, bytes.byteOffset).getFloat64(0);
      if (!Number.isSafeInteger(number) || number < 2 ** 32) this.fail("no integer");
    } else if (head >= 128) number = this.#sized(head - 0xcc, 128);
    if (number > most) this.fail(`the number ${number}`);
    return number;
  }

  /** The number of elements in the list that begins here. */
  list(): number {
    const head = this.#head();
    // Lengths of lists have no form of one byte: before 0xdc and 0xdd stands what is none.
    const length = head >> 4 === 9 ? head & 15 : this.#sized(head - 0xdb, Infinity, 16);
    this.#due += length;
    return length;
  }

  text(mostUnits: number): string {
    const head = this.#head();
    const bytes = this.#take(head >> 5 === 5 ? head & 31 : this.#sized(head - 0xd9, 32));
    // A unit has at most three bytes.
    this.limit(bytes.length, mostUnits * 3);
    let text: string;
    try {
      text = utf8.decode(bytes);
    } catch {
      this.fail("ill-formed text");
    }
    this.limit(text.length, mostUnits);
    return text;
  }

  /** A view of the message's own bytes. */
  binary(): Uint8Array {
    return this.#take(this.#sized(this.#head() - 0xc4, 0));
  }

  #head(): number {
    this.#due--;
    return this.#unsigned(1);
  }

  #take(length: number): Uint8Array {
    const start = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) this.fail("too few bytes");
    return this.#bytes.subarray(start, this.#at);
  }

  /** The number in the 1, 2 or 4 bytes that a size of 0, 1 or 2 stands for, and not in more than it needs. */
  #sized(size: number, leastOfOne: number, leastOfTwo = 0x100): number {
    const least = [leastOfOne, leastOfTwo, 0x10000][size] ?? this.fail("another type");
    const number = this.#unsigned(1 << size);
    if (number < least) this.fail("a longer form");
    return number;
  }

  #unsigned(width: number): number {
    let number = 0;
    for (let i = 0; i < width; i++) number = number * 256 + (this.#bytes[this.#at++] as number);
    // Beyond the end stand no numbers.
    return Number.isNaN(number) ? this.fail("too few bytes") : number;
  }
}
