import type { Columns } from "./columns.ts";
import { fold } from "./fold.ts";
import { compareNames } from "./names.ts";
import { SHARED } from "./slots.ts";
import type { LayerNumber, Store } from "./store.ts";

/** A frame larger than this, for a path with few cells, is laid out anew for that path alone. */
const SMALL = 4096;

/**
 * The dense options × dimensions matrix onto which the cells of a path are folded: the slices are overlaid coarse to
 * fine, the finest stays. Row 0 is the shared option slot (defaults, shared weights); columns are in name order, in
 * which a score is summed (law 4.3). The layout is kept from one fold to the next, and extended when a path has a cell
 * that it has no place for: most paths of a tensor have the same options and dimensions.
 */
export class Frame {
  readonly store: Store;
  /** Row → option, column → dimension, by number. */
  options: number[] = [SHARED];
  dimensions: readonly number[] = [];
  /** NaN: not set on the path. */
  values: Float64Array = new Float64Array(0);
  weights: Float64Array = new Float64Array(0);
  /** The score of the row that {@link score} saw last. */
  sum = 0;
  #epoch = 0;
  /** Slot → its place in the matrix, or −1. */
  #places: Int32Array = new Int32Array(64).fill(-1);
  #placed: number[] = [];

  constructor(store: Store) {
    this.store = store;
  }

  /** Folds the cells of `path` onto the matrix; false, and nothing done, where that would have more than `limit` places. */
  fold(path: readonly number[], limit: number = Infinity): boolean {
    const [values, weights] = this.store.layers;
    let cells = 0;
    for (const slice of path) cells += (values.count[slice] as number) + (weights.count[slice] as number);
    const bound = SMALL + 16 * cells;
    const { epoch, uses } = this.store.slots;
    // Every slot has an entry, so that the overlay, which is the hot loop, never reads beyond the end.
    const isShort = this.#places.length < uses.length;
    if (isShort || this.#epoch !== epoch || this.#area > bound) this.#layOut([]);
    while (!this.#overlay(path)) {
      const slots = this.#slotsOf(path);
      this.#layOut([...this.#placed, ...slots]);
      if (this.#area > bound) this.#layOut(slots);
      if (this.#area > limit) {
        this.#layOut([]);
        return false;
      }
      this.#allocate();
    }
    return true;
  }

  /** The options of a path that is too sparse for a matrix, each folded alone, onto row 1. */
  *each(path: readonly number[]): Generator<number, void, undefined> {
    const { option } = this.store.slots;
    const byOption = new Map<number, number[]>([[SHARED, []]]);
    for (const slot of this.#slotsOf(path)) {
      const slots = byOption.get(option[slot] as number);
      if (slots === undefined) byOption.set(option[slot] as number, [slot]);
      else slots.push(slot);
    }
    const shared = byOption.get(SHARED) as number[];
    for (const [id, slots] of byOption) {
      if (id === SHARED) continue;
      this.#layOut([...shared, ...slots]);
      this.#allocate();
      this.foldOption(path, id);
      yield id;
    }
  }

  /**
   * The score of a row, left in {@link sum}; false where the option is no candidate or a gate closes it. The sum goes
   * from 0 in name order, each product rounded and then each sum (law 4.3).
   */
  score(row: number): boolean {
    const { values, weights } = this;
    const columns = this.dimensions.length;
    const base = row * columns;
    let sum = 0;
    let candidate = false;
    for (let column = 0; column < columns; column++) {
      let value = values[base + column] as number;
      if (value === value) candidate = true;
      else value = values[column] as number;
      if (value !== value) continue;
      if (value === Infinity) return false;
      let weight = weights[base + column] as number;
      if (weight !== weight) weight = weights[column] as number;
      if (weight === weight) sum += value * weight;
    }
    this.sum = sum;
    return candidate;
  }

  /** What counts for a row: its own number or the shared one, which row 0 has; NaN where there is neither. */
  at(matrix: Float64Array, row: number, column: number): number {
    const own = matrix[row * this.dimensions.length + column] as number;
    return own === own ? own : (matrix[column] as number);
  }

  /** Folds one option alone, cell by cell, onto row 1, for a path whose other cells are of no interest. */
  foldOption(path: readonly number[], option: number): void {
    const { store, dimensions } = this;
    for (const [layer, matrix] of [this.values, this.weights].entries()) {
      for (const [column, dimension] of dimensions.entries()) {
        matrix[column] = fold(store, path, layer as LayerNumber, store.slots.find(SHARED, dimension));
        matrix[dimensions.length + column] = fold(
          store,
          path,
          layer as LayerNumber,
          store.slots.find(option, dimension),
        );
      }
    }
  }

  /** Whether a row has a value of its own (law 4.1). */
  isCandidate(row: number): boolean {
    const width = this.dimensions.length;
    return row > 0 && this.values.subarray(row * width, row * width + width).some((value) => value === value);
  }

  get #area(): number {
    return this.options.length * this.dimensions.length;
  }

  /** False where a cell has no place in the layout. */
  #overlay(path: readonly number[]): boolean {
    const [values, weights] = this.store.layers;
    this.values.fill(NaN, 0, this.#area);
    this.weights.fill(NaN, 0, this.#area);
    return path.every((slice) => this.#place(values, slice, this.values) && this.#place(weights, slice, this.weights));
  }

  #place({ slots, contents, start, count }: Columns, slice: number, matrix: Float64Array): boolean {
    const places = this.#places;
    const from = start[slice] as number;
    const end = from + (count[slice] as number);
    for (let i = from; i < end; i++) {
      const place = places[slots[i] as number] as number;
      if (place < 0) return false;
      matrix[place] = contents[i] as number;
    }
    return true;
  }

  #slotsOf(path: readonly number[]): number[] {
    return path.flatMap((slice) => this.store.layers.flatMap((columns) => [...columns.slotsOf(slice)]));
  }

  #layOut(slots: Iterable<number>): void {
    const { option, dimension, dimensions, uses, epoch } = this.store.slots;
    const { names } = dimensions;
    for (const slot of this.#placed) this.#places[slot] = -1;
    if (this.#places.length < uses.length) this.#places = new Int32Array(uses.length * 2).fill(-1);
    this.#placed = [...new Set(slots)];
    this.#epoch = epoch;
    const rows = new Map([[SHARED, 0]]);
    for (const slot of this.#placed) {
      const id = option[slot] as number;
      if (!rows.has(id)) rows.set(id, rows.size);
    }
    this.options = [...rows.keys()];
    this.dimensions = [...new Set(this.#placed.map((slot) => dimension[slot] as number))].sort((a, b) =>
      compareNames(names[a] as string, names[b] as string),
    );
    const columns = new Map(this.dimensions.map((id, column) => [id, column]));
    for (const slot of this.#placed) {
      const base = (rows.get(option[slot] as number) as number) * columns.size;
      this.#places[slot] = base + (columns.get(dimension[slot] as number) as number);
    }
  }

  #allocate(): void {
    if (this.values.length >= this.#area) return;
    this.values = new Float64Array(this.#area);
    this.weights = new Float64Array(this.#area);
  }
}
