import type { Cell, Change, Coordinate, Delta, Layer } from "../index.ts";
import { TensorError } from "../index.ts";
import { byCodePoint, isName, isNames } from "./names.ts";

type Content = { readonly [L in Layer]?: number };
type Levels = Map<string, Map<string, Map<string, Map<string, Content>>>>;
type Listener = (delta: Delta, revision: number) => void;

/** The cells of the reference as nested maps (level → instance → option → dimension → layers), and its revisions. */
export class Blackboard {
  readonly levels: readonly string[];
  revision = 0;
  #board: Levels = new Map();
  readonly #listeners = new Set<Listener>();
  #batches = 0;

  constructor(levels: readonly string[]) {
    const distinct = Array.isArray(levels) && new Set(levels).size === levels.length;
    if (!distinct || levels.length < 1 || levels.length > 32)
      throw new TensorError("invalid-levels", "not 1 to 32 levels");
    const bad = levels.findIndex((name) => name === "" || !isName(name));
    if (bad >= 0) throw new TensorError("invalid-name", "no name", {}, `levels[${bad}]`);
    this.levels = [...levels];
  }

  /** How fine a level is: 0 is the coarsest. */
  depth(level: string): number {
    if (!this.levels.includes(level)) throw new TensorError("unknown-level", "no level", { level });
    return this.levels.indexOf(level);
  }

  /** What a cell holds. */
  at({ level, instance, option, dimension }: Coordinate): Content {
    return this.#board.get(level)?.get(instance)?.get(option)?.get(dimension) ?? {};
  }

  /** Writes one layer of one cell, or unsets it: a revision of its own unless a batch is under way. */
  write(coordinate: Coordinate, layer: Layer, content: number | undefined): void {
    const { level, instance, option, dimension } = coordinate;
    const next = content === undefined ? undefined : content + 0; // −0 + 0 is +0
    const cell = this.at(coordinate);
    if (cell[layer] === next) return;
    const slot = child(child(child(this.#board, level), instance), option);
    const { [layer]: _replaced, ...kept } = cell;
    if (next !== undefined) slot.set(dimension, { ...kept, [layer]: next });
    else if (Object.keys(kept).length > 0) slot.set(dimension, kept);
    else slot.delete(dimension);
    if (this.#batches > 0) return;
    this.#announce([{ level, instance, option, dimension, layer, ...(next !== undefined && { content: next }) }]);
  }

  /** Takes out the cells of one (level, instance); no change of its own, which a batch around it makes. */
  clear(level: string, instance: string): void {
    this.#board.get(level)?.delete(instance);
  }

  /** The cells of some (level, instance) pairs, in no particular order. */
  *cellsOn(path: readonly (readonly [level: string, instance: string])[]): IterableIterator<Cell> {
    for (const [level, instance] of path)
      for (const [option, dimensions] of this.#board.get(level)?.get(instance) ?? [])
        for (const [dimension, content] of dimensions) yield { level, instance, option, dimension, ...content };
  }

  /** As `Tensor.cells`. */
  *cells(): IterableIterator<Cell> {
    for (const level of this.levels)
      for (const [instance, options] of inOrder(this.#board.get(level)))
        for (const [option, dimensions] of inOrder(options))
          for (const [dimension, content] of inOrder(dimensions))
            yield { level, instance, option, dimension, ...content };
  }

  /** The names on one axis that have a cell, in order, the shared one left out. */
  names(axis: keyof Coordinate, cells: Iterable<Cell> = this.cells()): readonly string[] {
    return [...new Set([...cells].map((cell) => cell[axis]))].filter((name) => name !== "").sort(byCodePoint);
  }

  /** What the instances of a level report of one (option, dimension), ascending (section 6). */
  reports(
    from: string,
    option: string,
    dimension: string,
    among?: readonly string[],
  ): [reporter: string, value: number][] {
    if (among !== undefined && !isNames(among))
      throw new TensorError("invalid-argument", "no array of strings", {}, "among");
    if (option === "") return [];
    return [...(this.#board.get(from)?.keys() ?? [])]
      .filter((instance) => instance !== "" && (among?.includes(instance) ?? true))
      .map((instance) => [instance, this.at({ level: from, instance, option, dimension }).value] as const)
      .flatMap(([instance, value]): [string, number][] =>
        value === undefined || value === Infinity ? [] : [[instance, value]],
      )
      .sort(([, one], [, other]) => (one < other ? -1 : one > other ? 1 : 0));
  }

  /** As `Tensor.subscribe`. */
  subscribe(listener: Listener): () => void {
    if (typeof listener !== "function") throw new TensorError("invalid-argument", "no function", {}, "listener");
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** All of it or none of it, by copying the state. */
  atomically<T>(write: () => T): T {
    const before = this.#copy();
    this.#batches++;
    try {
      const result = write();
      if (typeof (result as { then?: unknown } | null | undefined)?.then === "function")
        throw new TensorError("async-batch", "a promise");
      if (this.#batches === 1) this.#announce(difference(before, this));
      return result;
    } catch (error) {
      this.#board = before.#board;
      throw error;
    } finally {
      this.#batches--;
    }
  }

  #announce(delta: Delta): void {
    if (delta.length === 0) return;
    this.revision++;
    for (const listener of this.#listeners) listener(delta, this.revision);
  }

  #copy(): Blackboard {
    const copy = new Blackboard(this.levels);
    for (const [level, instances] of this.#board)
      for (const [instance, options] of instances)
        for (const [option, dimensions] of options)
          child(child(copy.#board, level), instance).set(option, new Map(dimensions));
    return copy;
  }
}

/** The changes that make the second out of the first. */
function difference(before: Blackboard, after: Blackboard): Delta {
  const gone = [...before.cells()].filter((cell) => Object.keys(after.at(cell)).length === 0);
  return [...gone, ...after.cells()].flatMap(({ level, instance, option, dimension }) =>
    (["value", "weight"] as const).flatMap((layer): Change[] => {
      const coordinate = { level, instance, option, dimension };
      const content = after.at(coordinate)[layer];
      if (content === before.at(coordinate)[layer]) return [];
      return [content === undefined ? { ...coordinate, layer } : { ...coordinate, layer, content }];
    }),
  );
}

function child<K, I, V>(board: Map<K, Map<I, V>>, key: K): Map<I, V> {
  const found = board.get(key) ?? new Map<I, V>();
  board.set(key, found);
  return found;
}

function inOrder<T>(map: ReadonlyMap<string, T> = new Map()): readonly [string, T][] {
  return [...map].sort(([one], [other]) => byCodePoint(one, other));
}
