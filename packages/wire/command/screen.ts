import { json } from "./printable.ts";

/** Paints, where there are eyes to see it. */
export type Paint = (text: string, look: keyof typeof LOOKS) => string;

const LOOKS = { strong: 1, faint: 2, good: 32, bad: 31, doubtful: 33 } as const;

type Stream = NodeJS.WriteStream;

/** Paints for a terminal, unless its owner wants no colours. */
function paintFor({ isTTY }: Pick<Stream, "isTTY">, { NO_COLOR = "" }: NodeJS.ProcessEnv): Paint {
  return isTTY && NO_COLOR === "" ? (text, look) => `\u001b[${LOOKS[look]}m${text}\u001b[0m` : (text) => text;
}

/** Where lines are printed; on a terminal the last one may be drawn anew in its place. */
export class Screen {
  readonly paint: Paint;
  readonly paintError: Paint;
  /** Whether a line can be drawn anew. */
  readonly isLive: boolean;
  readonly #out: Stream;
  readonly #error: Stream;
  #live = "";

  constructor(out: Stream, error: Stream, environment: NodeJS.ProcessEnv) {
    this.#out = out;
    this.#error = error;
    this.paint = paintFor(out, environment);
    this.paintError = paintFor(error, environment);
    this.isLive = out.isTTY === true && environment.TERM !== "dumb";
  }

  get columns(): number {
    return this.#out.columns || 80;
  }

  print(text: string): void {
    this.#around(() => this.#out.write(`${text}\n`));
  }

  /** One line of JSON. */
  printJson(data: unknown): void {
    this.print(json(data));
  }

  /** Prints to standard error. */
  printError(text: string): void {
    this.#around(() => this.#error.write(`${text}\n`));
  }

  /** Puts a line in the place of the one that was drawn last; an empty one clears it. */
  draw(line: string): void {
    this.#live = line;
    if (this.isLive) this.#out.write(`\r\u001b[K${line}`);
  }

  /** Lines go above the one that is drawn anew. */
  #around(write: () => void): void {
    const line = this.#live;
    if (line !== "") this.draw("");
    write();
    if (line !== "") this.draw(line);
  }
}
