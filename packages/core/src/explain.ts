import type { Cursor } from "./cursor.ts";
import type { Change } from "./delta.ts";
import type { Coordinate } from "./errors.ts";
import { flipOf } from "./flip.ts";
import { source } from "./fold.ts";
import { compareNames } from "./names.ts";
import { SHARED } from "./slots.ts";
import { fingerprintOf } from "./snapshot.ts";
import { type LayerNumber, VALUE, WEIGHT } from "./store.ts";
import type { Views } from "./view.ts";

/** A number that survives JSON: those that JSON cannot hold are words. */
export type Quantity = number | "inf" | "-inf" | "nan";

/** One summand of a score, and the cells that its value and its weight came from; no cell: the weight is 0. */
export interface Term {
  readonly dimension: string;
  readonly value: number;
  readonly weight: number;
  readonly product: Quantity;
  readonly valueFrom: Coordinate;
  readonly weightFrom: Coordinate | null;
}

/** An option of the queue; its terms, added in order, give its score bit for bit (law 7.2). */
export interface ExplainedOption {
  readonly option: string;
  /** 1 is first. */
  readonly place: number;
  readonly score: Quantity;
  readonly terms: readonly Term[];
}

/** An option that is closed, and every gate that closed it. */
export interface GatedOption {
  readonly option: string;
  readonly gates: readonly { readonly dimension: string; readonly from: Coordinate }[];
}

/** What would put a runner-up first: applying `[change]` does; `from` is the number that it replaces (law 7.3). */
export interface Flip {
  readonly option: string;
  readonly from: number;
  readonly change: Change;
}

/** Why a queue is as it is (section 7 of the algebra): plain data that survives JSON. */
export interface Explanation {
  readonly cursor: { readonly [level: string]: string };
  /** 16 hexadecimal digits: the same cells on the path give the same ones. */
  readonly fingerprint: string;
  readonly queue: readonly ExplainedOption[];
  /** By name. */
  readonly gated: readonly GatedOption[];
  /** At most one for each runner-up, in the order of the queue. */
  readonly flips: readonly Flip[];
}

/** A number as JSON can hold it. */
export function quantity(number: number): Quantity {
  if (Number.isFinite(number)) return number;
  return number > 0 ? "inf" : number < 0 ? "-inf" : "nan";
}

/** Explains a queue, given by the numbers of its options: the first `limit` of them, and those of `among` that are gated. */
export function explainPath(
  views: Views,
  path: readonly number[],
  cursor: Cursor,
  queue: readonly number[],
  limit: number,
  among: readonly string[] | undefined,
): Explanation {
  const { store } = views;
  const frame = views.folded(path);
  const { options, dimensions, values, weights } = frame;
  const width = dimensions.length;
  const nameOf = (row: number): string => store.slots.options.names[options[row] as number] as string;
  const dimensionOf = (column: number): string => store.slots.dimensions.names[dimensions[column] as number] as string;
  /** The cell that counts for a row: its own or the shared one, at the end of the fold. */
  const from = (layer: LayerNumber, row: number, column: number): Coordinate | null => {
    for (const option of [options[row] as number, SHARED]) {
      const slot = store.slots.find(option, dimensions[column] as number);
      const slice = source(store, path, layer, slot);
      if (slice >= 0) return store.coordinate(slice, slot);
    }
    return null;
  };
  const termsOf = (row: number): Term[] =>
    dimensions.flatMap((_, column) => {
      const valueFrom = from(VALUE, row, column);
      if (valueFrom === null) return [];
      const { dimension } = valueFrom;
      const value = frame.at(values, row, column);
      const weight = frame.at(weights, row, column) || 0;
      const product = quantity(value * weight + 0);
      return [{ dimension, value, weight, product, valueFrom, weightFrom: from(WEIGHT, row, column) }];
    });
  const rowOf = new Map(options.map((option, row) => [option, row]));
  const rows = queue.map((option) => rowOf.get(option) as number);
  const scores = rows.map((row) => {
    frame.score(row);
    return frame.sum;
  });
  // A flip is written at the end of the cursor's path, where no other cell can hide it.
  const level = store.levels[store.levels.length - 1] as string;
  const named = Object.entries(cursor).filter(([, instance]) => instance) as [string, string][];
  const instance = named.find(([key]) => key === level)?.[1] ?? "";
  const explained = rows.slice(0, limit).map((row, i) => {
    const flip = i > 0 ? flipOf(frame, rows, scores, nameOf, i) : undefined;
    const option = nameOf(row);
    const change = flip && {
      level,
      instance,
      option: nameOf(Math.floor(flip.index / width)),
      dimension: dimensionOf(flip.index % width),
      layer: flip.layer,
      content: flip.to,
    };
    return {
      flips: flip && change ? [{ option, from: flip.from, change }] : [],
      option: { option, place: i + 1, score: quantity(scores[i] as number), terms: termsOf(row) },
    };
  });
  const gated = options.flatMap((_, row) => {
    const option = nameOf(row);
    if (frame.score(row) || !frame.isCandidate(row) || among?.includes(option) === false) return [];
    const gates = termsOf(row).filter(({ value }) => value === Infinity);
    return [{ option, gates: gates.map(({ dimension, valueFrom }) => ({ dimension, from: valueFrom })) }];
  });
  return {
    cursor: Object.fromEntries(named),
    fingerprint: fingerprintOf(store, path),
    queue: explained.map(({ option }) => option),
    gated: gated.sort((a, b) => compareNames(a.option, b.option)),
    flips: explained.flatMap(({ flips }) => flips),
  };
}
