import type { Subject } from "./subject.ts";
import { changes, measured } from "./telemetry.ts";

// What is used of the two libraries, which do not have to be there.

interface Yjs {
  readonly Doc: new () => YDoc;
  encodeStateVector(doc: YDoc): Uint8Array;
  encodeStateAsUpdate(doc: YDoc, since: Uint8Array): Uint8Array;
  applyUpdate(doc: YDoc, update: Uint8Array): void;
}
interface YDoc {
  getMap(name: string): { get(key: string): number | undefined; set(key: string, content: number): void };
  transact(change: () => void): void;
}

type Cells = Record<string, number>;
type Heads = readonly string[];
interface Automerge {
  from(cells: Cells): Cells;
  clone(doc: Cells): Cells;
  change(doc: Cells, change: (doc: Cells) => void): Cells;
  getHeads(doc: Cells): Heads;
  saveSince(doc: Cells, heads: Heads): Uint8Array;
  loadIncremental(doc: Cells, bytes: Uint8Array): Cells;
}

/** The cells of the device as entries of one map: its keys name option and dimension, as short as can be. */
const entries = (content: () => number): readonly (readonly [key: string, content: number])[] =>
  changes(content).map(({ option, dimension, content = 0 }) => [`${option}/${dimension}`, content]);
const LAST = entries(measured).at(-1)?.[0] as string;

/** A map of Yjs; nothing where it is not installed. */
export async function yjs(): Promise<Subject | undefined> {
  const library = await imported<Yjs>("yjs");
  if (library === undefined) return undefined;
  const { Doc, encodeStateVector, encodeStateAsUpdate, applyUpdate } = library;
  const [from, to] = [new Doc(), new Doc()];
  let before = encodeStateVector(from);
  const next: Subject["next"] = (content) => {
    before = encodeStateVector(from);
    const map = from.getMap("cells");
    from.transact(() => {
      for (const [key, number] of entries(content)) map.set(key, number);
    });
    return encodeStateAsUpdate(from, before);
  };
  applyUpdate(to, next(measured));
  return {
    name: "Yjs",
    key: "yjs",
    encode: () => encodeStateAsUpdate(from, before),
    next,
    apply: (bytes) => applyUpdate(to, bytes),
    last: () => to.getMap("cells").get(LAST),
  };
}

/** A map of Automerge; nothing where it is not installed. */
export async function automerge(): Promise<Subject | undefined> {
  const library = await imported<Automerge>("@automerge/automerge");
  if (library === undefined) return undefined;
  const { from: make, clone, change, getHeads, saveSince, loadIncremental } = library;
  let from = make(Object.fromEntries(entries(measured)));
  let to = clone(from);
  let before = getHeads(from);
  const next: Subject["next"] = (content) => {
    before = getHeads(from);
    from = change(from, (doc) => Object.assign(doc, Object.fromEntries(entries(content))));
    return saveSince(from, before);
  };
  to = loadIncremental(to, next(measured));
  return {
    name: "Automerge",
    key: "automerge",
    encode: () => saveSince(from, before),
    next,
    apply: (bytes) => {
      to = loadIncremental(to, bytes);
    },
    last: () => to[LAST],
  };
}

async function imported<Library>(name: string): Promise<Library | undefined> {
  try {
    return await import(name);
  } catch (error) {
    if ((error as { readonly code?: string }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    return undefined;
  }
}
