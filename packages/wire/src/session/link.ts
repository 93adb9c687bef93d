import type { Cells } from "../codec/cells.ts";
import { decodeFrame } from "../codec/decode.ts";
import { encodeFrame } from "../codec/encode.ts";
import type { Frame } from "../codec/frames.ts";
import { type DecodeLimits, defaultLimits } from "../codec/limits.ts";
import { WireError } from "../errors.ts";
import { bytesOfName, Heard, type NameTable } from "./names.ts";
import { type News, Told } from "./told.ts";

/** At most so many names go into one frame. */
const NAMES_A_FRAME = 128;

/** What a frame of names takes beside them. */
const FRAME_BYTES = 32;

/** So many UTF-16 units of names may stand before one frame of cells. */
const UNITS_A_FRAME = 524_288;

/** One end of one session: it counts frames, and knows what either end's numbers stand for. */
export class Link {
  readonly #table: NameTable;
  readonly #send: (bytes: Uint8Array) => void;
  readonly #limits: Partial<DecodeLimits>;
  readonly #told: Told;
  readonly #heard: Heard;
  /** Whether names are taken yet; a hub takes none from strangers. */
  isBegun = true;
  /** How many bytes the other end takes in one frame. */
  #maxBytes = defaultLimits.maxBytes;
  #sent = 0;
  #received = 0;

  /** `maxNames` is how many the other end may teach in all. */
  constructor(
    table: NameTable,
    send: (bytes: Uint8Array) => void,
    limits: Partial<DecodeLimits> = {},
    maxNames: number = Infinity,
  ) {
    this.#table = table;
    this.#send = send;
    this.#limits = limits;
    this.#told = new Told(table);
    this.#heard = new Heard(table, maxNames);
  }

  /** Sends a frame, and before it the names in it that the other end does not know; its cells are renumbered. */
  send(frame: Frame): void {
    if ("cells" in frame) {
      const news = this.#told.renumber(frame.cells);
      if (news.numbers.length > 0) this.#teach(news);
    }
    this.#put(frame);
  }

  #teach({ numbers, names }: News): void {
    for (let from = 0; from < names.length; ) {
      let bytes = FRAME_BYTES + bytesOfName((names[from] as string).length);
      let to = from + 1;
      for (; to < names.length && to - from < NAMES_A_FRAME; to++) {
        bytes += bytesOfName((names[to] as string).length);
        if (bytes > this.#maxBytes) break;
      }
      this.#put({ kind: "names", numbers: numbers.slice(from, to), names: names.slice(from, to) });
      from = to;
    }
  }

  /** Up to where rows go into one frame, from one on and at most so many, without too many names before it. */
  fitting({ length, option, dimension }: Cells, from: number, most: number): number {
    const end = Math.min(length, from + most);
    let units = 0;
    for (let row = from; row < end; row++) {
      for (const number of [option[row] as number, dimension[row] as number]) {
        if (!this.#told.has(number)) units += this.#table.name(number).length;
      }
      if (units > UNITS_A_FRAME && row > from) return row;
    }
    return end;
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
      if (!this.isBegun) throw new WireError("protocol-broken", "names before the welcome");
      this.#heard.learn(frame);
      return undefined;
    }
    if (frame.kind === "welcome") this.#maxBytes = frame.maxBytes;
    if ("cells" in frame) this.#heard.translate(frame.cells);
    return frame;
  }
}
