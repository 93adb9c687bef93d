import { type Change, type Delta, Tensor, type Writer } from "@thalweg/core";
import { Cells, VALUE, WEIGHT } from "../codec/cells.ts";
import type { NamedCells } from "../codec/entries.ts";
import type { NameTable } from "../session/names.ts";
import { placeOf, type SliceName, sliceAt } from "../session/path.ts";

/** The tensor that a replica reads, and the way between its names and the numbers of the wire. */
export class Slices {
  readonly tensor: Tensor;
  readonly cursor: readonly string[];
  readonly table: NameTable;
  readonly #writer: Writer;

  constructor(levels: readonly string[], cursor: readonly string[], table: NameTable) {
    this.tensor = new Tensor(levels);
    this.#writer = this.tensor.writer(levels[0] as string);
    this.cursor = cursor;
    this.table = table;
  }

  /** Applies cells in one batch; where they are all there is, everything else goes. */
  apply(cells: Cells, isAll = false): void {
    this.#writer.batch((writer) => {
      if (isAll) {
        const slices = new Set(
          [...this.tensor.cells()].map(({ level, instance }) => JSON.stringify([level, instance])),
        );
        for (const slice of slices) writer.clear(...(JSON.parse(slice) as [string, string]));
      }
      this.#write(writer, cells);
    });
  }

  #write(writer: Writer, { length, place, layer, option, dimension, content }: Cells): void {
    const { table, cursor } = this;
    let slice: SliceName | undefined;
    let level = "";
    for (let row = 0, before = -1; row < length; row++) {
      const at = place[row] as number;
      if (at !== before) {
        slice = sliceAt(at, cursor);
        level = slice === undefined ? "" : (this.tensor.levels[slice[0]] as string);
        before = at;
      }
      if (slice === undefined) continue;
      const optionName = table.name(option[row] as number);
      const dimensionName = table.name(dimension[row] as number);
      const number = content[row] as number;
      const isUnset = Number.isNaN(number);
      if (layer[row] === VALUE) {
        if (isUnset) writer.unsetValue(level, slice[1], optionName, dimensionName);
        else writer.setValue(level, slice[1], optionName, dimensionName, number);
      } else if (isUnset) writer.unsetOptionWeight(level, slice[1], optionName, dimensionName);
      else writer.setOptionWeight(level, slice[1], optionName, dimensionName, number);
    }
  }

  /** Cells as a delta; those at places that the cursor does not have are left out. */
  deltaOf({ length, place, layer, option, dimension, content }: Cells): Delta {
    const delta: Change[] = [];
    for (let i = 0; i < length; i++) {
      const slice = sliceAt(place[i] as number, this.cursor);
      if (slice === undefined) continue;
      const at = {
        level: this.tensor.levels[slice[0]] as string,
        instance: slice[1],
        option: this.table.name(option[i] as number),
        dimension: this.table.name(dimension[i] as number),
        layer: layer[i] === VALUE ? "value" : "weight",
      } as const;
      const number = content[i] as number;
      delta.push(Number.isNaN(number) ? at : { ...at, content: number });
    }
    return delta;
  }

  /** The changes of a delta as cells. */
  cellsOf(delta: Delta): Cells {
    const cells = new Cells(delta.length);
    for (const { level, instance, option, dimension, layer, content = NaN } of delta) {
      const place = placeOf([this.tensor.levels.indexOf(level), instance]);
      const number = layer === "value" ? VALUE : WEIGHT;
      cells.push(place, number, this.table.number(option), this.table.number(dimension), content);
    }
    return cells;
  }

  /** Every cell that stands. */
  all(): Cells {
    const cells = new Cells();
    for (const { level, instance, option, dimension, value, weight } of this.tensor.cells()) {
      const place = placeOf([this.tensor.levels.indexOf(level), instance]);
      const [o, d] = [this.table.number(option), this.table.number(dimension)];
      if (value !== undefined) cells.push(place, VALUE, o, d, value);
      if (weight !== undefined) cells.push(place, WEIGHT, o, d, weight);
    }
    return cells;
  }

  /** The same cells with names of their own, to be kept. */
  named(cells: Cells): NamedCells {
    const slices: SliceName[] = [];
    const names: string[] = [];
    const numbers = new Map<number, number>();
    const places = new Map<number, number>();
    const result = new Cells(cells.length);
    const numberOf = (number: number): number => {
      const found = numbers.get(number);
      if (found !== undefined) return found;
      numbers.set(number, names.length);
      return names.push(this.table.name(number)) - 1;
    };
    for (let i = 0; i < cells.length; i++) {
      const place = cells.place[i] as number;
      const slice = sliceAt(place, this.cursor);
      if (slice === undefined) continue;
      if (!places.has(place)) places.set(place, slices.push(slice) - 1);
      result.push(
        places.get(place) as number,
        cells.layer[i] as number,
        numberOf(cells.option[i] as number),
        numberOf(cells.dimension[i] as number),
        cells.content[i] as number,
      );
    }
    return { slices, names, cells: result };
  }

  /** Back from {@link named}; slices that the cursor does not read any more are left out. */
  numbered({ slices, names, cells }: NamedCells): Cells {
    const numbers = names.map((name) => this.table.number(name));
    const places = slices.map(([level, instance]) =>
      instance === "" || this.cursor[level] === instance ? placeOf([level, instance]) : -1,
    );
    const result = new Cells(cells.length);
    for (let i = 0; i < cells.length; i++) {
      const place = places[cells.place[i] as number] as number;
      if (place < 0) continue;
      result.push(
        place,
        cells.layer[i] as number,
        numbers[cells.option[i] as number] as number,
        numbers[cells.dimension[i] as number] as number,
        cells.content[i] as number,
      );
    }
    return result;
  }
}
