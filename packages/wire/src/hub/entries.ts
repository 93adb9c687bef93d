import type { Change, Delta } from "@thalweg/core";
import { Cells, VALUE, WEIGHT } from "../codec/cells.ts";
import type { Entry, PublishEntry } from "../codec/entries.ts";
import type { NameTable } from "../session/names.ts";
import type { SliceName } from "../session/path.ts";
import { sliceKey } from "./slice-key.ts";

/** A delta of the hub's own, as an entry. */
export function writeEntry(delta: Delta, levels: readonly string[]): Entry {
  const slices: SliceName[] = [];
  const names: string[] = [];
  const places = new Map<string, number>();
  const numbers = new Map<string, number>();
  const placeAt = (slice: SliceName): number => {
    const key = sliceKey(slice);
    const place = places.get(key) ?? slices.push(slice) - 1;
    places.set(key, place);
    return place;
  };
  const numberOf = (name: string): number => {
    const number = numbers.get(name) ?? names.push(name) - 1;
    numbers.set(name, number);
    return number;
  };
  // Dimensions first: they are few, and keys are multiples of the greatest of their numbers.
  for (const { dimension } of delta) numberOf(dimension);
  const cells = new Cells(delta.length);
  for (const { level, instance, option, dimension, layer, content = NaN } of delta as readonly Change[]) {
    const place = placeAt([levels.indexOf(level), instance]);
    cells.push(place, layer === "value" ? VALUE : WEIGHT, numberOf(option), numberOf(dimension), content);
  }
  return { kind: "write", slices, names, cells };
}

/** A replica's cells, in the hub's numbers, as an entry, which takes them over. */
export function publishEntry(
  incarnation: string,
  sequence: number,
  slice: SliceName,
  cells: Cells,
  table: NameTable,
): PublishEntry {
  const names: string[] = [];
  const indices = new Map<number, number>();
  const indexOf = (number: number): number => {
    let index = indices.get(number);
    if (index === undefined) {
      index = names.push(table.name(number)) - 1;
      indices.set(number, index);
    }
    return index;
  };
  for (let row = 0; row < cells.length; row++) {
    cells.place[row] = 0;
    cells.option[row] = indexOf(cells.option[row] as number);
    cells.dimension[row] = indexOf(cells.dimension[row] as number);
  }
  return { kind: "publish", incarnation, sequence, slices: [slice], names, cells };
}
