import { holds, same } from "./assert.ts";
import type {
  Answer,
  Answers,
  BatchAnswer,
  Code,
  Explanation,
  Heard,
  Ranked,
  Refusal,
  Told,
} from "./program/answer.ts";
import { isRefusal } from "./program/answer.ts";
import { encode } from "./program/json.ts";
import type { Cell, Command, Cursor, Delta, Program, Selection } from "./program/program.ts";
import type { BatchTerms, Recorder } from "./scribe.ts";
import { Scribe } from "./scribe.ts";
import { Step } from "./step.ts";

export { Step } from "./step.ts";

/** A program under construction, and what each of its steps is said to answer. Played by {@link Play.run}. */
export class Script implements Recorder {
  readonly levels: readonly string[];
  /** The writer that may write everything. */
  readonly root: Scribe = new Scribe(this, 0);
  readonly #steps: Step[] = [];
  readonly #checks: (() => void)[] = [];
  #open: { readonly commands: Command[]; readonly steps: Step[] };
  readonly #commands: Command[] = [];
  readonly #nested = new Map<Step, readonly Step[]>();
  #writers = 1;
  #watchers = 0;
  #isRefusalExpected = false;
  #refusal: Refusal | undefined;

  constructor(levels: readonly string[]) {
    this.levels = levels;
    this.#open = { commands: this.#commands, steps: this.#steps };
  }

