import type { Reader } from "@thalweg/core";
import { usageDimension } from "./dimensions.ts";

/** The last total of every instance. */
export type Totals = Readonly<Record<string, number>>;

/**
 * What the instances of a level have drawn from a pool since the totals `before`, and their totals now.
 *
 * A total below the one before is a meter that started again: all of it is new. An instance that is seen for the first
 * time counts with all of its total, too, unless `before` is absent: then nothing is known yet, and nothing was drawn.
 * What is no finite number above 0 is no report; an instance that is gone is forgotten. A sum that overflows is the
 * largest finite number.
 */
export function readUsage(
  reader: Reader,
  level: string,
  pool: string,
  before: Totals | undefined,
): { readonly drawn: number; readonly totals: Totals } {
  const dimension = usageDimension(pool);
  const shared = reader.value({}, "", dimension);
  // A name such as __proto__ is a name like any other (law 1.5).
  const totals: Record<string, number> = Object.create(null);
  let drawn = 0;
  for (const instance of reader.instances(level)) {
    const total = reader.value({ [level]: instance }, "", dimension);
    // What shows through from a shared instance is not this one's report.
    if (total === undefined || total === shared || !(total > 0 && total < Infinity)) continue;
    totals[instance] = total;
    if (before === undefined) continue;
    const last = Object.hasOwn(before, instance) ? (before[instance] ?? 0) : 0;
    drawn += total < last ? total : total - last;
  }
  return { drawn: Math.min(Number.MAX_VALUE, drawn), totals };
}
