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

/** What gives the slots of a slice's cells by the names of their options and dimensions. */
export function slotOrder(store: Store): (slice: number) => Int32Array {
  const { options, dimensions, option, dimension } = store.slots;
  const ranksOf = ({ ids }: Names): number[] => {
    const ranks: number[] = [];
    for (const [rank, name] of sortedNames(ids.keys()).entries()) ranks[ids.get(name) as number] = rank;
    return ranks;
  };
  const optionRanks = ranksOf(options);
  const dimensionRanks = ranksOf(dimensions);
  const ranks = option.map(
    (id, slot) =>
      (optionRanks[id] as number) * dimensionRanks.length + (dimensionRanks[dimension[slot] as number] as number),
  );
  return (slice) => {
    const [values, weights] = store.layers.map((columns) => columns.slotsOf(slice)) as [Int32Array, Int32Array];
    const slots = weights.length === 0 ? values : Int32Array.from(new Set([...values, ...weights]));
    // Slots are numbered as they come, which often is in order.
    const isSorted = slots.every(
      (slot, i) => i === 0 || (ranks[slots[i - 1] as number] as number) < (ranks[slot] as number),
    );
    return isSorted ? slots : slots.sort((a, b) => (ranks[a] as number) - (ranks[b] as number));
  };
}

/** The cells of slices in canonical order: as given, then by the names of option and dimension. */
export function* cellsOf(store: Store, slices: Iterable<number>): Generator<Cell, void, undefined> {
  const order = slotOrder(store);
  for (const slice of slices) {
    for (const slot of order(slice)) {
      const value = store.read(VALUE, slice, slot);
      const weight = store.read(WEIGHT, slice, slot);
      yield {
        ...store.coordinate(slice, slot),
        ...(value === value && { value }),
        ...(weight === weight && { weight }),
      };
    }
  }
}
