import { type Delta, type Reader, Tensor, type Writer } from "@thalweg/core";
import { Cells, VALUE, WEIGHT } from "../codec/cells.ts";
import type { Entry, HubState, NamedCells, WithdrawEntry } from "../codec/entries.ts";
import { WireError } from "../errors.ts";
import { dimensionOf, keyOf, layerOf, NameTable, optionOf } from "../session/names.ts";
import type { SliceName } from "../session/path.ts";
import type { HubEdges } from "./edges.ts";
import { keyAt, SliceHistory } from "./history.ts";
import { isSharedSlice, sliceKey, sliceOf } from "./slice-key.ts";

/** What became of a publication; a refusal is a code, `""` where it was taken. */
export interface Answer {
  readonly sequence: number;
  readonly refusal: string;
}

/** What an entry came to. */
export interface Applied {
  /** The slices with cells that are not what they were. */
  readonly touched: ReadonlySet<string>;
  /** Whether the entry was there before, and had no effect this time (W1). */
  readonly isRepeated: boolean;
}

/**
 * What the entries of the log come to, one after the other: the same entries lead to the same state on every hub, however
 * often one of them stands in the log.
 */
export class State {
  readonly table: NameTable = new NameTable(true);
  readonly tensor: Reader;
  readonly writer: Writer;
  revision = 0;
  /** Of each incarnation, the last publication that was answered. */
  readonly answered: Map<string, Answer> = new Map();
  /** By slice: the hub that has its replica. */
  readonly held: Map<string, string> = new Map();
  /** The cells of slices that were withdrawn, by their keys. */
  readonly withdrawn: Map<string, Map<number, number>> = new Map();
  readonly #slices = new Map<string, SliceHistory>();
  /** Before this revision nothing is known of what was unset. */
  #origin = 0;

  readonly #name: string;
  readonly #levels: readonly string[];

  readonly #least: (slice: string) => number;
  readonly #edges: Partial<HubEdges>;

  /** Of the tensor with this name; `least` says up to which revision everyone knows a slice who is following it. */
  constructor(
    name: string,
    levels: readonly string[],
    least: (slice: string) => number = () => Infinity,
    edges: Partial<HubEdges> = {},
  ) {
    this.#edges = edges;
    this.#name = name;
    this.#levels = levels;
    this.#least = least;
    const tensor = new Tensor(levels);
    this.tensor = tensor.reader();
    this.writer = tensor.writer(levels[0] as string);
  }

  /** A slice, if anything is known of it. */
  slice(key: string): SliceHistory | undefined {
    return this.#slices.get(key);
  }

  /** The slices that anything is known of. */
  get slices(): IterableIterator<string> {
    return this.#slices.keys();
  }

  /** What is unset up to this revision in a slice may be forgotten. */
  horizonOf(key: string): number {
    return this.#slices.get(key)?.horizon ?? this.#origin;
  }

  /** Throws `other-tensor` where a history is not of this tensor, with these levels. */
  #check({ tensor, levels }: Pick<HubState, "tensor" | "levels">): void {
    if (tensor === this.#name && JSON.stringify(levels) === JSON.stringify(this.tensor.levels)) return;
    throw new WireError("other-tensor", `the history of ${tensor} with levels ${levels.join(", ")}`, "log");
  }

