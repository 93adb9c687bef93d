import { crc32 } from "node:zlib";

/** Numbers from 0 to below `below`, always the same ones for one seed. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return Math.floor((((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32) * below);
  };
}

/** Bytes that mean something, each in its place. */
const MEANINGFUL = [
  0, 1, 0x7f, 0x80, 0x81, 0x90, 0x91, 0x9f, 0xa0, 0xa1, 0xbf, 0xc0, 0xc1, 0xc2, 0xc4, 0xc5, 0xc6, 0xca, 0xcb, 0xcc,
  0xcd, 0xce, 0xcf, 0xd0, 0xd3, 0xd4, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xe0, 0xed, 0xf0, 0xfe, 0xff,
];

/** A copy that is not what it was: bits, bytes, pieces gone, doubled or from elsewhere. */
function mutated(bytes: Uint8Array, other: Uint8Array, random: (below: number) => number): Uint8Array {
  const at = random(bytes.length + 1);
  const length = 1 + random(random(4) === 0 ? 64 : 4);
  const copy = bytes.slice();
  switch (random(8)) {
    case 0:
      copy[random(bytes.length)] = random(256);
      return copy;
    case 1:
      copy[random(bytes.length)] = MEANINGFUL[random(MEANINGFUL.length)] as number;
      return copy;
    case 2: {
      const where = random(bytes.length);
      copy[where] = (copy[where] as number) ^ (1 << random(8));
      return copy;
    }
    case 3:
      return bytes.slice(0, at);
    case 4:
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + length)]);
    case 5:
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at, at + length), ...bytes.subarray(at)]);
    case 6: {
      const from = random(other.length);
      return Uint8Array.from([...bytes.subarray(0, at), ...other.subarray(from, from + length), ...bytes.subarray(at)]);
    }
    default:
      return Uint8Array.from([...bytes.subarray(0, at), ...Array.from({ length }, () => random(256))]);
  }
}

/** Hostile bytes without end: mutants of the given ones, mostly with their checksum mended, and now and then noise. */
export function* hostile(valid: readonly Uint8Array[], seed: number): Generator<Uint8Array, never> {
  const random = randomOf(seed);
  const any = (): Uint8Array => valid[random(valid.length)] as Uint8Array;
  for (;;) {
    let bytes: Uint8Array;
    if (random(16) === 0) bytes = Uint8Array.from({ length: random(80) }, () => random(256));
    else {
      bytes = any().slice(4);
      for (let times = 1 + random(3); times > 0 && bytes.length > 0; times--) bytes = mutated(bytes, any(), random);
      bytes = Uint8Array.from([0, 0, 0, 0, ...bytes]);
    }
    // Otherwise nearly all would end at the checksum.
    if (bytes.length > 4 && random(16) > 0) {
      new DataView(bytes.buffer).setUint32(0, crc32(bytes.subarray(4)), true);
    }
    yield bytes;
  }
}
