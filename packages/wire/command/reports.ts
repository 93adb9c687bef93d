import type { WireError, WireErrorCode } from "../src/index.ts";
import { printable } from "./printable.ts";
import type { Screen } from "./screen.ts";

/** What is told of what went wrong: each level also tells what those before it tell. */
export const logLevels = ["failures", "refusals", "sessions"] as const;

/** One of {@link logLevels}. */
export type LogLevel = (typeof logLevels)[number];

const FAILURES: ReadonlySet<WireErrorCode> = new Set(["log-failed", "log-corrupt", "log-unavailable", "closed"]);
const ENDINGS: ReadonlySet<WireErrorCode> = new Set(["superseded", "lease-expired", "going-away"]);

/** In one window so many reports of one code are printed, and the others counted: who floods a hub does not flood its log. */
const MOST = 5;
const WINDOW = 1_000;

/** Tells why sessions did not begin or ended, and what fails, in lines on standard error. */
export class Reports {
  readonly #screen: Screen;
  readonly #level: LogLevel;
  readonly #json: boolean;
  readonly #counts = new Map<WireErrorCode, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(screen: Screen, level: LogLevel, json: boolean) {
    this.#screen = screen;
    this.#level = level;
    this.#json = json;
  }

  /** Tells one; the token is never told, wherever it stands. */
  add(error: WireError, token = ""): void {
    const { code } = error;
    const level: LogLevel = FAILURES.has(code) ? "failures" : ENDINGS.has(code) ? "sessions" : "refusals";
    if (logLevels.indexOf(level) > logLevels.indexOf(this.#level)) return;
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    this.#timer ??= setTimeout(() => this.end(), WINDOW);
    if (count > MOST) return;
    // What stands behind the code.
    const said = error.message.slice(code.length + 2);
    this.#print(level, code, token.length < 8 ? said : said.replaceAll(token, "…"));
  }

  /** Says how many were not printed, and begins anew. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [code, count] of this.#counts) {
      if (count > MOST) this.#print("more", code, `${count - MOST} more`, count - MOST);
    }
    this.#counts.clear();
  }

  #print(level: LogLevel | "more", code: WireErrorCode, said: string, more?: number): void {
    const reason = printable(said).slice(0, 500);
    if (this.#json) {
      const line = { event: "report", code, ...(more === undefined ? { reason } : { more }) };
      this.#screen.printError(JSON.stringify(line));
    } else {
      const { paintError } = this.#screen;
      const look = level === "failures" ? "bad" : level === "refusals" ? "doubtful" : "faint";
      this.#screen.printError(`${paintError(code, look)}: ${reason}`);
    }
  }
}
