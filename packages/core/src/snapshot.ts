import { allSlices, slotOrder } from "./canonical.ts";
import { TensorError } from "./errors.ts";
import { checkContent, Store, VALUE, WEIGHT } from "./store.ts";

/** "THL" and the version of the format, as a little-endian number. */
const MAGIC = 0x014c4854;
/** Before the head stand the magic number, a checksum of all that follows it, and the length of the head. */
const PREFIX = 12;
const FNV_PRIME = 0x01000193;
/** Any odd number with well-spread bits makes a second hash that is independent enough for a fingerprint. */
const OTHER_ODD = 0x85ebca6b;

/** What a snapshot says in JSON; its contents follow as numbers, in the order of the cells. */
type Head = [
  revision: number,
  levels: readonly string[],
  /** Option and dimension of each slot, by turns. */
  names: readonly string[],
  /** A slice's cells: four times the number of the slot, and 1 if there is a value, 2 if there is a weight. */
  slices: readonly (readonly [depth: number, instance: string, ...cells: number[]])[],
];

/** The cells of some slices as bytes: the same cells give the same bytes, whatever the order they came in. */
function encode(store: Store, slices: readonly number[], revision: number): Uint8Array {
  const order = slotOrder(store, slices);
  const numbers: number[] = [];
  const names: string[] = [];
  const contents: number[] = [];
  const cellOf = (slice: number, slot: number): number => {
    const number = numbers[slot] ?? names.length / 2;
    if (number === names.length / 2) {
      const { option, dimension } = store.coordinate(slice, slot);
      numbers[slot] = number;
      names.push(option, dimension);
    }
    const value = store.read(VALUE, slice, slot);
    const weight = store.read(WEIGHT, slice, slot);
    if (value === value) contents.push(value);
    if (weight === weight) contents.push(weight);
    return number * 4 + Number(value === value) + 2 * Number(weight === weight);
  };
  const rows = slices.map((slice): Head[3][number] => {
    const row: [number, string, ...number[]] = [store.depth[slice] as number, store.instance[slice] as string];
    for (const slot of order(slice)) row.push(cellOf(slice, slot));
    return row;
  });
  const head: Head = [revision, store.levels, names, rows.filter((row) => row.length > 2)];
  const text = JSON.stringify(head).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const bytes = new Uint8Array(PREFIX + text.length + contents.length * 8);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) bytes[PREFIX + i] = text.charCodeAt(i);
  contents.forEach((content, i) => {
    view.setFloat64(PREFIX + text.length + i * 8, content, true);
  });
  view.setUint32(0, MAGIC, true);
  view.setUint32(8, text.length, true);
  view.setUint32(4, hash(bytes.subarray(8), FNV_PRIME), true);
  return bytes;
}

/** The cells of a path as 16 hexadecimal digits: the same cells give the same ones (law 7.4). */
export function fingerprintOf(store: Store, path: readonly number[]): string {
  const bytes = encode(store, path, 0);
  return [FNV_PRIME, OTHER_ODD].map((odd) => hash(bytes, odd).toString(16).padStart(8, "0")).join("");
}

/** All cells as bytes (law 8.3). */
export function encodeSnapshot(store: Store): Uint8Array {
  return encode(store, allSlices(store), store.revision);
}

/** The store that a snapshot was made from, or `invalid-snapshot` and nothing at all. */
export function decodeSnapshot(bytes: Uint8Array): Store {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint32(0, true) !== MAGIC) throw Error("no snapshot, or one of another version");
    if (view.getUint32(4, true) !== hash(bytes.subarray(8), FNV_PRIME)) throw Error("another checksum");
    let at = PREFIX + view.getUint32(8, true);
    let text = "";
    for (let i = PREFIX; i < at; i += 4096) text += String.fromCharCode(...bytes.subarray(i, Math.min(i + 4096, at)));
    const [revision, levels, names, slices] = JSON.parse(text) as Head;
    const store = new Store(levels);
    if (!Array.isArray(names) || !Array.isArray(slices)) throw Error("another head");
    const slots: number[] = [];
    for (const [depth, instance, ...cells] of slices) {
      let slice = -1;
      if (store.depthOf(levels[depth] as string) !== depth) throw Error("a level that is no number");
      for (const cell of cells) {
        const number = cell >> 2;
        if (cell !== (cell | 0) || cell < 1 || (cell & 3) === 0) throw Error("a cell that is none");
        // Whatever the head holds, it is checked as what any caller gives.
        const option = names[number * 2] as string;
        const cellAt = { level: levels[depth] as string, instance, option, dimension: names[number * 2 + 1] as string };
        for (const layer of [VALUE, WEIGHT] as const) {
          if ((cell & (layer + 1)) === 0) continue;
          const content = view.getFloat64(at, true);
          at += 8;
          checkContent(layer, content, cellAt);
          const slot = slots[number];
          if (slice < 0 || slot === undefined) {
            store.writeNamed(layer, depth, cellAt, content + 0);
            slice = store.findSlice(depth, instance);
            slots[number] = store.findSlot(option, cellAt.dimension);
          } else store.write(layer, slice, slot, content + 0);
        }
      }
    }
    if (at !== bytes.length || !Number.isSafeInteger(revision) || revision < 0) throw Error("more than a snapshot");
    store.revision = revision;
    return store;
  } catch (error) {
    throw new TensorError("invalid-snapshot", (error as Error).message);
  }
}

/** A hash of 32 bits (FNV-1a, by Fowler, Noll and Vo); another odd `multiplier` gives another hash. */
function hash(bytes: Uint8Array, multiplier: number): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) state = Math.imul(state ^ (bytes[i] as number), multiplier);
  return state >>> 0;
}
