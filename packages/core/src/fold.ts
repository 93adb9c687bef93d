import { SHARED } from "./slots.ts";
import type { LayerNumber, Store } from "./store.ts";

/** The slice where the fold of one cell ends: the last on the path in which it is set, or −1 (law 3.3). */
export function source(store: Store, path: readonly number[], layer: LayerNumber, slot: number): number {
  if (slot < 0) return -1;
  const columns = store.layers[layer];
  for (let i = path.length - 1; i >= 0; i--) {
    if (columns.find(path[i] as number, slot) >= 0) return path[i] as number;
  }
  return -1;
}

/** One layer of one cell as the path sees it; NaN where it is set nowhere (law 3.3). */
export function fold(store: Store, path: readonly number[], layer: LayerNumber, slot: number): number {
  const slice = source(store, path, layer, slot);
  return slice < 0 ? NaN : store.read(layer, slice, slot);
}

/** An option's own content, else that of the shared option slot; NaN where there is neither (laws 3.4, 3.5). */
export function effective(
  store: Store,
  path: readonly number[],
  layer: LayerNumber,
  option: number,
  dimension: number,
): number {
  const own = fold(store, path, layer, store.slots.find(option, dimension));
  return own === own ? own : fold(store, path, layer, store.slots.find(SHARED, dimension));
}
