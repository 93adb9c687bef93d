import { TensorError } from "./errors.ts";
import { type Store, VALUE } from "./store.ts";

/** Which reports to read. */
export interface ReportQuery {
  /** Only these instances; names that are no instance are ignored, and a name given twice counts once. */
  readonly among?: readonly string[] | undefined;
  readonly option?: string | undefined;
  readonly dimension?: string | undefined;
}

/** The finite values that the instances of a level report, by slot; the shared ones report nothing (section 6). */
export function reportsOf(
  store: Store,
  depth: number,
  { among, option, dimension }: ReportQuery,
): Map<number, number[]> {
  const { slots, contents, start, count } = store.layers[VALUE];
  const { ids } = store.instances[depth] as Store["instances"][number];
  if (among !== undefined) checkAmong(among);
  const bySlot: number[][] = [];
  for (const slice of among === undefined ? ids.values() : new Set(among.map((name) => ids.get(name) ?? -1))) {
    const from = start[slice] ?? 0;
    const end = from + (count[slice] ?? 0);
    for (let place = from; place < end; place++) {
      const value = contents[place] as number;
      if (value === Infinity) continue;
      const slot = slots[place] as number;
      const values = bySlot[slot];
      if (values === undefined) bySlot[slot] = [value];
      else values.push(value);
    }
  }
  const reports = new Map<number, number[]>();
  bySlot.forEach((values, slot) => {
    const at = store.coordinate(0, slot);
    const isWanted = at.option === (option ?? at.option) && at.dimension === (dimension ?? at.dimension);
    if (isWanted && at.option !== "") reports.set(slot, values);
  });
  return reports;
}

/** Throws `invalid-argument` unless `among` is an array of strings. */
export function checkAmong(among: unknown): void {
  if (Array.isArray(among) && among.every((name) => typeof name === "string")) return;
  throw new TensorError("invalid-argument", among, {}, "among");
}
