import { ByteReader, ByteWriter, hash } from "./bytes.ts";
import { allSlices, slotOrder } from "./canonical.ts";
import { TensorError } from "./errors.ts";
import { checkContent, Store, VALUE, WEIGHT } from "./store.ts";

/** "THLW" and the version of the format, which the first four bytes and the fifth bear. */
const MAGIC = [0x54, 0x48, 0x4c, 0x57, 1];
const FNV_PRIME = 0x01000193;

/**
 * Writes the levels, then slice by slice: the level's number, the instance, how many cells, and of each the option, the
 * dimension with the layers that are set (1 value, 2 weight), and the contents. A name that came before is a number.
 */
function encodeCells(out: ByteWriter, store: Store, slices: readonly number[]): void {
  const order = slotOrder(store);
  const known = new Map<string, number>();
  const reference = (name: string, layers: number, factor: number): void => {
    const number = known.get(name) ?? known.size;
    out.whole(number * factor + layers);
    if (number < known.size) return;
    known.set(name, number);
    out.name(name);
  };
  out.whole(store.levels.length);
  for (const level of store.levels) out.name(level);
  for (const slice of slices) {
    const slots = order(slice);
    if (slots.length === 0) continue;
    out.whole(store.depth[slice] as number);
    out.name(store.instance[slice] as string);
    out.whole(slots.length);
    for (const slot of slots) {
      const { option, dimension } = store.coordinate(slice, slot);
      const contents = [store.read(VALUE, slice, slot), store.read(WEIGHT, slice, slot)];
      reference(option, 0, 1);
      reference(
        dimension,
        contents.reduce((set, content, layer) => (content === content ? set + 2 ** layer : set), 0),
        4,
      );
      for (const content of contents) if (content === content) out.float(content);
    }
  }
}

/** The cells of a path as 16 hexadecimal digits: the same cells give the same ones (law 7.4). */
export function fingerprintOf(store: Store, path: readonly number[]): string {
  const out = new ByteWriter();
  encodeCells(out, store, path);
  return [FNV_PRIME, 0x85ebca6b].map((odd) => hash(out.bytes, odd).toString(16).padStart(8, "0")).join("");
}

/** All cells as bytes: magic, revision, cells, and a checksum of all that (law 8.3). */
export function encodeSnapshot(store: Store): Uint8Array {
  const out = new ByteWriter();
  for (const byte of MAGIC) out.whole(byte);
  out.whole(store.revision);
  encodeCells(out, store, allSlices(store));
  const bytes = new Uint8Array(out.bytes.length + 4);
  bytes.set(out.bytes);
  new DataView(bytes.buffer).setUint32(out.bytes.length, hash(out.bytes, FNV_PRIME), true);
  return bytes;
}

/** The store that a snapshot was made from, or `invalid-snapshot` and nothing at all. */
export function decodeSnapshot(bytes: Uint8Array): Store {
  let input: ByteReader | undefined;
  try {
    const body = bytes.subarray(0, -4);
    input = new ByteReader(body);
    if (MAGIC.some((byte, i) => byte !== body[i])) throw Error("this is no snapshot, or one of another version");
    const checksum = new DataView(bytes.buffer, bytes.byteOffset + body.length).getUint32(0, true);
    if (checksum !== hash(body, FNV_PRIME)) throw Error("the checksum does not match");
    input.at = MAGIC.length;
    const revision = input.whole();
    const store = decodeCells(input);
    store.revision = revision;
    return store;
  } catch (error) {
    throw new TensorError("invalid-snapshot", (error as Error).message, {}, input && `byte ${input.at}`);
  }
}

function decodeCells(input: ByteReader): Store {
  const levels: string[] = [];
  for (let count = input.whole(); count > 0; count--) levels.push(input.name());
  const store = new Store(levels);
  const known: string[] = [];
  const resolve = (number: number): string => {
    if (number === known.length) known.push(input.name());
    return known[number] as string;
  };
  while (!input.isAtEnd) {
    const depth = input.whole();
    const slice = { level: levels[depth] as string, instance: input.name() };
    store.depthOf(slice.level);
    for (let count = input.whole(); count > 0; count--) {
      const option = resolve(input.whole());
      const set = input.whole();
      const at = { ...slice, option, dimension: resolve(Math.floor(set / 4)) };
      for (const layer of [VALUE, WEIGHT] as const) {
        if (((set >> layer) & 1) === 0) continue;
        const content = input.float() + 0;
        checkContent(layer, content, at);
        store.writeNamed(layer, depth, at, content);
      }
    }
  }
  return store;
}
