import { TensorError } from "./errors.ts";
import { type Store, VALUE } from "./store.ts";

/** Which reports to read. */
export interface ReportQuery {
  /** Only these instances; names that are no instance are ignored, and a name given twice counts once. */
  readonly among?: readonly string[] | undefined;
  readonly option?: string | undefined;
  readonly dimension?: string | undefined;
}

/**
 * The finite values that the instances of a level report, by slot; the shared ones report nothing (section 6). In two
 * passes over the columns: how many, then which.
 */
export function reportsOf(
  store: Store,
  depth: number,
  { among, option, dimension }: ReportQuery,
): Map<number, Float64Array> {
  const { slots, contents, start, count } = store.layers[VALUE];
  const { ids } = store.instances[depth] as Store["instances"][number];
  if (among !== undefined) checkAmong(among);
  const slices = among === undefined ? [...ids.values()] : [...new Set(among)].map((name) => ids.get(name) ?? -1);
  const sizes = new Int32Array(store.slots.uses.length);
  const ends = new Int32Array(sizes.length);
  let values = new Float64Array(0);
  for (const isCounting of [true, false]) {
    for (const slice of slices) {
      const from = start[slice] ?? 0;
      const to = from + (count[slice] ?? 0);
      for (let place = from; place < to; place++) {
        const slot = slots[place] as number;
        const value = contents[place] as number;
        if (value === Infinity) continue;
        if (isCounting) (sizes[slot] as number)++;
        else values[(ends[slot] as number)++] = value;
      }
    }
    if (!isCounting) break;
    let total = 0;
    for (const [slot, size] of sizes.entries()) {
      ends[slot] = total;
      total += size;
    }
    values = new Float64Array(total);
  }
  const reports = new Map<number, Float64Array>();
  for (const [slot, size] of sizes.entries()) {
    if (size === 0) continue;
    const at = store.coordinate(0, slot);
    const isWanted = at.option === (option ?? at.option) && at.dimension === (dimension ?? at.dimension);
    const end = ends[slot] as number;
    if (isWanted && at.option !== "") reports.set(slot, values.subarray(end - size, end));
  }
  return reports;
}

/** Throws `invalid-argument` unless `among` is an array of strings. */
export function checkAmong(among: unknown): void {
  if (Array.isArray(among) && among.every((name) => typeof name === "string")) return;
  throw new TensorError("invalid-argument", among, {}, "among");
}
