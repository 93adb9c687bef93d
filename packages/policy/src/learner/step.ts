import type { Cursor, Writer } from "@thalweg/core";
import type { Beliefs } from "../beliefs/index.ts";
import type { BeliefView } from "../beliefs/view.ts";

/** One slice on the way to an address, and what is believed there. */
export class Step {
  readonly level: string;
  readonly instance: string;
  /** The next coarser one. */
  readonly parent: Step | undefined;
  /** The names down to here. */
  readonly cursor: Cursor;
  /** By dimension, in the order of the beliefs. */
  readonly views: readonly BeliefView[];
  /** Whether it is the coarsest of its way that may be written. */
  readonly isTop: boolean;
  /** Whether beliefs are pooled there; else it is a finer slice, which has what others name there alone. */
  readonly isPooled: boolean;
  /** The options that others name there, and nowhere above, by number. */
  readonly hosted: Set<number> = new Set();

  constructor(step: Pick<Step, "level" | "instance" | "parent" | "cursor" | "views" | "isTop" | "isPooled">) {
    this.level = step.level;
    this.instance = step.instance;
    this.parent = step.parent;
    this.cursor = step.cursor;
    this.views = step.views;
    this.isTop = step.isTop;
    this.isPooled = step.isPooled;
  }

  /** Whether an option is one there: what is believed of others must not make them candidates. */
  has(option: number, everywhere: ReadonlySet<number>): boolean {
    for (let step: Step | undefined = this; step !== undefined; step = step.parent) {
      if (step.hosted.has(option)) return true;
    }
    return everywhere.has(option);
  }

  /** Gathers what has to be written there, so that the tensor has what is believed. */
  gather(beliefs: Beliefs, everywhere: ReadonlySet<number>, writes: ((writer: Writer) => void)[]): void {
    const { level, instance } = this;
    const { dimensions, options } = beliefs;
    for (const [i, view] of this.views.entries()) {
      const dimension = dimensions[i] as string;
      view.refresh((option) => {
        const name = options[option] as string;
        // What was never seen there, or is forgotten, is what it is above.
        const isFirst = this.isTop || this.hosted.has(option);
        const isHere = (isFirst || (this.isPooled && view.isTouched(option))) && this.has(option, everywhere);
        writes.push((writer) => {
          if (isHere) writer.setValue(level, instance, name, dimension, view.means[option] as number);
          else writer.unsetValue(level, instance, name, dimension);
        });
      });
    }
  }

  /** Lets everything be written there anew. */
  forget(): void {
    for (const view of this.views) view.forget();
  }
}