  /** Takes the next entry. Throws `other-tensor`. */
  apply(entry: Entry): Applied {
    const revision = ++this.revision;
    const touched = new Set<string>();
    if (entry.kind === "withdraw") this.#withdraw(entry, revision, touched);
    else if (entry.kind === "return") {
      this.held.set(sliceKey(entry.slice), entry.hub);
      this.#comeBack(sliceKey(entry.slice), revision, touched);
    } else if (entry.kind === "write") this.#write(entry, revision, touched);
    else if (entry.kind === "begin") this.#check(entry);
    else {
      const { incarnation, sequence } = entry;
      // Whichever answer stands in the log first is the answer.
      if (sequence <= (this.answered.get(incarnation)?.sequence ?? 0)) return { touched, isRepeated: true };
      this.answered.set(incarnation, { sequence, refusal: entry.kind === "refuse" ? entry.code : "" });
      if (entry.kind === "publish") {
        // Who publishes is not absent, whatever another hub believed.
        if (this.withdrawn.size > 0) {
          for (const slice of entry.slices) this.#comeBack(sliceKey(slice), revision, touched);
        }
        this.#write(entry, revision, touched);
      }
    }
    return { touched, isRepeated: false };
  }

  #write({ slices, names, cells }: NamedCells, revision: number, touched: Set<string>): void {
    const numbers = names.map((name) => this.table.number(name));
    const keys = slices.map(sliceKey);
    const areShared = keys.map(isSharedSlice);
    const histories: SliceHistory[] = [];
    let touchedPlace = -1;
    this.writer.batch(() => {
      for (let row = 0; row < cells.length; row++) {
        const place = cells.place[row] as number;
        const option = cells.option[row] as number;
        const dimension = cells.dimension[row] as number;
        const layer = cells.layer[row] as number;
        const content = cells.content[row] as number;
        const key = keyOf(layer, numbers[option] as number, numbers[dimension] as number);
        if (areShared[place]) {
          this.table.share(numbers[option] as number);
          this.table.share(numbers[dimension] as number);
        }
        histories[place] ??= this.#historyOf(keys[place] as string);
        if (histories[place].set(key, content, revision) && place !== touchedPlace) {
          touched.add(keys[place] as string);
          touchedPlace = place;
        }
        // Also where the log knew it: the tensor may have what the hub has written and the log not yet.
        const slice = slices[place] as SliceName;
        this.#writeTensor(slice, layer, names[option] as string, names[dimension] as string, content);
      }
    });
  }

  #historyOf(slice: string): SliceHistory {
    let history = this.#slices.get(slice);
    if (history === undefined) {
      history = new SliceHistory(this.#origin, () => this.#least(slice), this.#edges);
      this.#slices.set(slice, history);
    }
    return history;
  }

  #put(slice: string, key: number, content: number, revision: number, touched: Set<string>): void {
    if (this.#historyOf(slice).set(key, content, revision)) touched.add(slice);
    const [option, dimension] = [this.table.name(optionOf(key)), this.table.name(dimensionOf(key))];
    this.#writeTensor(sliceOf(slice), layerOf(key), option, dimension, content);
  }

  #writeTensor(slice: SliceName, layer: number, option: string, dimension: string, content: number): void {
    const { writer } = this;
    const level = this.#levels[slice[0]] as string;
    const instance = slice[1];
    const isUnset = Number.isNaN(content);
    if (layer === VALUE) {
      if (isUnset) writer.unsetValue(level, instance, option, dimension);
      else writer.setValue(level, instance, option, dimension, content);
    } else if (isUnset) writer.unsetOptionWeight(level, instance, option, dimension);
    else writer.setOptionWeight(level, instance, option, dimension, content);
  }

  #withdraw({ slice: name, hub }: WithdrawEntry, revision: number, touched: Set<string>): void {
    const slice = sliceKey(name);
    // Its replica has gone to another hub by now. Otherwise it stays with this one, which may have let it in meanwhile.
    if (this.held.get(slice) !== hub) return;
    const cells = new Map(this.#slices.get(slice)?.standing());
    if (cells.size === 0 || this.withdrawn.has(slice)) return;
    this.withdrawn.set(slice, cells);
    this.writer.batch(() => {
      for (const key of cells.keys()) this.#put(slice, key, NaN, revision, touched);
    });
  }

  #comeBack(slice: string, revision: number, touched: Set<string>): void {
    const cells = this.withdrawn.get(slice);
    if (cells === undefined) return;
    this.withdrawn.delete(slice);
    this.writer.batch(() => {
      // What was written there since, by another, stands.
      for (const [key, content] of cells) {
        if (Number.isNaN(this.#slices.get(slice)?.get(key) ?? NaN)) this.#put(slice, key, content, revision, touched);
      }
    });
  }

  /** Puts the tensor back to what the log has, where a delta that did not reach it was ahead. */
  revert(delta: Delta): void {
    this.writer.batch(() => {
      for (const { level, instance, option, dimension, layer } of delta) {
        const slice: SliceName = [this.tensor.levels.indexOf(level), instance];
        const number = layer === "value" ? VALUE : WEIGHT;
        const key = keyOf(number, this.table.number(option), this.table.number(dimension));
        const content = this.#slices.get(sliceKey(slice))?.get(key) ?? NaN;
        this.#writeTensor(slice, number, option, dimension, content);
      }
    });
  }

  /** All there is, for the log to be compacted into. */
  toHubState(): HubState {
    const cellsOf = (slices: Iterable<readonly [string, Iterable<readonly [number, number]>]>): NamedCells => {
      const found: SliceName[] = [];
      const used = new Map<number, number>();
      const numberOf = (number: number): number => {
        let index = used.get(number);
        if (index === undefined) {
          index = used.size;
          used.set(number, index);
        }
        return index;
      };
      const cells = new Cells();
      // Of a slice without cells there is nothing to say.
      const all = [...slices].flatMap(([slice, standing]) => {
        const found = [...standing];
        return found.length === 0 ? [] : [[slice, found] as const];
      });
      // Dimensions first: they are few, and keys are multiples of the greatest of their numbers.
      for (const [, standing] of all) for (const [key] of standing) numberOf(dimensionOf(key));
      for (const [slice, standing] of all) {
        const place = found.push(sliceOf(slice)) - 1;
        for (const [key, content] of standing) {
          cells.push(place, layerOf(key), numberOf(optionOf(key)), numberOf(dimensionOf(key)), content);
        }
      }
      return { slices: found, names: [...used.keys()].map((number) => this.table.name(number)), cells };
    };
    return {
      tensor: this.#name,
      levels: this.tensor.levels,
      revision: this.revision,
      answered: Array.from(this.answered, ([incarnation, { sequence, refusal }]) => [incarnation, sequence, refusal]),
      held: Array.from(this.held, ([slice, hub]) => [...sliceOf(slice), hub] as const),
      withdrawn: cellsOf(this.withdrawn),
      standing: cellsOf([...this.#slices].map(([key, history]) => [key, history.standing()] as const)),
    };
  }

  /** Takes up a state, before any entry. Throws `other-tensor`. */
  restore(state: HubState): void {
    this.#check(state);
    const { revision, answered, held, withdrawn, standing } = state;
    this.revision = revision;
    this.#origin = revision;
    for (const [incarnation, sequence, refusal] of answered) this.answered.set(incarnation, { sequence, refusal });
    for (const [level, instance, hub] of held) this.held.set(sliceKey([level, instance]), hub);
    const numbers = withdrawn.names.map((name) => this.table.number(name));
    const cells = renumbered(withdrawn.cells, numbers);
    for (let row = 0; row < cells.length; row++) {
      const slice = sliceKey(withdrawn.slices[cells.place[row] as number] as SliceName);
      const kept = this.withdrawn.get(slice) ?? new Map<number, number>();
      this.withdrawn.set(slice, kept.set(keyAt(cells, row), cells.content[row] as number));
    }
    this.#write(standing, revision, new Set());
  }
}

function renumbered(cells: Cells, numbers: readonly number[]): Cells {
  for (let row = 0; row < cells.length; row++) {
    cells.option[row] = numbers[cells.option[row] as number] as number;
    cells.dimension[row] = numbers[cells.dimension[row] as number] as number;
  }
  return cells;
}
