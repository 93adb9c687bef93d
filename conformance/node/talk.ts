import { isUtf8 } from "node:buffer";
import { setTimeout as passing } from "node:timers/promises";
import { decode } from "../src/program/json.ts";
import type { ChildErrorCode } from "./child-error.ts";
import { ChildError, childMessage } from "./child-error.ts";
import type { Group } from "./group.ts";
import { startGroup } from "./group.ts";
import { cut, Lines, Tail } from "./lines.ts";

/** A line of a child's, as data. */
export type Line = { readonly [key: string]: unknown };

interface Open {
  readonly id: number | undefined;
  readonly resolve: (line: Line) => void;
  readonly reject: (error: ChildError) => void;
  readonly timer: NodeJS.Timeout;
}

/** What a child says last may come after the news that it has ended, and is waited for so long. */
const lastWords = 200;

/** How a child ended. */
interface End {
  readonly how: string;
  readonly isWell: boolean;
}

/** One running child, and whose turn it is. Once something went wrong that cannot be made good, it is stopped. */
export class Talk {
  readonly command: string;
  readonly #group: Group;
  readonly #lines: Lines;
  readonly #stdout = new Tail();
  readonly #stderr = new Tail();
  #open: Open | undefined;
  #asked = 0;
  #fault: ChildError | undefined;
  #isTold = false;
  #end: End | undefined;
  #closed: ChildError | undefined;
  #closing: Promise<ChildError | undefined> | undefined;
  /** When nothing more can come of it. */
  readonly #silence: Promise<void>;

