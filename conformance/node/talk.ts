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
  #end: string | undefined;

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
      this.#end = signal === null ? `ended with status ${status}${meaning(status)}` : `was ended by ${signal}`;
      void this.#ended();
    });
    child.on("close", () => this.#died());
    stdout.on("end", () => void this.#ended("closed its standard output, but runs on"));
    stdin.on("error", () => void this.#ended("closed its standard input, but runs on"));
  }

  /** What cannot be made good, once somebody was told of it. */
  get fault(): ChildError | undefined {
    return this.#isTold ? this.#fault : undefined;
  }

  /** Writes a line, and answers with the one that the child answers; rejects with a {@link ChildError}. */
  ask(line: string, id: number | undefined, timeLimit: number): Promise<Line> {
    return new Promise((resolve, reject) => {
      if (this.#fault !== undefined) {
        this.#isTold = true;
        reject(this.#fault);
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

  /** Ends the child's input, and stops what does not end by itself. */
  async close(): Promise<void> {
    if (this.#fault === undefined) {
      this.#break("child-closed", "the child was closed.");
      await this.#group.end();
    }
    await this.#group.stop();
  }

  #take(line: Buffer): void {
    if (this.#fault !== undefined) return;
    const open = this.#open;
    if (open === undefined) {
      const last = this.#asked === 0 ? "before it was asked anything" : `after the answer to program ${this.#asked}`;
      this.#fail("child-out-of-turn", `a line came without a question, ${last}: ${cut(line.toString("utf8"))}`);
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

  #died(how = "closed its standard output"): void {
    const during =
      this.#open === undefined ? `after the answer to program ${this.#asked}` : `asked ${this.#question()}`;
    this.#fail("child-died", `the child ${this.#end ?? how}, ${during}.`);
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
