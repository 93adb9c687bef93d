import fc from "fast-check";
import { program } from "./generate/programs.ts";
import { supportedPart } from "./generate/supported.ts";
import { checkOption, defaultSeed } from "./options.ts";
import type { Answer, BatchAnswer, Ranked } from "./program/answer.ts";
import { isRefusal } from "./program/answer.ts";
import type { Command } from "./program/program.ts";
import type { Subject } from "./subject.ts";
import { checkSubject } from "./subject.ts";

/** What a digest is taken of. */
export interface DigestOptions {
  readonly subject: Subject;
  readonly seed?: number;
  readonly programs?: number;
  /** Told how many programs were performed, now and then. */
  readonly onProgress?: (done: number) => void;
}

/** Programs are drawn by the hundred, so that they need not all be held at once. */
const drawnAtOnce = 100;

/**
 * One number, as 16 hexadecimal digits, for all that a subject decides in many random programs: every option of every
 * queue, in order, and every bit of its score, within batches too. Two implementations with the same features that
 * differ anywhere differ here. Rejects with a {@link ConformanceError} where an option makes no sense.
 */
export async function decisionDigest(options: DigestOptions): Promise<string> {
  const { subject, seed = defaultSeed, programs = 10_000, onProgress } = options;
  checkSubject(subject);
  checkOption("seed", seed);
  checkOption("programs", programs);
  // An explanation decides nothing.
  const supports = subject.supports.filter((feature) => feature !== "explanations" && feature !== "flips");
  const hash = new Hash();
  for (let done = 0; done < programs; done += drawnAtOnce) {
    const count = Math.min(drawnAtOnce, programs - done);
    for (const drawn of fc.sample(program, { seed: seed + done, numRuns: count })) {
      const queues = drawn.cursors.map((cursor): Command => ({ do: "rank", cursor }));
      const commands = drawn.watched ? drawn.commands.flatMap((command) => [command, ...queues]) : drawn.commands;
      const asked = supportedPart({ levels: drawn.levels, commands: [...commands, ...queues] }, supports);
      const answers = await subject.perform(asked);
      if (isRefusal(answers)) hash.addText(answers.refused);
      else if (answers.length === asked.commands.length) addQueues(hash, asked.commands, answers);
      else throw new Error(`${answers.length} answers to ${asked.commands.length} commands`);
    }
    onProgress?.(done + count);
  }
  return hash.digits();
}

/** A batch that ended early has answers to its first commands only. */
function addQueues(hash: Hash, commands: readonly Command[], answers: readonly Answer[]): void {
  for (const [at, answer] of answers.entries()) {
    const command = commands[at];
    if (command?.do === "rank") addQueue(hash, answer);
    if (command?.do === "batch" && isBatchAnswer(answer)) addQueues(hash, command.commands, answer.answers);
  }
}

function isBatchAnswer(answer: Answer): answer is BatchAnswer {
  return typeof answer === "object" && answer !== null && "ended" in answer;
}

function addQueue(hash: Hash, answer: Answer): void {
  const queue = isRefusal(answer) ? [] : (answer as readonly Ranked[]);
  hash.addText(isRefusal(answer) ? answer.refused : "queue");
  hash.addWord(queue.length);
  for (const { option, score } of queue) {
    hash.addText(option);
    hash.addNumber(score);
  }
}

/** Two lanes of FNV-1a, 32 bits each, over 16-bit units. */
class Hash {
  #one = 0x811c9dc5;
  #other = 0x9dc5811c;
  readonly #number = new DataView(new ArrayBuffer(8));

  addText(text: string): void {
    for (let at = 0; at < text.length; at++) this.#add(text.charCodeAt(at));
    this.addWord(text.length);
  }

  addNumber(number: number): void {
    // NaN has many bit patterns, and languages differ in which they make.
    this.#number.setFloat64(0, number);
    this.addWord(Number.isNaN(number) ? 0x7ff80000 : this.#number.getUint32(0));
    this.addWord(Number.isNaN(number) ? 0 : this.#number.getUint32(4));
  }

  addWord(word: number): void {
    this.#add(word >>> 16);
    this.#add(word & 0xffff);
  }

  digits(): string {
    return [this.#one, this.#other].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
  }

  #add(unit: number): void {
    this.#one = Math.imul(this.#one ^ unit, 0x01000193);
    this.#other = Math.imul(this.#other ^ (unit + 1), 0x01000193);
  }
}
