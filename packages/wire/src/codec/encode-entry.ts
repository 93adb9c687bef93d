import type { Entry } from "./entries.ts";
import { type DecodeLimits, stateLimits } from "./limits.ts";
import { Messages } from "./messages.ts";
import { entrySchema } from "./schema.ts";

const entries: Messages<Entry> = new Messages(entrySchema);

/** An entry of the log as bytes. Throws `invalid-option` as {@link encodeFrame} does. */
export function encodeEntry(entry: Entry): Uint8Array {
  return entries.encode(entry);
}

/** The entry that bytes are. Throws as {@link decodeFrame} does. */
export function decodeEntry(bytes: Uint8Array, limits: Partial<DecodeLimits> = {}): Entry {
  return entries.decode(bytes, { ...stateLimits, ...limits }, false).message;
}