  constructor(command: string, lineLimit: number) {
    this.command = command;
    this.#lines = new Lines(
      lineLimit,
      (line) => this.#take(line),
      () => this.#fail("child-garbage", `the child printed more than ${lineLimit} bytes without an end of the line.`),
    );
    this.#group = startGroup(command);
    const { process: child } = this.#group;
    const { stdin, stdout, stderr } = child;
    stdout.on("data", (chunk: Buffer) => {
      this.#stdout.add(chunk);
      if (this.#fault === undefined) this.#lines.add(chunk);
    });
    stderr.on("data", (chunk: Buffer) => this.#stderr.add(chunk));
    child.on("error", (error) => this.#fail("child-died", `the child could not be started: ${error.message}.`));
    child.on("exit", (status, signal) => {
      const how = signal === null ? `ended with status ${status}${meaning(status)}` : `was ended by ${signal}`;
      this.#end = { how, isWell: status === 0 };
      void this.#ended();
    });
    this.#silence = new Promise((resolve) => child.on("close", () => resolve()));
    void this.#silence.then(() => this.#died());
    stdout.on("end", () => void this.#ended("closed its standard output, but runs on"));
    stdin.on("error", () => void this.#ended("closed its standard input, but runs on"));
  }

  /** What cannot be made good, once somebody was told of it. */
  get fault(): ChildError | undefined {
    return this.#isTold ? this.#fault : this.#closed;
  }

  /** Writes a line, and answers with the one that the child answers; rejects with a {@link ChildError}. */
  ask(line: string, id: number | undefined, timeLimit: number): Promise<Line> {
    return new Promise((resolve, reject) => {
      if (this.#closed === undefined && this.#fault !== undefined) this.#isTold = true;
      if (this.fault !== undefined) {
        reject(this.fault);
        return;
      }
      const late = () =>
        this.#fail("child-hung", `no answer to ${this.#question()} came within ${timeLimit / 1000} s.`);
      // An answer that already waits in the pipe is not late: it is read before what is set immediate.
      const timer = setTimeout(() => setImmediate(() => this.#open === open && late()), timeLimit);
      const open = { id, resolve, reject, timer };
      this.#open = open;
      if (id !== undefined) this.#asked = id;
      this.#group.process.stdin.write(`${line}\n`);
    });
  }

  /** An error about the line that was just answered, after which the child goes on. */
  error(code: ChildErrorCode, happened: string): ChildError {
    return new ChildError(code, childMessage(code, happened, this.#said()), true);
  }

  /** Stops the child because of something that cannot be made good. */
  fail(code: ChildErrorCode, happened: string): ChildError {
    this.#fail(code, happened);
    this.#isTold = true;
    return this.#fault as ChildError;
  }

  /**
   * Ends the child's input, and stops what does not end by itself. Answers with what the child did wrong and nobody was
   * told: since its last answer, or in ending.
   */
  close(): Promise<ChildError | undefined> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<ChildError | undefined> {
    const why = "the child was closed.";
    // Whoever waits for an answer is told, and what becomes of it is nobody's business.
    if (this.#open !== undefined) this.#fail("child-closed", why);
    this.#closed = new ChildError("child-closed", childMessage("child-closed", why, this.#said()));
    if (this.#fault === undefined) await this.#letEnd();
    await this.#group.stop();
    return this.#isTold ? undefined : this.#fault;
  }

  async #letEnd(): Promise<void> {
    const isEarly = this.#end !== undefined;
    if (!(await this.#group.end())) {
      this.#fail("child-stayed", "the child ran on after its input had ended, and was stopped.");
      return;
    }
    await this.#lastWords();
    if (this.#end === undefined || (this.#end.isWell && !isEarly)) return;
    this.#fail("child-died", `the child ${this.#end.how}, ${isEarly ? this.#after() : "when its input had ended"}.`);
  }

  async #lastWords(): Promise<void> {
    const enough = new AbortController();
    void this.#silence.then(() => enough.abort());
    await passing(lastWords, undefined, { signal: enough.signal }).catch(() => {});
  }

  #take(line: Buffer): void {
    if (this.#fault !== undefined) return;
    const open = this.#open;
    if (open === undefined) {
      const what = `a line came without a question, ${this.#after()}`;
      this.#fail("child-out-of-turn", `${what}: ${cut(line.toString("utf8"))}`);
      return;
    }
    const answered = parsed(line);
    if (typeof answered === "string") {
      this.#fail("child-garbage", `expected the answer to ${this.#question()}, got ${answered}`);
    } else if (answered.id !== open.id) {
      const expected = open.id === undefined ? "the answer to the hello, without an id" : `id ${open.id}`;
      const id = JSON.stringify(answered.id) ?? "none";
      const twice = answered.id === this.#asked - 1 ? ", a second answer to the program before" : "";
      this.#fail("child-out-of-turn", `expected ${expected}, got id ${cut(id)}${twice}.`);
    } else {
      clearTimeout(open.timer);
      this.#open = undefined;
      open.resolve(answered);
    }
  }

  /** Waits for the child's last words, unless the pipes end before. */
  async #ended(how?: string): Promise<void> {
    await passing(lastWords, undefined, { ref: false });
    this.#died(how);
  }

  /** A child that is closed ends, and there is no fault in that. */
  #died(how = "closed its standard output"): void {
    if (this.#closed !== undefined) return;
    const during = this.#open === undefined ? this.#after() : `asked ${this.#question()}`;
    this.#fail("child-died", `the child ${this.#end?.how ?? how}, ${during}.`);
  }

  #fail(code: ChildErrorCode, happened: string): void {
    if (this.#fault !== undefined) return;
    this.#break(code, happened);
    void this.#group.stop();
  }

  #break(code: ChildErrorCode, happened: string): void {
    this.#fault = new ChildError(code, childMessage(code, happened, this.#said()));
    const open = this.#open;
    this.#open = undefined;
    if (open !== undefined) {
      clearTimeout(open.timer);
      this.#isTold = true;
      open.reject(this.#fault);
    }
  }

  #after(): string {
    return this.#asked === 0 ? "before it was asked anything" : `after the answer to program ${this.#asked}`;
  }

  #question(): string {
    return this.#open?.id === undefined ? "the hello" : `program ${this.#open.id}`;
  }

  #said() {
    return { command: this.command, stdout: this.#stdout.text(), stderr: this.#stderr.text() };
  }
}

/** What a line says, or why it says nothing. */
function parsed(line: Buffer): Line | string {
  if (!isUtf8(line)) return `what is not UTF-8: ${cut(line.toString("latin1"))}`;
  const text = line.toString("utf8");
  try {
    const data = decode(text);
    if (typeof data === "object" && data !== null && !Array.isArray(data)) return data as Line;
    return `no JSON object: ${cut(text)}`;
  } catch (error) {
    return `no JSON (${error instanceof Error ? cut(error.message) : error}): ${cut(text)}`;
  }
}

/** What shells mean by a status. */
function meaning(status: number | null): string {
  if (status === 127) return " (the shell did not find the command)";
  return status === 126 ? " (the shell may not execute it)" : "";
}
