import { decodeFrame } from "../src/codec/decode.ts";
import { Broken } from "./broken.ts";

/** Sees to it that a hub begins no delta while a line has more to carry than the hub allows (W8). */
export class Pace {
  readonly #most: number;
  readonly #buffered: () => number;
  /** How much there was before the names that come before a delta. */
  #before: number | undefined;

  constructor(most: number, buffered: () => number) {
    this.#most = most;
    this.#buffered = buffered;
  }

  /** The hub is about to send a frame. */
  sends(bytes: Uint8Array): void {
    if (this.#most === Infinity) return;
    const before = this.#before ?? this.#buffered();
    const { kind } = decodeFrame(bytes).frame;
    this.#before = kind === "names" ? before : undefined;
    if ((kind === "part" || kind === "delta") && before > this.#most) {
      throw new Broken("W8", `a ${kind} is sent where ${before} bytes have not left yet`);
    }
  }
}
