import { type Cursor, type Delta, type Reader, Tensor, type Writer } from "@thalweg/core";

/** By tensor: the dimensions that learners have there. No value in one of them makes a candidate. */
const learntOn = new WeakMap<object, Set<string>>();

/** The dimensions that are learnt on a tensor, these among them from now on, whoever learns them. */
export function learntWith(tensor: object, dimensions: readonly string[]): ReadonlySet<string> {
  const learnt = learntOn.get(tensor) ?? new Set();
  learntOn.set(tensor, learnt);
  for (const dimension of dimensions) learnt.add(dimension);
  return learnt;
}

/**
 * Who is a candidate where, by what others have written and by what the learner was given: what is believed of an option
 * makes it none. It is a tensor of its own, with a 0 for each of their values.
 */
export class Candidates {
  readonly #named: Tensor;
  readonly #writer: Writer;
  readonly #learnt: ReadonlySet<string>;
  readonly #root: string;

  constructor(levels: readonly string[], learnt: ReadonlySet<string>) {
    this.#named = new Tensor(levels);
    this.#root = levels[0] as string;
    this.#writer = this.#named.writer(this.#root);
    this.#learnt = learnt;
  }

  /** Changes whenever somebody becomes a candidate somewhere, or is none any more. */
  get revision(): number {
    return this.#named.revision;
  }

  /** The candidates at a cursor, in no particular order. */
  at(cursor: Cursor): readonly string[] {
    return this.#named.resolve(cursor);
  }

  /** Begins with what stands in a tensor. */
  read(reader: Reader): void {
    this.#writer.batch((writer) => {
      for (const { level, instance, option, dimension, value } of reader.cells()) {
        if (value !== undefined && this.#counts(option, dimension))
          writer.setValue(level, instance, option, dimension, 0);
      }
    });
  }

  /** Follows what was written; returns the options that lost a cell, and may be none any more. */
  follow(delta: Delta): readonly string[] {
    const lost: string[] = [];
    this.#writer.batch((writer) => {
      for (const { level, instance, option, dimension, layer, content } of delta) {
        if (layer !== "value" || !this.#counts(option, dimension)) continue;
        if (content !== undefined) writer.setValue(level, instance, option, dimension, 0);
        else {
          writer.unsetValue(level, instance, option, dimension);
          lost.push(option);
        }
      }
    });
    return lost;
  }

  /** Has an option be one everywhere, or not. */
  give(option: string, isGiven: boolean): void {
    // No dimension of others: those that are learnt are not looked at.
    const [given] = this.#learnt;
    if (isGiven) this.#writer.setValue(this.#root, "", option, given as string, 0);
    else this.#writer.unsetValue(this.#root, "", option, given as string);
  }

  #counts(option: string, dimension: string): boolean {
    return option !== "" && !this.#learnt.has(dimension);
  }
}
