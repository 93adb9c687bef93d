import { Buffer } from "node:buffer";

const newline = 0x0a;

/** Cuts chunks into lines, wherever the chunks end; a line is bytes, so no character is ever cut in two. */
export class Lines {
  readonly #limit: number;
  readonly #onLine: (line: Buffer) => void;
  readonly #onOverflow: () => void;
  #pieces: Buffer[] = [];
  #length = 0;

  /** Calls `onOverflow`, and forgets the line, where one is longer than `limit` bytes. */
  constructor(limit: number, onLine: (line: Buffer) => void, onOverflow: () => void) {
    this.#limit = limit;
    this.#onLine = onLine;
    this.#onOverflow = onOverflow;
  }

  add(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      const piece = chunk.subarray(from, end);
      from = end + 1;
      this.#onLine(this.#length === 0 ? piece : Buffer.concat([...this.#take(), piece]));
    }
    if (from === chunk.length) return;
    this.#length += chunk.length - from;
    this.#pieces.push(chunk.subarray(from));
    if (this.#length <= this.#limit) return;
    this.#take();
    this.#onOverflow();
  }

  #take(): readonly Buffer[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#length = 0;
    return pieces;
  }
}

const tailLines = 10;
const tailBytes = 8192;
const lineLength = 500;

/** The end of what a stream said, in bounded memory. */
export class Tail {
  #chunks: Buffer[] = [];
  #length = 0;

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    let first = this.#chunks[0];
    while (first !== undefined && this.#length - first.length >= tailBytes) {
      this.#chunks.shift();
      this.#length -= first.length;
      first = this.#chunks[0];
    }
  }

  /** The last lines, each cut where it is long. */
  text(): string {
    const end = Buffer.concat(this.#chunks).subarray(-tailBytes).toString("utf8");
    return end.trimEnd().split("\n").slice(-tailLines).map(cut).join("\n");
  }
}

/** A line for a message: not all of a long one, and nothing that would move a terminal's cursor. */
export function cut(line: string): string {
  const short = line.length <= lineLength ? line : `${line.slice(0, lineLength - 100)} … ${line.slice(-100)}`;
  return short.replace(/\p{Cc}/gu, (control) =>
    control === "\t" ? control : `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}
