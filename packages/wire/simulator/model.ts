import { decodeEntry } from "../src/codec/encode-entry.ts";
import type { NamedCells, ReplicaRecord } from "../src/codec/entries.ts";
import { Broken } from "./broken.ts";
import type { SharedLog } from "./shared-log.ts";
import type { Recorder, Somebody } from "./surroundings.ts";

/** Cells by level, instance, option, dimension and layer, as one text. */
export type PlainCells = ReadonlyMap<string, number>;

/** What the log came to at a revision, as one would write it on a blackboard. */
export interface PlainState {
  readonly cells: PlainCells;
  readonly answered: ReadonlyMap<string, number>;
  readonly withdrawn: ReadonlyMap<string, PlainCells>;
  readonly held: ReadonlyMap<string, string>;
}

const textOf = (parts: readonly (string | number)[]): string => JSON.stringify(parts);

/** The cells of a codec's record, by their texts. */
export function plainCells({ slices, names, cells }: NamedCells): Map<string, number> {
  const plain = new Map<string, number>();
  for (let row = 0; row < cells.length; row++) {
    const [level, instance] = slices[cells.place[row] as number] as readonly [number, string];
    const [option, dimension] = [names[cells.option[row] as number], names[cells.dimension[row] as number]];
    plain.set(
      textOf([level, instance, option as string, dimension as string, cells.layer[row] as number]),
      cells.content[row] as number,
    );
  }
  return plain;
}

const isIn = (text: string, [level, instance]: readonly [number, string]): boolean =>
  text.startsWith(`[${level},${JSON.stringify(instance)},`);

/** What has happened, kept without the code that is tried: the plainest there is. */
export class Model implements Recorder {
  readonly #log: SharedLog;
  readonly #isLie: (incarnation: string, sequence: number) => boolean;
  /** By revision. */
  readonly states: PlainState[] = [{ cells: new Map(), answered: new Map(), withdrawn: new Map(), held: new Map() }];
  /** By device: what it last wrote to each of its cells, and what of that is kept. */
  readonly #written = new Map<Somebody, Map<string, number>>();
  readonly #kept = new Map<Somebody, Map<string, number>>();
  /** By the incarnations that devices without a disk have lost: whose they were. */
  readonly #former = new Map<string, Somebody>();
  /** Devices with writes that nobody need remember: refused, or lost with what kept them. */
  readonly blurred = new Set<Somebody>();

  /** Follows a log; no publication that is a lie may stand in it. */
  constructor(log: SharedLog, isLie: (incarnation: string, sequence: number) => boolean) {
    this.#log = log;
    this.#isLie = isLie;
  }

  /** Takes the entries that are new in the log. */
  catchUp(): void {
    const { entries } = this.#log;
    while (this.states.length <= entries.length) {
      const state = this.states.at(-1) as PlainState;
      const cells = new Map(state.cells);
      const answered = new Map(state.answered);
      const withdrawn = new Map(state.withdrawn);
      const held = new Map(state.held);
      this.states.push({ cells, answered, withdrawn, held });
      const entry = decodeEntry(entries[this.states.length - 2] as Uint8Array);
      if (entry.kind === "withdraw") {
        if (held.get(textOf(entry.slice)) !== entry.hub) continue;
        const own = new Map([...cells].filter(([text]) => isIn(text, entry.slice)));
        if (own.size === 0 || withdrawn.has(textOf(entry.slice))) continue;
        withdrawn.set(textOf(entry.slice), own);
        for (const text of own.keys()) cells.delete(text);
        continue;
      }
      const comeBack = (slice: string): void => {
        for (const [text, content] of withdrawn.get(slice) ?? []) if (!cells.has(text)) cells.set(text, content);
        withdrawn.delete(slice);
      };
      if (entry.kind === "return") {
        held.set(textOf(entry.slice), entry.hub);
        comeBack(textOf(entry.slice));
        continue;
      }
      if (entry.kind === "begin") continue;
      if (entry.kind !== "write") {
        if (entry.sequence <= (answered.get(entry.incarnation) ?? 0)) continue;
        if (entry.kind === "publish" && this.#isLie(entry.incarnation, entry.sequence)) {
          throw new Broken("W3", `publication ${entry.sequence} of a liar was taken`);
        }
        answered.set(entry.incarnation, entry.sequence);
        if (entry.kind === "refuse") continue;
        for (const slice of entry.slices) comeBack(textOf(slice));
        // What a life that its device knows nothing of had under way may come in after what the next one wrote.
        const former = this.#former.get(entry.incarnation);
        if (former) for (const text of plainCells(entry).keys()) this.#written.get(former)?.delete(text);
      }
      for (const [text, content] of plainCells(entry)) {
        if (Number.isNaN(content)) cells.delete(text);
        else cells.set(text, content);
      }
    }
  }

  /** The latest state. */
  get latest(): PlainState {
    return this.states.at(-1) as PlainState;
  }

  /** A device has written; NaN unsets. */
  wrote(device: Somebody, text: string, content: number): void {
    const written = this.#written.get(device) ?? new Map<string, number>();
    this.#written.set(device, written.set(text, content));
  }

  /** A record is on the device's disk. */
  kept(device: Somebody, record: ReplicaRecord): void {
    if (record.kind !== "wrote") return;
    const kept = this.#kept.get(device) ?? new Map<string, number>();
    this.#kept.set(device, kept);
    for (const [text, content] of plainCells(record)) {
      // The hub writes prices, too: whose is last is not for the device to say.
      if (!text.includes('"price"')) kept.set(text, content);
    }
  }

  rejected(device: Somebody): void {
    this.blurred.add(device);
  }

  /** What a device had not kept is gone, and with no disk all that was not answered. */
  crashed(device: Somebody): void {
    if (device.options.forgets) this.blurred.add(device);
    if (device.options.hasDisk) this.#written.set(device, new Map(this.#kept.get(device)));
    else {
      this.#former.set(device.incarnation, device);
      this.#written.delete(device);
      this.#kept.delete(device);
    }
  }

  /** What a device last wrote to each of its cells, as far as it can know. */
  writtenBy(device: Somebody): PlainCells {
    return this.#written.get(device) ?? new Map();
  }

  /** The cells of a state on a cursor's path. */
  static onPath(cells: PlainCells, cursor: readonly string[]): Map<string, number> {
    return new Map(
      [...cells].filter(([text]) =>
        cursor.some((instance, level) => isIn(text, [level, ""]) || isIn(text, [level, instance])),
      ),
    );
  }
}
