import { allSlices, type Cell, cellsOf, sortedNames } from "./canonical.ts";
import { type Cursor, pathOf } from "./cursor.ts";
import { type Declaration, toDeclaration } from "./declaration.ts";
import type { Delta } from "./delta.ts";
import { TensorError } from "./errors.ts";
import { type Explanation, explainPath } from "./explain.ts";
import { effective } from "./fold.ts";
import { checkAmong, reportsOf } from "./reports.ts";
import { encodeSnapshot } from "./snapshot.ts";
import { type LayerNumber, type Observer, type Question, type Store, VALUE, WEIGHT } from "./store.ts";
import type { View, Views } from "./view.ts";

/** What of a queue is wanted; neither changes a score, nor the order of what remains (law 4.5). */
export interface Selection {
  /** Only these options; names that are no candidates are ignored. */
  readonly among?: readonly string[] | undefined;
  /** At most so many, from the head. */
  readonly limit?: number | undefined;
}

/** An option and its score; lower is better. */
export interface RankedOption {
  readonly option: string;
  readonly score: number;
}

/**
 * A tensor seen without the power to mint writers (law 5.4), to hand to code that may only decide. Reads throw on bad
 * arguments alone: `unknown-level`, `invalid-name`, `invalid-argument`.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * const tensor = new Tensor(["global", "device"]);
 * tensor.writer("global").setValue("global", "", "groq", "latency", 0.4);
 * const reader = tensor.reader();
 * console.log(reader.best({ device: "A" })); // groq
 */
export class Reader<Levels extends readonly string[] = readonly string[]> {
  readonly #views: Views;

  /** Made by `tensor.reader()`. */
  constructor(views: Views) {
    this.#views = views;
  }

  /** The levels, coarse to fine. */
  get levels(): Levels {
    // The store holds the very names that the constructor inferred the type from.
    return this.#views.store.levels as unknown as Levels;
  }

  /** How many writes and batches have had an effect. */
  get revision(): number {
    return this.#views.store.revision;
  }

  /** The queue: the options in the order in which to try them, best first (section 4 of the algebra). */
  resolve(cursor: Cursor<Levels[number]>, selection?: Selection): readonly string[] {
    const view = this.#views.view(cursor);
    const { queue } = view;
    return selection === undefined ? queue : placesOf(view, selection).map((place) => queue[place] as string);
  }

  /** The queue with its scores. */
  rank(cursor: Cursor<Levels[number]>, selection: Selection = {}): readonly RankedOption[] {
    const view = this.#views.view(cursor);
    return placesOf(view, selection).map((place) => ({
      option: view.queue[place] as string,
      score: view.scores[place] as number,
    }));
  }

  /** The head of the queue, if there is one. */
  best(cursor: Cursor<Levels[number]>, selection?: Pick<Selection, "among">): string | undefined {
    return this.resolve(cursor, selection)[0];
  }

