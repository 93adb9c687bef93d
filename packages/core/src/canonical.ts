import type { Coordinate } from "./errors.ts";
import { compareNames, type Names } from "./names.ts";
import { type Store, VALUE, WEIGHT } from "./store.ts";

/** A cell as it is read: a layer that is not set is no key. */
export interface Cell extends Coordinate {
  readonly value?: number;
  readonly weight?: number;
}

/** Names in code-point order. */
export const sortedNames = (names: Iterable<string>): string[] => [...names].sort(compareNames);

/** All slices with cells, by level and then by name: the shared one of a level comes first. */
export function allSlices(store: Store): number[] {
  return store.instances.flatMap(({ ids }, depth) => [
    depth,
    ...sortedNames(ids.keys()).map((name) => ids.get(name) as number),
  ]);
}

/** What gives the slots of a slice's cells by the names of their options and dimensions, for some slices. */
export function slotOrder(store: Store, slices: readonly number[]): (slice: number) => Int32Array {
  const { options, dimensions, option, dimension } = store.slots;
  const slotsOf = (slice: number): Int32Array => {
    const [values, weights] = store.layers.map((columns) => columns.slotsOf(slice)) as [Int32Array, Int32Array];
    return weights.length === 0 ? values : Int32Array.from(new Set([...values, ...weights]));
  };
  const used = new Set<number>();
  for (const slice of slices) for (const slot of slotsOf(slice)) used.add(slot);
  const ranksOf = ({ names }: Names, bySlot: readonly number[]): Map<number, number> => {
    const ids = [...new Set(Array.from(used, (slot) => bySlot[slot] as number))];
    return new Map(
      ids.sort((a, b) => compareNames(names[a] as string, names[b] as string)).map((id, rank) => [id, rank]),
    );
  };
  const optionRanks = ranksOf(options, option);
  const dimensionRanks = ranksOf(dimensions, dimension);
  const ranks: number[] = [];
  for (const slot of used) {
    const rank = (optionRanks.get(option[slot] as number) as number) * dimensionRanks.size;
    ranks[slot] = rank + (dimensionRanks.get(dimension[slot] as number) as number);
  }
  return (slice) => {
    const slots = slotsOf(slice);
    // Slots are numbered as they come, which often is in order.
    const isSorted = slots.every(
      (slot, i) => i === 0 || (ranks[slots[i - 1] as number] as number) < (ranks[slot] as number),
    );
    return isSorted ? slots : slots.sort((a, b) => (ranks[a] as number) - (ranks[b] as number));
  };
}

/**
 * The cells of slices in canonical order: as given, then by the names of option and dimension. What is unset between two
 * steps may be left out; what is set then may be, too.
 */
export function* cellsOf(store: Store, slices: readonly number[]): Generator<Cell, void, undefined> {
  const order = slotOrder(store, slices);
  const instances = slices.map((slice) => store.instance[slice]);
  for (const [i, slice] of slices.entries()) {
    if (store.instance[slice] !== instances[i]) continue;
    for (const slot of order(slice)) {
      const value = store.read(VALUE, slice, slot);
      const weight = store.read(WEIGHT, slice, slot);
      if (value !== value && weight !== weight) continue;
      yield {
        ...store.coordinate(slice, slot),
        ...(value === value && { value }),
        ...(weight === weight && { weight }),
      };
    }
  }
}
