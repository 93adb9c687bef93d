import { Packr, RESERVE_START_SPACE, RESET_BUFFER_MODE } from "msgpackr/pack";
import { checksum } from "./checksum.ts";
import type { Room } from "./room.ts";

const CHECKSUM_BYTES = 4;
const LARGE = 1 << 16;
const packr = new Packr({ useRecords: false });

/** The elements as one MessagePack array, behind the checksum of these. */
export function seal(elements: readonly unknown[], room: Room): Uint8Array {
  const pooled = packr.pack(elements, RESERVE_START_SPACE | CHECKSUM_BYTES | RESET_BUFFER_MODE);
  const bytes = room.take(pooled.length);
  bytes.set(pooled);
  // The pool grows and is kept: after something large it gives way to a small one of the same class.
  if (pooled.length > LARGE) packr.useBuffer(Uint8Array.prototype.slice.call(pooled, 0, LARGE));
  const sum = checksum(bytes, CHECKSUM_BYTES);
  for (let i = 0; i < CHECKSUM_BYTES; i++) bytes[i] = sum >>> (8 * i);
  return bytes;
}
