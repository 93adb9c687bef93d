import { Columns, grown } from "./columns.ts";
import type { Change, Delta } from "./delta.ts";
import { type Coordinate, TensorError } from "./errors.ts";
import { checkName, checkNames, Names } from "./names.ts";
import { Slots } from "./slots.ts";

/** The layers of a cell, by number. */
export const VALUE = 0;
export const WEIGHT = 1;
export type LayerNumber = 0 | 1;

/** Throws `invalid-value` or `invalid-weight` unless the layer can hold `content` (laws 2.2, 2.3). */
export function checkContent(layer: LayerNumber, content: unknown, at: Coordinate, place?: string): void {
  if (Number.isFinite(content) || (content === Infinity && layer === VALUE)) return;
  const name = layer === VALUE ? "value" : "weight";
  throw new TensorError(`invalid-${name}`, content, at, place ?? name);
}

/** How many of the latest changes a view can catch up with one by one. */
export const LOG = 64;

/** Asked of each write or batch, while that is still open, by the revision that it will be. */
export type Question = (revision: number) => boolean;

/**
 * Told of each effective write or batch while the tensor is as that left it, when the changes can be asked for; returns
 * what is to be called once all observers have seen it, so that a listener that writes cannot hide a state from another.
 */
export type Observer = (changes: () => Delta, revision: number) => (() => void) | undefined;

/**
 * All cells of a tensor, and the one place in which they change. A *slice*, the cells of one (level, instance), has a
 * number; the shared instance of a level has the level's own. Absent and unset are NaN inside.
 */
export class Store {
  readonly levels: readonly string[];
  /** By level: the instances that have cells; their numbers are those of the slices. */
  readonly instances: readonly Names[];
  readonly slots: Slots = new Slots();
  readonly layers: readonly [Columns, Columns] = [new Columns(), new Columns()];
  /** By slice: the level it belongs to, the name of its instance, and the time of its latest change. */
  depth: Uint8Array = new Uint8Array(64);
  readonly instance: string[] = [];
  stamp: Float64Array = new Float64Array(64);
  /** Counts changes of cells, also those that were rolled back: what a view remembers is as old as this. */
  clock = 0;
  /** Counts writes and batches that had an effect. */
  revision = 0;
  readonly logSlice: Int32Array = new Int32Array(LOG);
  readonly logSlot: Int32Array = new Int32Array(LOG);
  readonly observers: Map<Observer, Question> = new Map();
  /** Within a batch, or while observed: (layer, slice, slot, content before) of each change, in turn. */
  #journal: number[] | undefined;
  /** Slices that lost their last cell: those that got none again since give up their numbers in `#tidy`. */
  readonly #emptied: number[] = [];
  readonly #deliveries: (() => unknown)[] = [];
  #delivering = false;

  constructor(levels: readonly string[]) {
    if (!Array.isArray(levels) || levels.length < 1 || levels.length > 32 || new Set(levels).size < levels.length) {
      throw new TensorError("invalid-levels", levels, {}, "levels");
    }
    for (const [i, level] of levels.entries()) checkName(level, "level", {}, `levels[${i}]`);
    this.levels = Object.freeze([...levels]);
    const free: number[] = [];
    this.instances = levels.map((_, depth) => {
      this.depth[this.instance.push("") - 1] = depth;
      return new Names(this.instance, free);
    });
  }

  /** The number of a level, coarsest 0; throws `unknown-level`. */
  depthOf(level: string, place = "level"): number {
    const depth = this.levels.indexOf(level);
    if (depth < 0) throw new TensorError("unknown-level", level, { level }, place);
    return depth;
  }

  /** The slice of an instance, or −1 where it has no cell. */
  findSlice(depth: number, instance: string): number {
    return instance === "" ? depth : (this.instances[depth] as Names).find(instance);
  }

  /** The slot of a pair of names, or −1. */
  findSlot(option: string, dimension: string): number {
    return this.slots.find(this.slots.options.find(option), this.slots.dimensions.find(dimension));
  }

  /** The names of a slice and a slot. */
  coordinate(slice: number, slot: number): Coordinate {
    const { options, dimensions, option, dimension } = this.slots;
    return {
      level: this.levels[this.depth[slice] as number] as string,
      instance: this.instance[slice] as string,
      option: options.names[option[slot] as number] as string,
      dimension: dimensions.names[dimension[slot] as number] as string,
    };
  }

  /** One layer of one cell; NaN where it is unset. */
  read(layer: LayerNumber, slice: number, slot: number): number {
    const columns = this.layers[layer];
    const place = columns.find(slice, slot);
    return place < 0 ? NaN : (columns.contents[place] as number);
  }

  /** {@link write} by names; what is not there yet gets its slice and slot here. Throws `invalid-name`. */
  writeNamed(layer: LayerNumber, depth: number, at: Coordinate, content: number): void {
    let slice = this.findSlice(depth, at.instance);
    let slot = this.findSlot(at.option, at.dimension);
    if (slice < 0 || slot < 0) {
      checkNames(at);
      if (content !== content) return;
      slot = this.slots.add(at.option, at.dimension);
      if (slice < 0) slice = this.#addSlice(depth, at.instance);
    }
    this.write(layer, slice, slot, content);
  }

