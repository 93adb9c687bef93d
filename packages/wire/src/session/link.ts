import { decodeFrame } from "../codec/decode.ts";
import { encodeFrame } from "../codec/encode.ts";
import type { Frame } from "../codec/frames.ts";
import type { DecodeLimits } from "../codec/limits.ts";
import { WireError } from "../errors.ts";
import { Heard, type NameTable, Told } from "./names.ts";

/** How many names go into one frame, so that the longest fit below any limit in use. */
const NAMES_A_FRAME = 128;

/** One end of one session: it counts frames, and knows what either end's numbers stand for. */
export class Link {
  readonly #table: NameTable;
  readonly #send: (bytes: Uint8Array) => void;
  readonly #limits: Partial<DecodeLimits>;
  readonly #told = new Told();
  readonly #heard: Heard;
  #sent = 0;
  #received = 0;

  constructor(table: NameTable, send: (bytes: Uint8Array) => void, limits: Partial<DecodeLimits> = {}) {
    this.#table = table;
    this.#send = send;
    this.#limits = limits;
    this.#heard = new Heard(table, limits.maxNames);
  }

  /** Sends a frame, and before it the names in it that the other end does not know. */
  send(frame: Frame): void {
    if ("cells" in frame) {
      const numbers = this.#told.news(frame.cells);
      for (let i = 0; i < numbers.length; i += NAMES_A_FRAME) {
        const some = numbers.slice(i, i + NAMES_A_FRAME);
        this.#put({ kind: "names", numbers: some, names: some.map((number) => this.#table.name(number)) });
      }
    }
    this.#put(frame);
  }

  #put(frame: Frame): void {
    this.#send(encodeFrame(frame, this.#sent++));
  }

  /**
   * What bytes say, its cells in the numbers of this end; nothing where they came before, or only teach names. Throws
   * `invalid-bytes`, `too-large`, `unsupported-version`, `unknown-name`, `protocol-broken`, and `frames-missing` where
   * one was lost: whatever it throws, the session is over.
   */
  receive(bytes: Uint8Array): Exclude<Frame, { kind: "names" }> | undefined {
    const { frame, number } = decodeFrame(bytes, this.#limits);
    if (number < this.#received) return undefined;
    if (number > this.#received) {
      throw new WireError("frames-missing", `frame ${number} where ${this.#received} was due`);
    }
    this.#received++;
    if (frame.kind === "names") {
      this.#heard.learn(frame);
      return undefined;
    }
    if ("cells" in frame) this.#heard.translate(frame.cells);
    return frame;
  }
}
