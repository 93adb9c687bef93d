import { crc32 } from "node:zlib";

/** Bytes from hexadecimal digits, which may stand apart; between them, bytes that are too many to be written out. */
export function bytesOf(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part.replaceAll(" ", ""), "hex") : part)),
  );
}

/** The same with their checksum before them. */
export function sealed(...parts: readonly (string | Uint8Array)[]): string {
  const body = bytesOf(...parts);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(body));
  return Buffer.concat([sum, body]).toString("hex");
}

/** UTF-8, without a header. */
export const utf8 = (text: string): Uint8Array => Buffer.from(text);

/** Numbers as little-endian binary64. */
export const doubles = (...numbers: readonly number[]): Uint8Array => new Uint8Array(Float64Array.from(numbers).buffer);

/** Numbers as little-endian binary32. */
export const singles = (...numbers: readonly number[]): Uint8Array => new Uint8Array(Float32Array.from(numbers).buffer);