  /**
   * Why the queue is as it is, and what would flip it (section 7 of the algebra). Takes time with the square of the
   * candidates; a `limit` explains only the head.
   */
  explain(cursor: Cursor<Levels[number]>, selection: Selection = {}): Explanation {
    const view = this.#views.view(cursor);
    const queue = placesOf(view, { ...selection, limit: Infinity }).map((place) => view.options[place] as number);
    const limit = placesOf(view, selection).length;
    return explainPath(this.#views, view.path, cursor, queue, limit, selection.among);
  }

  /** What an option counts as in a dimension (law 3.4); option `""` is the default. */
  value(cursor: Cursor<Levels[number]>, option: string, dimension: string): number | undefined {
    const value = this.#effective(cursor, VALUE, option, dimension);
    return Number.isNaN(value) ? undefined : value;
  }

  /** How much a dimension counts for an option (law 3.5), 0 where no weight is set; option `""` is the shared weight. */
  weight(cursor: Cursor<Levels[number]>, option: string, dimension: string): number {
    return this.#effective(cursor, WEIGHT, option, dimension) || 0;
  }

  /** How many instances of a level report a finite value (law 6.3). */
  support(level: Levels[number], option: string, dimension: string, selection?: Pick<Selection, "among">): number {
    const { store } = this.#views;
    const [reports] = reportsOf(store, store.depthOf(level), { ...selection, option, dimension }).values();
    return reports?.length ?? 0;
  }

  /** The instances of a level that have cells, but for the shared one, in name order. */
  instances(level: Levels[number]): readonly string[] {
    const { store } = this.#views;
    const { ids, names } = store.instances[store.depthOf(level)] as Store["instances"][number];
    return sortedNames(
      [...ids.values()].filter((slice) => !store.isEmpty(slice)).map((slice) => names[slice] as string),
    );
  }

  /** The options that have cells, but for the shared slot, in name order. */
  options(): readonly string[] {
    const { slots } = this.#views.store;
    return sortedNames(slots.named(slots.options, slots.option)).filter(Boolean);
  }

  /** The dimensions that have cells, in name order. */
  dimensions(): readonly string[] {
    const { slots } = this.#views.store;
    return sortedNames(slots.named(slots.dimensions, slots.dimension));
  }

  /** All cells in canonical order: level, then the names of instance, option and dimension. */
  cells(): IterableIterator<Cell> {
    return cellsOf(this.#views.store, allSlices(this.#views.store));
  }

  /** All cells as bytes, for `Tensor.from` (law 8.3). */
  snapshot(): Uint8Array {
    return encodeSnapshot(this.#views.store);
  }

  /** All cells as readable data, for `Tensor.fromJSON`; +∞ is `"inf"`. */
  toJSON(): Declaration {
    return toDeclaration(this.levels, this.cells());
  }

  /**
   * Calls `listener` with what each effective write or batch changed, in the order of the revisions, also where a
   * listener writes; returns what ends it. Revisions that `isWanted` says no to are passed over, and cost nothing; it is
   * asked while the write is still open, so what it writes belongs to the same revision. What either throws fails no
   * write: it surfaces as an unhandled rejection, and the revision counts as wanted.
   */
  subscribe(listener: (delta: Delta, revision: number) => void, isWanted?: (revision: number) => boolean): () => void {
    return this.#observe(
      listener,
      (changes, revision) => {
        const delta = changes();
        return () => listener(delta, revision);
      },
      isWanted,
    );
  }

  /**
   * Calls `listener` when, and only when, the queue of `cursor` has changed (law 8.4), as {@link subscribe} does; returns
   * what ends it.
   */
  watch(cursor: Cursor<Levels[number]>, listener: (queue: readonly string[]) => void): () => void {
    let { queue } = this.#views.view(cursor);
    const kept: Cursor = Object.fromEntries(Object.entries(cursor));
    return this.#observe(listener, (changes) => {
      const delta = changes();
      const isOnPath = delta.some(({ level, instance }) => instance === "" || instance === kept[level]);
      // No changes: a batch was taken back, in which this may have begun.
      if (!isOnPath && delta.length > 0) return;
      const before = queue;
      queue = this.#views.view(kept).queue;
      if (queue === before || !isOnPath) return;
      if (queue.length === before.length && queue.every((option, i) => option === before[i])) return;
      const after = queue;
      return () => listener(after);
    });
  }

  /** Lets an observer of its own see each change that `isWanted`. */
  #observe(listener: unknown, observer: Observer, isWanted: Question = () => true): () => void {
    if (typeof listener !== "function") throw new TensorError("invalid-argument", listener, {}, "listener");
    const { observers } = this.#views.store;
    observers.set(observer, isWanted);
    return () => {
      observers.delete(observer);
    };
  }

  #effective(cursor: Cursor, layer: LayerNumber, option: string, dimension: string): number {
    const { store } = this.#views;
    const { options, dimensions } = store.slots;
    return effective(store, pathOf(store, cursor), layer, options.find(option), dimensions.find(dimension));
  }
}

/** The places in the queue that a selection keeps. Throws `invalid-argument`. */
function placesOf({ queue }: View, { among, limit = Infinity }: Selection): number[] {
  if (limit !== Infinity && !(Number.isInteger(limit) && limit >= 0)) {
    throw new TensorError("invalid-argument", limit, {}, "limit");
  }
  if (among === undefined) {
    const places: number[] = [];
    for (let place = 0; place < queue.length && place < limit; place++) places.push(place);
    return places;
  }
  checkAmong(among);
  const wanted = new Set(among);
  return [...queue.keys()].filter((place) => wanted.has(queue[place] as string)).slice(0, limit);
}
