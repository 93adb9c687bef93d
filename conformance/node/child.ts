import { checkOption, defaultTimeLimit } from "../src/options.ts";
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

export type { ConformanceErrorCode } from "../src/conformance-error.ts";
export { ConformanceError } from "../src/conformance-error.ts";
export type { ChildErrorCode } from "./child-error.ts";
export { ChildError, childErrorCodes } from "./child-error.ts";

/** Which child, and how long to wait for it. */
export interface ChildOptions {
  /** As one types it in a shell. */
  readonly command: string;
  /** How many milliseconds, up to a day of them, one answer may take: 10,000 where it is left out. The hello, six times that. */
  readonly timeLimit?: number;
}

/** A subject that is a child process. */
export interface ChildSubject extends Subject {
  readonly isLost: boolean;
  /** Rejects with a {@link ChildError}. After one that `goesOn` is not true of, so does everything until it is restarted. */
  perform(program: Program): Promise<Answers>;
  /** Starts a lost child anew, 3 times in all; then it rejects with what it was lost by. */
  restart(): Promise<void>;
  /**
   * Ends the child and whatever it has started. Answers with what it did wrong and nobody was told, as a line too many
   * behind the last answer, or that the end of its input did not end it.
   */
  close(): Promise<ChildError | undefined>;
}

const protocol = 1;
const restarts = 3;
/** What starts may first have to be compiled. */
const helloShare = 6;
/** Longer than any answer, and short of what would hurt. */
const lineLimit = 64 * 2 ** 20;

/**
 * Starts a command that speaks the protocol, in JSON lines, and makes a subject of it. Whatever becomes of it or of this
 * process, neither the command nor what it starts is left running. Two things are left: all of it, where this process is
 * killed by SIGKILL; and a daemon, which has a session of its own and whose parent has ended (elsewhere than on Linux,
 * whatever has a group of its own). Rejects with a {@link ChildError} where the child does not answer the hello, and with a
 * {@link ConformanceError} where an option makes no sense.
 */
export async function childSubject({ command, timeLimit = defaultTimeLimit }: ChildOptions): Promise<ChildSubject> {
  checkOption("command", command);
  checkOption("timeLimit", timeLimit);
  const talk = new Talk(command, lineLimit);
  return new Child(talk, timeLimit, await greeted(talk, timeLimit));
}

/** What a child says of itself. */
type Introduction = Pick<Subject, "name" | "supports">;

class Child implements ChildSubject {
  readonly name: string;
  readonly supports: readonly Feature[];
  readonly #timeLimit: number;
  #talk: Talk;
  #programs = 0;
  #restarts = 0;
  #isClosed = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(talk: Talk, timeLimit: number, { name, supports }: Introduction) {
    this.name = name;
    this.supports = supports;
    this.#talk = talk;
    this.#timeLimit = timeLimit;
  }

  get isLost(): boolean {
    return this.#talk.fault !== undefined;
  }

  perform(program: Program): Promise<Answers> {
    return this.#inTurn(() => this.#perform(program));
  }

  restart(): Promise<void> {
    return this.#inTurn(() => this.#restart());
  }

  async close(): Promise<ChildError | undefined> {
    this.#isClosed = true;
    const untold = await this.#talk.close();
    // Who is in turn has been told by then, or starts nothing more.
    await this.#turn;
    return untold;
  }

  /** One after the other, also for those who ask for two at once. */
  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(act);
    this.#turn = result.catch(() => {});
    return result;
  }

  async #restart(): Promise<void> {
    for (let { fault } = this.#talk; fault !== undefined; { fault } = this.#talk) {
      if (this.#restarts === restarts) throw fault;
      await this.#talk.close();
      if (this.#isClosed) throw fault;
      this.#restarts += 1;
      this.#programs = 0;
      this.#talk = new Talk(this.#talk.command, lineLimit);
      // What it is lost by this time is the fault that is looked at next.
      await greeted(this.#talk, this.#timeLimit).catch(() => {});
    }
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

/** Says hello to a new child, and closes it where it does not answer as it should. */
async function greeted(talk: Talk, timeLimit: number): Promise<Introduction> {
  try {
    return introduction(await talk.ask(lineOf({ hello: protocol }), undefined, helloShare * timeLimit), talk);
  } catch (error) {
    await talk.close();
    throw error;
  }
}

function introduction(line: Line, talk: Talk): Introduction {
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
