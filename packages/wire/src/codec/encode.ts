import { frameMessages } from "./frame-messages.ts";
import type { Frame } from "./frames.ts";

/**
 * A frame as bytes; the same frame is always the same bytes. `number` counts the frames of a session in one direction,
 * from 0. Throws `invalid-option` where the frame holds what no bytes can: text with lone surrogates or of more than
 * 1,024 units, a number that is no integer from 0 to 2^53 − 1, a cell layer in two rows, an infinite weight.
 *
 * @example
 * import { encodeFrame } from "@thalweg/wire";
 * encodeFrame({ kind: "renew" }, 3).length; // 7
 */
export function encodeFrame(frame: Frame, number: number): Uint8Array {
  return frameMessages.encode(frame, number);
}