  /** The program as it stands. */
  get program(): Program {
    return { levels: this.levels, commands: this.#commands };
  }

  /** Has something checked when the answers are there, in the order in which it was said. */
  later(check: () => void): void {
    this.#checks.push(check);
  }

  /** Adds a command. */
  do<Saw = null>(command: Command, extract: (answer: Answer) => unknown = (answer) => answer): Step<Saw> {
    const step = new Step<Saw>(command, extract, (check) => this.later(check));
    this.#open.commands.push(command);
    this.#open.steps.push(step as Step);
    return step;
  }

  /** Adds a batch of all commands that are added within. */
  batch(
    writer: number,
    within: () => void,
    { ends = "well", refusals = "end it" }: BatchTerms = {},
  ): Step<BatchAnswer> {
    const outer = this.#open;
    const inner = { commands: [] as Command[], steps: [] as Step[] };
    this.#open = inner;
    within();
    this.#open = outer;
    const step = this.do<BatchAnswer>({ do: "batch", writer, commands: inner.commands, refusals, ends });
    this.#nested.set(step as Step, inner.steps);
    return step.check((saw) => {
      if (!isRefusal(saw.ended)) same(saw.ended, ends, "how the batch ended");
    });
  }

  /** A writer, pinned where an instance is given. */
  writer(level: string, instance?: string): Scribe {
    return this.#mint((as) => this.do({ do: "writer", as, level, ...(instance === undefined ? {} : { instance }) }));
  }

  /** A writer made narrower. */
  attenuated(writer: number, level: string, instance?: string): Scribe {
    const pin = instance === undefined ? {} : { instance };
    return this.#mint((as) => this.do({ do: "attenuate", writer, as, level, ...pin }));
  }

  rank(cursor: Cursor, selection: Selection = {}): Step<readonly Ranked[]> {
    return this.do({ do: "rank", cursor, ...selection });
  }

  /** The options of a queue. */
  resolve(cursor: Cursor, selection: Selection = {}): Step<readonly string[]> {
    return this.do({ do: "rank", cursor, ...selection }, (answer) =>
      (answer as readonly Ranked[]).map(({ option }) => option),
    );
  }

  value(cursor: Cursor, option: string, dimension: string): Step<number | null> {
    return this.do({ do: "value", cursor, option, dimension }, (answer) => (answer as { value: unknown }).value);
  }

  weight(cursor: Cursor, option: string, dimension: string): Step<number> {
    return this.do({ do: "weight", cursor, option, dimension }, (answer) => (answer as { weight: unknown }).weight);
  }

  cells(): Step<readonly Cell[]> {
    return this.do({ do: "cells" });
  }

  revision(): Step<number> {
    return this.do({ do: "revision" });
  }

  support(level: string, option: string, dimension: string, among?: readonly string[]): Step<number> {
    return this.do({ do: "support", level, option, dimension, ...(among === undefined ? {} : { among }) });
  }

  explain(cursor: Cursor, selection: Selection = {}): Step<Explanation> {
    return this.do({ do: "explain", cursor, ...selection });
  }

  compose(...deltas: readonly Delta[]): Step<Delta> {
    return this.do({ do: "compose", deltas });
  }

  subscribe(): Step<null> {
    return this.do({ do: "subscribe" });
  }

  told(): Step<readonly Told[]> {
    return this.do({ do: "told" });
  }

  watch(cursor: Cursor): Step<null> & { readonly number: number } {
    const number = this.#watchers++;
    return Object.assign(this.do({ do: "watch", as: number, cursor }), { number });
  }

  unwatch(watcher: number): Step<null> {
    return this.do({ do: "unwatch", watcher });
  }

  heard(): Step<readonly Heard[]> {
    return this.do({ do: "heard" });
  }

  restore(): Step<null> {
    return this.do({ do: "restore" });
  }

  /** Says that not even the tensor is made. */
  refused(...allowed: readonly Code[]): this {
    this.#isRefusalExpected = true;
    this.later(() => {
      const code = this.#refusal?.refused;
      holds(code !== undefined && allowed.includes(code), () => `levels refused with ${code}, not ${allowed}`);
    });
    return this;
  }

  /** Takes what a subject answered. */
  take(answers: Answers): void {
    if (!isRefusal(answers)) {
      this.#settle(this.#steps, answers);
      return;
    }
    holds(this.#isRefusalExpected, () => `the levels ${encode(this.levels)} are refused: ${encode(answers)}`);
    this.#refusal = answers;
  }

  /** Checks the answers. */
  check(): void {
    for (const check of this.#checks) check();
  }

  #settle(steps: readonly Step[], answers: readonly Answer[]): void {
    holds(answers.length <= steps.length, () => `${answers.length} answers to ${steps.length} commands`);
    for (const [at, step] of steps.entries()) {
      const answer = answers[at];
      if (answer === undefined) return;
      const nested = this.#nested.get(step);
      if (nested !== undefined && !isRefusal(answer)) this.#settle(nested, (answer as BatchAnswer).answers);
      step.settle(answer);
    }
  }

  #mint(mint: (as: number) => Step<null>): Scribe {
    const number = this.#writers++;
    return new Scribe(this, number, mint(number));
  }
}

/** A script that begins with these cells, written one by one in this order. */
export function scriptOf({
  levels,
  cells,
}: {
  readonly levels: readonly string[];
  readonly cells: readonly Cell[];
}): Script {
  const script = new Script(levels);
  script.root.write(cells);
  return script;
}

/** Adds an act that must leave the tensor as it was: its cells, its revision and the queues of some cursors. */
export function unchanged<T>(script: Script, cursors: readonly Cursor[], act: () => T): T {
  const read = (): Step[] => [
    script.cells() as Step,
    script.revision() as Step,
    ...cursors.map((cursor) => script.rank(cursor) as Step),
  ];
  const before = read();
  const result = act();
  for (const [at, step] of read().entries()) step.is(before[at] as Step, `what is read after ${at} after the act`);
  return result;
}

/** The changes that write these cells. */
export function deltaOf(cells: readonly Cell[]): Delta {
  return cells.flatMap(({ value, weight, ...at }) => [
    ...(value === undefined ? [] : [{ ...at, layer: "value" as const, content: value }]),
    ...(weight === undefined ? [] : [{ ...at, layer: "weight" as const, content: weight }]),
  ]);
}
