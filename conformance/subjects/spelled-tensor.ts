import type { Change, Cursor, Selection, TensorLike } from "@thalweg/conformance";
import type { Cell, Explanation, RankedOption, Reader, Tensor } from "@thalweg/core";
import { inNameOrder } from "../src/by-hand/order.ts";
import { SpelledWriter, type Turns } from "./spelled-writer.ts";

/** A tensor whose levels are known at run time only. */
export type AnyTensor = Tensor<readonly string[]>;

/**
 * The engine's tensor, with all that it offers beyond the protocol held to it: a read that can be spelled in several ways is
 * spelled in all of them, and they must agree.
 */
export class SpelledTensor implements TensorLike {
  readonly tensor: AnyTensor;
  readonly #reader: Reader;
  readonly #turns: Turns = { count: 0 };

  constructor(tensor: AnyTensor) {
    this.tensor = tensor;
    this.#reader = tensor.reader();
  }

  get revision(): number {
    agree("revision", this.tensor.revision, this.#reader.revision);
    return this.tensor.revision;
  }

  writer(level: string, instance?: string): SpelledWriter {
    const writer = instance === undefined ? this.tensor.writer(level) : this.tensor.writer(level, instance);
    return new SpelledWriter(writer, this.#turns);
  }

  rank(cursor: Cursor, selection: Selection): readonly RankedOption[] {
    const { among, limit } = selection;
    const isWhole = among === undefined && limit === undefined;
    const resolve = (): readonly string[] =>
      isWhole ? this.tensor.resolve(cursor) : this.tensor.resolve(cursor, selection);
    // Whichever is asked first finds what the last write left, or refuses.
    const resolved = this.#turns.count++ % 2 === 0 ? resolve() : undefined;
    const ranked =
      this.#turns.count % 3 === 0 ? this.#reader.rank(cursor, selection) : this.tensor.rank(cursor, selection);
    const options = ranked.map(({ option }) => option);
    agree("resolve", resolved ?? resolve(), options);
    if (limit === undefined) {
      const best = isWhole ? this.tensor.best(cursor) : this.tensor.best(cursor, { among });
      agree("best", best, options[0]);
    }
    return ranked;
  }

  value(cursor: Cursor, option: string, dimension: string): number | undefined {
    return this.tensor.value(cursor, option, dimension);
  }

  weight(cursor: Cursor, option: string, dimension: string): number {
    return this.tensor.weight(cursor, option, dimension);
  }

  cells(): Iterable<Cell> {
    const cells = [...this.tensor.cells()];
    agree("options", this.tensor.options(), names(cells, "option"));
    agree("dimensions", this.tensor.dimensions(), names(cells, "dimension"));
    for (const level of this.tensor.levels) {
      const own = cells.filter((cell) => cell.level === level);
      agree("instances", this.tensor.instances(level), names(own, "instance"));
    }
    return cells;
  }

  support(level: string, option: string, dimension: string, selection: Pick<Selection, "among">): number {
    return this.tensor.support(level, option, dimension, selection);
  }

  explain(cursor: Cursor, selection: Selection): Explanation {
    return this.tensor.explain(cursor, selection);
  }

  subscribe(listener: (delta: readonly Change[], revision: number) => void): () => void {
    return this.tensor.subscribe(listener);
  }

  watch(cursor: Cursor, listener: (queue: readonly string[]) => void): () => void {
    return this.tensor.watch(cursor, listener);
  }
}

/** The names on one axis, but for the shared one. */
function names(cells: readonly Cell[], axis: "instance" | "option" | "dimension"): readonly string[] {
  return inNameOrder(new Set(cells.map((cell) => cell[axis]).filter((name) => name !== "")));
}

/** Fails unless two ways of asking the engine have one answer. */
function agree(what: string, one: unknown, other: unknown): void {
  if (JSON.stringify(one) === JSON.stringify(other)) return;
  throw new Error(`${what} is ${JSON.stringify(one)}, which elsewhere is ${JSON.stringify(other)}`);
}
