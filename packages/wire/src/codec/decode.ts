import { WireError } from "../errors.ts";
import { frameMessages } from "./frame-messages.ts";
import type { Frame } from "./frames.ts";
import { type DecodeLimits, defaultLimits } from "./limits.ts";

/**
 * The frame that bytes are, and its number. Nothing of it lies in the memory of the bytes. Throws `too-large` where it is
 * over a limit, `unsupported-version` where it belongs to another version of the protocol, and `invalid-bytes` where the
 * bytes are not those that {@link encodeFrame} makes of a frame.
 *
 * @example
 * import { decodeFrame, encodeFrame } from "@thalweg/wire";
 * const { frame, number } = decodeFrame(encodeFrame({ kind: "acknowledge", sequence: 7 }, 3));
 * console.log(frame, number); // { kind: 'acknowledge', sequence: 7 } 3
 */
export function decodeFrame(
  bytes: Uint8Array,
  limits: Partial<DecodeLimits> = {},
): { readonly frame: Frame; readonly number: number } {
  const { message: frame, number } = frameMessages.decode(bytes, { ...defaultLimits, ...limits }, true);
  if (frame.kind === "names" && frame.numbers.length !== frame.names.length)
    throw new WireError("invalid-bytes", "numbers and names of another number", "names");
  return { frame, number };
}