  /** Sets one layer of one cell (NaN unsets it), as a write of its own unless a batch is under way. */
  write(layer: LayerNumber, slice: number, slot: number, content: number): void {
    if (this.isQuiet) {
      if (!this.#put(layer, slice, slot, content)) return;
      this.revision++;
      if (content !== content) this.#tidy();
    } else if (this.#journal !== undefined) this.#put(layer, slice, slot, content);
    else this.#observed(layer, slice, slot, content);
  }

  /** Whether a change is a revision of its own that nobody is told of. */
  get isQuiet(): boolean {
    return this.#journal === undefined && this.observers.size === 0;
  }

  /** Apart from {@link write}, which a closure would slow down. */
  #observed(layer: LayerNumber, slice: number, slot: number, content: number): void {
    this.transact(() => this.#put(layer, slice, slot, content));
  }

  /** All that `write` changes is one revision and one notification, or nothing where it throws (law 5.5). */
  transact<T>(write: () => T): T {
    const outer = this.#journal;
    const journal = outer ?? [];
    this.#journal = journal;
    const mark = journal.length;
    let result: T;
    try {
      result = write();
      if (typeof (result as { then?: unknown } | null | undefined)?.then === "function") {
        throw new TensorError("async-batch", result);
      }
    } catch (error) {
      this.#journal = undefined;
      while (journal.length > mark) {
        const [layer, slice, slot, before] = journal.splice(-4) as [LayerNumber, number, number, number];
        this.#put(layer, slice, slot, before);
      }
      this.#journal = outer;
      if (outer === undefined) {
        this.#tidy();
        // Nothing is delivered, but what was looked at within the batch is as it was before.
        for (const [observer] of this.observers) observer(() => [], this.revision);
      }
      throw error;
    }
    this.#journal = outer;
    if (outer === undefined) this.#commit(journal);
    return result;
  }

  #addSlice(depth: number, instance: string): number {
    const slice = (this.instances[depth] as Names).add(instance);
    if (slice >= this.depth.length) {
      this.depth = grown(this.depth, slice + 1);
      this.stamp = grown(this.stamp, slice + 1);
    }
    this.depth[slice] = depth;
    for (const columns of this.layers) columns.admit(slice);
    return slice;
  }

  /** The one place in which a cell changes; says whether it did. */
  #put(layer: LayerNumber, slice: number, slot: number, content: number): boolean {
    const columns = this.layers[layer];
    const place = columns.find(slice, slot);
    const before = place < 0 ? NaN : (columns.contents[place] as number);
    if (same(before, content)) return false;
    this.#journal?.push(layer, slice, slot, before);
    if (content !== content) {
      columns.remove(slice, place);
      this.slots.use(slot, -1);
      if (this.isEmpty(slice)) this.#emptied.push(slice);
    } else if (place < 0) {
      columns.insert(slice, ~place, slot, content);
      this.slots.use(slot, 1);
    } else {
      columns.contents[place] = content;
    }
    this.touch(slice, slot);
    return true;
  }

  /** Takes down that a cell has changed. */
  touch(slice: number, slot: number): void {
    const at = ++this.clock % LOG;
    this.logSlice[at] = slice;
    this.logSlot[at] = slot;
    this.stamp[slice] = this.clock;
  }

  /** Whether a slice has no cell, as it may within a batch. */
  isEmpty(slice: number): boolean {
    return this.layers.every(({ count }) => count[slice] === 0);
  }

  /** Gives up the numbers of what has no cell any more; never within a batch, whose journal goes by them. */
  #tidy(): void {
    for (const slice of this.#emptied.splice(0)) {
      const names = this.instances[this.depth[slice] as number] as Names;
      const name = this.instance[slice] as string;
      if (names.find(name) === slice && this.isEmpty(slice)) names.remove(name);
    }
    this.slots.sweep();
  }

  #commit(journal: number[]): void {
    // All are asked before any is told, and within the batch: what one writes when it is asked belongs to it.
    this.#journal = journal;
    const asked = [...this.observers].filter(([, isWanted]) => {
      try {
        return isWanted(this.revision + 1);
      } catch (error) {
        surface(error);
        return true;
      }
    });
    this.#journal = undefined;
    const isEffective = this.#deltaOf(journal, 1).length > 0;
    this.#tidy();
    if (!isEffective) return;
    this.revision++;
    let delta: Delta | undefined;
    const changes = (): Delta => {
      delta ??= this.#deltaOf(journal);
      return delta;
    };
    for (const [observer] of asked) {
      const call = observer(changes, this.revision);
      // Unless the observation has ended by then.
      if (call) this.#deliveries.push(() => this.observers.has(observer) && call());
    }
    if (this.#delivering) return;
    this.#delivering = true;
    for (let call = this.#deliveries.shift(); call; call = this.#deliveries.shift()) {
      try {
        call();
      } catch (error) {
        surface(error);
      }
    }
    this.#delivering = false;
  }

  /** The first `most` of the changes that a journal tells of, while the cells are as it left them. */
  #deltaOf(journal: readonly number[], most = Infinity): Delta {
    const changes: Change[] = [];
    const seen = new Set<number>();
    for (let i = 0; i < journal.length && changes.length < most; i += 4) {
      const layer = journal[i] as LayerNumber;
      const slice = journal[i + 1] as number;
      const slot = journal[i + 2] as number;
      const before = journal[i + 3] as number;
      const cell = (slice * this.slots.uses.length + slot) * 2 + layer;
      const content = this.read(layer, slice, slot);
      // What a cell was before the batch is what its first change found.
      if (seen.has(cell)) continue;
      seen.add(cell);
      if (same(before, content)) continue;
      const at = { ...this.coordinate(slice, slot), layer: layer === VALUE ? "value" : "weight" } as const;
      changes.push(Object.freeze(content === content ? { ...at, content } : at));
    }
    return Object.freeze(changes);
  }
}

/** What others throw while they are told of a write is no failure of the writer: it surfaces as unhandled. */
function surface(error: unknown): void {
  void Promise.reject(error);
}

/** Whether two contents are the same, unset included; there is no −0 among them. */
const same = (a: number, b: number): boolean => a === b || (a !== a && b !== b);
