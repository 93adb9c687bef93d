import type { Reader } from "./reader.ts";

/** No number below 2^53 takes more bytes. */
export const MOST_BYTES = 8;

/**
 * Writes a whole number as LEB128: seven bits a byte, the lowest first, the top bit on all bytes but the last. Says where
 * the next one goes.
 */
export function writeVarint(bytes: Uint8Array, at: number, number: number): number {
  let end = at;
  let rest = number;
  while (rest >= 128) {
    const next = Math.floor(rest / 128);
    bytes[end++] = rest - next * 128 + 128;
    rest = next;
  }
  bytes[end++] = rest;
  return end;
}

const NONE = new Uint8Array();

/** Numbers as varints. */
export function packVarints(numbers: readonly number[]): Uint8Array {
  if (numbers.length === 0) return NONE;
  const bytes = new Uint8Array(numbers.length * MOST_BYTES);
  let at = 0;
  for (const number of numbers) at = writeVarint(bytes, at, number);
  return bytes.subarray(0, at);
}

/** Reads them one by one; NaN stands for what breaks off, is too great, or was not written in the fewest bytes. */
export class VarintReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++] as number;
    if (byte < 128) return byte;
    let number = byte - 128;
    let scale = 128;
    do {
      byte = bytes[this.#at++] as number;
      number += (byte & 127) * scale;
      scale *= 128;
    } while (byte >= 128);
    return byte > 0 && number <= Number.MAX_SAFE_INTEGER ? number : NaN;
  }
}

/** How many varints these bytes are, one that breaks off among them. */
export function countVarints(bytes: Uint8Array): number {
  let count = (bytes.at(-1) ?? 0) >> 7;
  for (let i = 0; i < bytes.length; i++) count += (bytes[i] as number) < 128 ? 1 : 0;
  return count;
}

/** The numbers in the next element of a message, of which there may be so many. */
export function readVarints(reader: Reader, most: number): number[] {
  const bytes = reader.binary();
  const length = countVarints(bytes);
  reader.limit(length, most);
  const varints = new VarintReader(bytes);
  return Array.from({ length }, () => {
    const number = varints.next();
    return Number.isNaN(number) ? reader.fail("no varint") : number;
  });
}
