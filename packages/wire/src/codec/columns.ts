import { Cells, VALUE } from "./cells.ts";
import { readKeys } from "./keys.ts";
import { inOrder, MOST_KEYS, stridesOf } from "./order.ts";
import type { Reader } from "./reader.ts";
import { countVarints, MOST_BYTES, packVarints, writeVarint } from "./varints.ts";
import type { Writer } from "./writer.ts";

/** Cells as columns: the strides of the keys, the keys of what is set, its contents, and the keys of what is unset. */
export function writeCells(writer: Writer, cells: Cells): void {
  const { length, layer, content } = cells;
  const strides = stridesOf(cells);
  const { order, keys } = inOrder(cells, strides);
  if ((keys[length - 1] ?? 0) >= MOST_KEYS) writer.refuse("cells too far apart");
  const setKeys = writer.bytes(length * MOST_BYTES);
  const unsetKeys: number[] = [];
  const bytes = writer.bytes(length * 8);
  const contents = new Float64Array(bytes.buffer, bytes.byteOffset, length);
  let sets = 0;
  let at = 0;
  let isSingle = true;
  let before = -1;
  let setBefore = 0;
  let unsetBefore = 0;
  for (let k = 0; k < length; k++) {
    const key = keys[k] as number;
    if (key <= before) writer.refuse("a cell layer in two rows");
    before = key;
    const i = order === undefined ? k : (order[k] as number);
    const number = content[i] as number;
    if (number - number !== 0 && !isOpen(number, layer[i])) {
      if (!Number.isNaN(number)) writer.refuse(number);
      unsetKeys.push(key - unsetBefore);
      unsetBefore = key;
      continue;
    }
    if (isSingle && Math.fround(number) !== number) isSingle = false;
    // −0 becomes 0.
    contents[sets++] = number + 0;
    const difference = key - setBefore;
    if (difference < 128) setKeys[at++] = difference;
    else at = writeVarint(setKeys, at, difference);
    setBefore = key;
  }
  if (isSingle) {
    // In place: a number comes to stand no later than it stood.
    const singles = new Float32Array(bytes.buffer, bytes.byteOffset, sets);
    for (let i = 0; i < sets; i++) singles[i] = contents[i] as number;
  }
  const columns = [setKeys.subarray(0, at), bytes.subarray(0, sets * (isSingle ? 4 : 8)), packVarints(unsetKeys)];
  writer.push(strides.options, strides.dimensions, ...columns);
}

/** The cells that stand in a message, in memory of their own; first what is set, then what is unset. */
export function readCells(reader: Reader): Cells {
  const strides = { places: 0, options: reader.integer(2 ** 32), dimensions: reader.integer(2 ** 32) };
  const keys = reader.binary();
  const bytes = reader.binary();
  const unsetKeys = reader.binary();
  const sets = countVarints(keys);
  const length = sets + countVarints(unsetKeys);
  reader.limit(length, reader.limits.maxCells);
  const cells = new Cells(length);
  cells.length = length;
  readKeys(reader, keys, cells, 0, strides);
  readKeys(reader, unsetKeys, cells, sets, strides);
  const least = stridesOf(cells);
  if (least.options !== strides.options || least.dimensions !== strides.dimensions) reader.fail("no least strides");
  // Each of the two is in order: what is the same in both shows when they are put in one.
  if (sets > 0 && sets < length) {
    const { keys } = inOrder(cells, least);
    for (let k = 1; k < length; k++) {
      if ((keys[k] as number) <= (keys[k - 1] as number)) reader.fail("a cell both set and unset");
    }
  }
  readContents(reader, bytes, cells, sets);
  cells.content.fill(NaN, sets);
  return cells;
}

function readContents(reader: Reader, bytes: Uint8Array, { layer, content }: Cells, sets: number): void {
  const isSingle = bytes.length === sets * 4;
  const numbers = isSingle ? new Float32Array(sets) : content.subarray(0, sets);
  if (bytes.length !== numbers.byteLength) reader.fail("another number of contents");
  new Uint8Array(numbers.buffer, numbers.byteOffset).set(bytes);
  if (isSingle) content.set(numbers);
  let isTooLong = !isSingle;
  for (let i = 0; i < sets; i++) {
    const number = content[i] as number;
    if (isTooLong && Math.fround(number) !== number) isTooLong = false;
    if ((number - number !== 0 && !isOpen(number, layer[i])) || Object.is(number, -0))
      reader.fail(`the content ${number}`);
  }
  if (isTooLong) reader.fail("a longer form");
}

/** Besides the finite numbers, a value may be +∞. */
const isOpen = (number: number, layer: number | undefined): boolean => number === Infinity && layer === VALUE;
