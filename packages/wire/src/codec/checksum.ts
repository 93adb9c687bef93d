const POLYNOMIAL = 0xedb88320;

/** Eight tables of 256: table k says what a byte does to the sum when k bytes of zeros follow it. */
const tables = new Int32Array(8 * 256);
for (let i = 0; i < tables.length; i++) {
  let sum = i < 256 ? i : (tables[i - 256] as number);
  if (i < 256) for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 && POLYNOMIAL);
  else sum = (sum >>> 8) ^ (tables[sum & 255] as number);
  tables[i] = sum;
}

/** CRC-32 (IEEE 802.3) of the bytes from `start` on, as a signed number of 32 bits. */
export function checksum(bytes: Uint8Array, start: number): number {
  const table = (k: number, byte: number): number => tables[k * 256 + (byte & 255)] as number;
  let sum = -1;
  let at = start;
  // Eight bytes at a time, as two numbers of 32 bits, from where these can be read in place.
  const first = at + (-(bytes.byteOffset + at) & 3);
  if (first + 8 <= bytes.length) {
    while (at < first) sum = (sum >>> 8) ^ table(0, sum ^ (bytes[at++] as number));
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + at, ((bytes.length - at) >> 3) * 2);
    for (let i = 0; i < words.length; i += 2) {
      const a = (words[i] as number) ^ sum;
      const b = words[i + 1] as number;
      // First what does not wait for the sum.
      sum =
        table(3, b) ^
        table(2, b >>> 8) ^
        table(1, b >>> 16) ^
        table(0, b >>> 24) ^
        table(7, a) ^
        table(6, a >>> 8) ^
        table(5, a >>> 16) ^
        table(4, a >>> 24);
    }
    at += words.byteLength;
  }
  while (at < bytes.length) sum = (sum >>> 8) ^ table(0, sum ^ (bytes[at++] as number));
  return ~sum;
}
