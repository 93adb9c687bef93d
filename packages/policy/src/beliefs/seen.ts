import type { Evidence } from "./observation.ts";

/** The sums of one option at one address; the last two are evidence that was compacted, already in natural parameters. */
export const COUNT = 0;
export const SUM = 1;
export const SQUARES = 2;
export const PRECISION = 3;
export const SHIFT = 4;
export const SUMS = 5;

/** The names of the sums, in that order, as they stand in a tensor. */
export const SUM_NAMES: readonly ["count", "sum", "squares", "precision", "shift"] = [
  "count",
  "sum",
  "squares",
  "precision",
  "shift",
];

/** Whose sums they are: seen here since the last save, seen here and saved by then, or told by others. */
export const FRESH = 0;
export const KEPT: number = SUMS;
export const OTHERS: number = 2 * SUMS;
/** Behind the three: when it was last seen here, −∞ where that is not known. */
const LATEST: number = 3 * SUMS;
/** And 1 where they stand in a tensor: once they are nothing, that has to be said there, too. */
const SAVED: number = LATEST + 1;

/** The sums of one option at one address, one after the other: fresh, kept, of others; when the latest was; if they are saved. */
export type Sums = number[];

export const noSums = (): Sums => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -Infinity, 0];

/** When an option was last seen at an address. */
export const latestOf = (sums: Sums): number => sums[LATEST] as number;

export const isSaved = (sums: Sums): boolean => sums[SAVED] === 1;

export function setSaved(sums: Sums, isSaved: boolean): void {
  sums[SAVED] = isSaved ? 1 : 0;
}

/** Counts an observation, on the scale of its model, of a moment. */
export function count(sums: Sums, weight: number, value: number, now: number): void {
  sums[COUNT] = (sums[COUNT] as number) + weight;
  sums[SUM] = (sums[SUM] as number) + weight * value;
  sums[SQUARES] = (sums[SQUARES] as number) + weight * value * value;
  if (now > (sums[LATEST] as number)) sums[LATEST] = now;
}

/** One of the sums, from everyone. */
export const totalOf = (sums: Sums, sum: number): number =>
  (sums[sum] as number) + (sums[KEPT + sum] as number) + (sums[OTHERS + sum] as number);

/** What was seen by everyone. */
export const evidenceOf = (sums: Sums): Evidence => ({
  count: totalOf(sums, COUNT),
  sum: totalOf(sums, SUM),
  squares: totalOf(sums, SQUARES),
});

/** Whether the sums of somebody are nothing. */
export function isNothing(sums: Sums, from: number, to: number = from + SUMS): boolean {
  for (let i = from; i < to; i++) if (sums[i] !== 0) return false;
  return true;
}

/** What was seen here, of which a slice of a tensor is told. */
export const ownOf = (sums: Sums): number[] =>
  SUM_NAMES.map((_, sum) => (sums[FRESH + sum] as number) + (sums[KEPT + sum] as number));

/** Now a slice has all that was seen here. */
export function keep(sums: Sums): void {
  for (let sum = 0; sum < SUMS; sum++) {
    sums[KEPT + sum] = (sums[KEPT + sum] as number) + (sums[FRESH + sum] as number);
    sums[FRESH + sum] = 0;
  }
  setSaved(sums, true);
}

/** What was seen at one address, by the numbers of the options: only of those of which there is anything. */
export type Seen = Map<number, Sums>;
