import fc from "fast-check";
import { program } from "./generate/programs.ts";
import { supportedPart } from "./generate/supported.ts";
import type { Answer, Answers, Ranked } from "./program/answer.ts";
import { isRefusal } from "./program/answer.ts";
import type { Command } from "./program/program.ts";
import type { Subject } from "./subject.ts";

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
 * queue, in order, and every bit of its score. Two implementations with the same features that differ anywhere differ here.
 */
export async function decisionDigest(options: DigestOptions): Promise<string> {
  const { subject, seed = 42, programs = 10_000, onProgress } = options;
  // An explanation decides nothing.
  const supports = subject.supports.filter((feature) => feature !== "explanations" && feature !== "flips");
  const hash = new Hash();
  for (let done = 0; done < programs; done += drawnAtOnce) {
    const count = Math.min(drawnAtOnce, programs - done);
    for (const drawn of fc.sample(program, { seed: seed + done, numRuns: count })) {
      const queues = drawn.cursors.map((cursor): Command => ({ do: "rank", cursor }));
      const commands = drawn.watched ? drawn.commands.flatMap((command) => [command, ...queues]) : drawn.commands;
      const asked = supportedPart({ levels: drawn.levels, commands: [...commands, ...queues] }, supports);
      addQueues(hash, asked.commands, await subject.perform(asked));
    }
    onProgress?.(done + count);
  }
  return hash.digits();
}

function addQueues(hash: Hash, commands: readonly Command[], answers: Answers): void {
  if (isRefusal(answers)) hash.addText(answers.refused);
  else for (const [at, command] of commands.entries()) if (command.do === "rank") addQueue(hash, answers[at]);
}

function addQueue(hash: Hash, answer: Answer | undefined): void {
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
