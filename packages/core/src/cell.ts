import type { Coordinate } from "./errors.ts";
import { checkContent, type Store, VALUE, WEIGHT } from "./store.ts";

/** One cell of a writer, for hot loops: it remembers where the cell stands. */
export interface CellHandle {
  /** As `writer.setValue`. Throws `invalid-value`, `revoked`. */
  set(value: number): void;
  /** As `writer.unsetValue`. Throws `revoked`. */
  unset(): void;
  /** As `writer.setOptionWeight`. Throws `invalid-weight`, `revoked`. */
  setWeight(weight: number): void;
}

/** The handle on the cell at `at`, whose level has the number `depth`; `check` throws once its writer is revoked. */
export function handleOf(store: Store, depth: number, at: Coordinate, check: () => void): CellHandle {
  const columns = store.layers[VALUE];
  let slice = -1;
  let slot = -1;
  let place = -1;
  let moves = -1;
  return {
    set(value) {
      check();
      checkContent(VALUE, value, at);
      if (moves === columns.moves && store.isQuiet) {
        if (columns.contents[place] === value) return;
        columns.contents[place] = value + 0;
        store.touch(slice, slot);
        store.revision++;
        return;
      }
      store.writeNamed(VALUE, depth, at, value + 0);
      slice = store.findSlice(depth, at.instance);
      slot = store.findSlot(at.option, at.dimension);
      place = columns.find(slice, slot);
      // A listener may have taken the cell away already.
      moves = place < 0 ? -1 : columns.moves;
    },
    unset() {
      check();
      store.writeNamed(VALUE, depth, at, NaN);
    },
    setWeight(weight) {
      check();
      checkContent(WEIGHT, weight, at);
      store.writeNamed(WEIGHT, depth, at, weight + 0);
    },
  };
}
