import type { Cursor, Writer } from "@thalweg/core";
import type { Beliefs } from "../beliefs/index.ts";
import type { BeliefView } from "../beliefs/view.ts";
import type { Candidates } from "./candidates.ts";

/** One write that is due. */
export type Write = (writer: Writer) => void;

/** A slice, as one text. */
export const sliceOf = (level: string, instance: string): string => `${level.length}:${level}${instance}`;

/** One slice on the way to an address, and what is believed at its own. */
export class Step {
  readonly level: string;
  readonly instance: string;
  readonly slice: string;
  /** The next coarser one. */
  readonly parent: Step | undefined;
  /** Where to look for its candidates. */
  readonly cursor: Cursor;
  /** By dimension, in the order of the beliefs: at the address of the slice, or at that of the cursor beside which it lies. */
  readonly views: readonly BeliefView[];
  /** Whether it lies on the way of the addresses; else beside it, for those who are named there and nowhere on it. */
  readonly isPooled: boolean;
  readonly isWritable: boolean;
  readonly #beliefs: Beliefs;
  readonly #candidates: Candidates;
  #allowed: ReadonlySet<string> = new Set();
  /** The revision of the candidates that it stands for. */
  #revision = -1;
  /** Counts how often its candidates, or those above, have become others. */
  #generation = 0;
  #above = -1;

  constructor(
    beliefs: Beliefs,
    candidates: Candidates,
    step: Pick<Step, "level" | "instance" | "parent" | "cursor" | "views" | "isPooled" | "isWritable">,
  ) {
    this.#beliefs = beliefs;
    this.#candidates = candidates;
    this.level = step.level;
    this.instance = step.instance;
    this.slice = sliceOf(step.level, step.instance);
    this.parent = step.parent;
    this.cursor = step.cursor;
    this.views = step.views;
    this.isPooled = step.isPooled;
    this.isWritable = step.isWritable;
  }

  /** Its candidates. */
  get allowed(): ReadonlySet<string> {
    this.#look();
    return this.#allowed;
  }

  /** Looks who are candidates now, there and above; where they are others than before, everything is due. */
  #look(): number {
    const { revision } = this.#candidates;
    if (this.#revision === revision) return this.#generation;
    this.#revision = revision;
    const above = this.parent === undefined ? 0 : this.parent.#look();
    const names = this.#candidates.at(this.cursor);
    const isSame = names.length === this.#allowed.size && names.every((name) => this.#allowed.has(name));
    if (!isSame || above !== this.#above) {
      this.#above = above;
      this.#allowed = new Set(names);
      this.#generation++;
      this.forget();
    }
    return this.#generation;
  }

  /** What has to stand there of an option in a dimension; nothing where it is what it is above, or no candidate. */
  content(option: number, dimension: number): number | undefined {
    const name = this.#beliefs.options[option] as string;
    const view = this.views[dimension] as BeliefView;
    const isAbove = this.#isAbove(name);
    const isHere = this.isPooled ? !isAbove || view.isTouched(option) : !isAbove;
    return isHere && this.allowed.has(name) ? view.means[option] : undefined;
  }

  /** Whether it is written in a coarser slice on the same way. */
  #isAbove(name: string): boolean {
    for (let step = this.parent; step !== undefined; step = step.parent) {
      if (step.isWritable && step.allowed.has(name)) return true;
    }
    return false;
  }

  /** Gathers what has to be written, so that the tensor has what is believed. */
  gather(writes: Write[], wrote: (option: number) => void): void {
    const { level, instance } = this;
    const { dimensions, options } = this.#beliefs;
    this.#look();
    for (const [i, view] of this.views.entries()) {
      const dimension = dimensions[i] as string;
      view.refresh((option) => {
        const name = options[option] as string;
        const content = this.content(option, i);
        if (content !== undefined) wrote(option);
        writes.push((writer) => {
          if (content === undefined) writer.unsetValue(level, instance, name, dimension);
          else writer.setValue(level, instance, name, dimension, content);
        });
      });
    }
  }

  /** Lets everything be written there anew. */
  forget(): void {
    for (const view of this.views) view.forget();
  }
}
