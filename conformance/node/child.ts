import type { Answers } from "../src/program/answer.ts";
import { encode } from "../src/program/json.ts";
import type { Program } from "../src/program/program.ts";
import { misshapen } from "../src/program/shape.ts";
import type { Feature, Subject } from "../src/subject.ts";
import { everyFeature } from "../src/subject.ts";
import type { ChildError } from "./child-error.ts";
import { cut } from "./lines.ts";
import type { Line } from "./talk.ts";
import { Talk } from "./talk.ts";

export type { ChildErrorCode } from "./child-error.ts";
export { ChildError } from "./child-error.ts";

/** Which child, and how long to wait for it. */
export interface ChildOptions {
  /** As one types it in a shell. */
  readonly command: string;
  /** How many milliseconds the answer to one program may take, 10,000 where it is left out; the hello, six times as long. */
  readonly timeLimit?: number;
}

/** A subject that is a child process. */
export interface ChildSubject extends Subject {
  readonly isLost: boolean;
  /** Rejects with a {@link ChildError}. After one that `goesOn` is not true of, so does everything until it is restarted. */
  perform(program: Program): Promise<Answers>;
  /** Starts a lost child anew, 3 times in all; then it rejects with what it was lost by. */
  restart(): Promise<void>;
  /** Ends the child and whatever it has started. */
  close(): Promise<void>;
}

export const defaultTimeLimit = 10_000;
const protocol = 1;
const restarts = 3;
/** What starts may first have to be compiled. */
const helloShare = 6;
/** Longer than any answer, and short of what would hurt. */
const lineLimit = 64 * 2 ** 20;

/**
 * Starts a command that speaks the protocol, in JSON lines, and makes a subject of it. Whatever becomes of it or of this
 * process, neither the command nor what it starts is left running, unless this process is killed by SIGKILL. Rejects with
 * a {@link ChildError} where the child does not answer the hello.
 */
export async function childSubject({ command, timeLimit = defaultTimeLimit }: ChildOptions): Promise<ChildSubject> {
  const start = () => greeted(command, timeLimit);
  const first = await start();
  return new Child(first, start, timeLimit);
}

interface Greeted {
  readonly talk: Talk;
  readonly name: string;
  readonly supports: readonly Feature[];
}

class Child implements ChildSubject {
  readonly name: string;
  readonly supports: readonly Feature[];
  readonly #start: () => Promise<Greeted>;
  readonly #timeLimit: number;
  #talk: Talk;
  #programs = 0;
  #restarts = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ talk, name, supports }: Greeted, start: () => Promise<Greeted>, timeLimit: number) {
    this.name = name;
    this.supports = supports;
    this.#talk = talk;
    this.#start = start;
    this.#timeLimit = timeLimit;
  }

  get isLost(): boolean {
    return this.#talk.fault !== undefined;
  }

  perform(program: Program): Promise<Answers> {
    // One after the other, also for those who ask for two at once.
    const answers = this.#turn.then(() => this.#perform(program));
    this.#turn = answers.catch(() => {});
    return answers;
  }

  async restart(): Promise<void> {
    const { fault } = this.#talk;
    if (fault === undefined) return;
    if (this.#restarts === restarts || fault.code === "child-closed") throw fault;
    this.#restarts += 1;
    await this.#talk.close();
    const { talk } = await this.#start();
    this.#talk = talk;
    this.#programs = 0;
  }

  close(): Promise<void> {
    return this.#talk.close();
  }

  async #perform(program: Program): Promise<Answers> {
    this.#programs += 1;
    const id = this.#programs;
    const talk = this.#talk;
    const line = await talk.ask(lineOf({ id, ...program }), id, this.#timeLimit);
    if ("error" in line) {
      const what = typeof line.error === "string" ? line.error : encode(line.error);
      throw talk.error("child-error", `program ${id} ended in an error that the child did not foresee: ${cut(what)}`);
    }
    const { id: _id, ...refusal } = line;
    const answered = "refused" in line ? refusal : line.answers;
    const found = misshapen(program, answered);
    if (found !== undefined) throw talk.error("child-garbage", `the answer to program ${id} is none. ${found}`);
    return answered as Answers;
  }
}

/** One line for whoever reads it: some, as node:readline, also end a line at these. */
function lineOf(data: unknown): string {
  return encode(data).replace(
    /[\u0085\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A new child that was said hello to. */
async function greeted(command: string, timeLimit: number): Promise<Greeted> {
  const talk = new Talk(command, lineLimit);
  try {
    const line = await talk.ask(lineOf({ hello: protocol }), undefined, helloShare * timeLimit);
    return { talk, ...introduction(line, talk) };
  } catch (error) {
    await talk.close();
    throw error;
  }
}

function introduction(line: Line, talk: Talk): Pick<Greeted, "name" | "supports"> {
  const fail = (code: ChildError["code"], happened: string): ChildError => talk.fail(code, happened);
  const { protocol: spoken, name, supports } = line;
  const whole = cut(encode(line));
  if ("error" in line || "refused" in line) throw fail("child-refused-hello", `the child refused the hello: ${whole}`);
  if (typeof spoken !== "number") throw fail("child-garbage", `the hello was answered without a protocol: ${whole}`);
  if (spoken !== protocol)
    throw fail(
      "child-wrong-protocol",
      `the child speaks protocol ${spoken}, and this is protocol ${protocol}: ${whole}`,
    );
  if (typeof name !== "string" || name === "")
    throw fail("child-garbage", `the hello was answered without a name: ${whole}`);
  const known: readonly unknown[] = everyFeature;
  if (!Array.isArray(supports) || !supports.every((feature) => known.includes(feature)))
    throw fail(
      "child-garbage",
      `supports must be an array of some of ${everyFeature.join(", ")}, which it is not: ${whole}`,
    );
  return { name, supports };
}
