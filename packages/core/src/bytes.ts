import { grown } from "./columns.ts";

/** Bytes that are being written: whole numbers as LEB128, names as their length and UTF-16 units, floats as binary64. */
export class ByteWriter {
  #bytes: Uint8Array = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** The bytes so far. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  whole(number: number): void {
    this.#reserve();
    let rest = number;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = (rest % 128) + 128;
    this.#bytes[this.#length++] = rest;
  }

  float(number: number): void {
    this.#reserve();
    this.#view.setFloat64(this.#length, number, true);
    this.#length += 8;
  }

  name(name: string): void {
    this.whole(name.length);
    for (let i = 0; i < name.length; i++) this.whole(name.charCodeAt(i));
  }

  #reserve(): void {
    if (this.#length + 8 <= this.#bytes.length) return;
    this.#bytes = grown(this.#bytes, 0);
    this.#view = new DataView(this.#bytes.buffer);
  }
}

/** Reads what a {@link ByteWriter} wrote; throws a `RangeError` past the end. */
export class ByteReader {
  at = 0;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.at === this.#view.byteLength;
  }

  whole(): number {
    let number = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#view.getUint8(this.at++);
      number += (byte & 127) * scale;
      if (byte < 128) return number;
    }
  }

  float(): number {
    this.at += 8;
    return this.#view.getFloat64(this.at - 8, true);
  }

  name(): string {
    let name = "";
    for (let length = this.whole(); length > 0; length--) name += String.fromCharCode(this.whole());
    return name;
  }
}

/** A hash of 32 bits (FNV-1a, by Fowler, Noll and Vo); another odd `multiplier` gives another hash. */
export function hash(bytes: Uint8Array, multiplier: number): number {
  let state = 0x811c9dc5;
  for (const byte of bytes) state = Math.imul(state ^ byte, multiplier);
  return state >>> 0;
}
