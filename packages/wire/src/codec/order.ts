import type { Cells } from "./cells.ts";
import { scratch } from "./scratch.ts";

/** What keys count in: one more than the greatest of each column. */
export interface Strides {
  readonly places: number;
  readonly dimensions: number;
  readonly options: number;
}

export function stridesOf({ length, place, dimension, option }: Cells): Strides {
  let places = 0;
  let dimensions = 0;
  let options = 0;
  for (let i = 0; i < length; i++) {
    const placeNow = place[i] as number;
    const dimensionNow = dimension[i] as number;
    const optionNow = option[i] as number;
    if (placeNow >= places) places = placeNow + 1;
    if (dimensionNow >= dimensions) dimensions = dimensionNow + 1;
    if (optionNow >= options) options = optionNow + 1;
  }
  return { places, dimensions, options };
}

/** Rows in the order of their keys, until the next are put in order. */
export interface Ordered {
  /** Nothing where they stand in it already. */
  readonly order: Int32Array | undefined;
  /** The keys, ascending, but for rows with the same. */
  readonly keys: Int32Array | Float64Array;
}

/** A range of keys up to so many times their number is gone through slot by slot. */
const DENSE = 8;
/** Keys are below this, and so exact. */
export const MOST_KEYS: number = 2 ** 53;

/** The rows by ((place × 2 + layer) × dimensions + dimension) × options + option. */
export function inOrder(cells: Cells, { places, dimensions, options }: Strides): Ordered {
  const { length, place, layer, dimension, option } = cells;
  const range = places * 2 * dimensions * options;
  // Integers of 32 bits where they do, because they are much faster.
  const isNarrow = range < 2 ** 31;
  const keys = isNarrow ? scratch(0, length) : new Float64Array(length);
  let isAscending = true;
  let before = 0;
  let least = Number.POSITIVE_INFINITY;
  let greatest = 0;
  for (let i = 0; i < length; i++) {
    const group = (place[i] as number) * 2 + (layer[i] as number);
    const key = isNarrow
      ? (Math.imul(Math.imul(group, dimensions) + (dimension[i] as number), options) + (option[i] as number)) | 0
      : (group * dimensions + (dimension[i] as number)) * options + (option[i] as number);
    if (key < before) isAscending = false;
    if (key < least) least = key;
    if (key > greatest) greatest = key;
    keys[i] = key;
    before = key;
  }
  if (isAscending) return { order: undefined, keys };
  // Most cells are of one slice, whose place may be any.
  const isDense = greatest - least < length * DENSE;
  return isDense ? sortDense(keys, length, least, greatest) : sort(keys.subarray(0, length), range);
}

/** Of rows with the same key only the last finds its slot, and zeros stand at the end for the others. */
function sortDense(keys: Int32Array | Float64Array, length: number, least: number, greatest: number): Ordered {
  const range = greatest - least + 1;
  const slots = scratch(1, range).fill(0, 0, range);
  const order = scratch(2, length);
  const ordered = keys instanceof Int32Array ? scratch(3, length) : new Float64Array(length);
  for (let row = 0; row < length; row++) slots[(keys[row] as number) - least] = row + 1;
  let k = 0;
  for (let slot = 0; k < length && slot < range; slot++) {
    const row = slots[slot] as number;
    if (row === 0) continue;
    order[k] = row - 1;
    ordered[k++] = slot + least;
  }
  ordered.fill(0, k, length);
  return { order, keys: ordered };
}

function sort(keys: Int32Array | Float64Array, range: number): Ordered {
  const { length } = keys;
  const order = new Int32Array(length);
  const ordered = new Float64Array(length);
  // Key and row in one number, where it holds both: to sort numbers is much faster than to compare rows.
  const hasRoom = range * length <= MOST_KEYS;
  for (let row = 0; row < length; row++) ordered[row] = hasRoom ? (keys[row] as number) * length + row : row;
  if (hasRoom) ordered.sort();
  else ordered.sort((a, b) => (keys[a] as number) - (keys[b] as number));
  for (let k = 0; k < length; k++) {
    const both = ordered[k] as number;
    const row = hasRoom ? both - Math.floor(both / length) * length : both;
    order[k] = row;
    ordered[k] = keys[row] as number;
  }
  return { order, keys: ordered };
}
