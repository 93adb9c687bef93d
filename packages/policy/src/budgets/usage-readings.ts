import type { Reader } from "@thalweg/core";
import { usageDimension } from "./dimensions.ts";

/** The last total of every instance, or the time since which it is gone; by its name. */
export type Totals = Readonly<Record<string, number>>;

/** What is known of a pool's instances: the last total of each, and since when those that are gone have been. */
export interface UsageReadings {
  readonly totals: Totals;
  /** Milliseconds. */
  readonly gone: Totals;
}

/** Takes of {@link readUsage}. */
export interface UsageReader {
  readonly reader: Reader;
  readonly level: string;
  readonly pool: string;
  /** What was known before; nothing at first. */
  readonly before: UsageReadings | undefined;
  /** Milliseconds; never less than the time before. */
  readonly now: number;
  /** So long, in milliseconds, the total of an instance that is gone is kept. */
  readonly window: number;
}

/**
 * What the instances of a level have drawn from a pool since the readings `before`, and the readings now.
 *
 * A total below the one before is a meter that started again: all of it is new. An instance that is seen for the first
 * time counts with all of its total, too, unless `before` is absent: then nothing is known yet, and nothing was drawn.
 * What is no finite number above 0 is no report. An instance that is gone is forgotten after a window; one that is back
 * before has drawn what its total rose meanwhile. A sum that overflows is the largest finite number.
 */
export function readUsage({ reader, level, pool, before, now, window }: UsageReader): UsageReadings & {
  readonly drawn: number;
} {
  const dimension = usageDimension(pool);
  const shared = reader.value({}, "", dimension);
  // A name such as __proto__ is a name like any other (law 1.5).
  const totals: Record<string, number> = Object.create(null);
  const gone: Record<string, number> = Object.create(null);
  let drawn = 0;
  for (const instance of reader.instances(level)) {
    const total = reader.value({ [level]: instance }, "", dimension);
    // What shows through from a shared instance is not this one's report.
    if (total === undefined || total === shared || !(total > 0 && total < Infinity)) continue;
    totals[instance] = total;
    if (before === undefined) continue;
    const last = of(before.totals, instance) ?? 0;
    drawn += total < last ? total : total - last;
  }
  for (const [instance, total] of Object.entries(before?.totals ?? {})) {
    if (Object.hasOwn(totals, instance)) continue;
    const since = of(before?.gone ?? {}, instance) ?? now;
    if (now - since >= window) continue;
    [totals[instance], gone[instance]] = [total, since];
  }
  return { drawn: Math.min(Number.MAX_VALUE, drawn), totals, gone };
}

const of = (totals: Totals, name: string): number | undefined =>
  Object.hasOwn(totals, name) ? totals[name] : undefined;
