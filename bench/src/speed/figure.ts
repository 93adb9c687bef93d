/** The median of several rounds, and the quartiles between which half of them lie. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** What a figure has to reach. */
export interface Bar {
  readonly sense: "at least" | "at most";
  readonly limit: number;
}

/** One measured number of the benchmark, and the bar it is held to. */
export interface Figure extends Spread {
  readonly name: string;
  readonly label: string;
  readonly unit:
    | "×"
    | "µs"
    | "ns"
    | "ms"
    | "MB"
    | "bytes"
    | "exponent"
    | "a second"
    | "cells"
    | "frames"
    | "share"
    | "%";
  readonly bar: Bar;
  /** What the number is made of, for the reader. */
  readonly note: string;
}

/** A bar that is a floor. */
export const atLeast = (limit: number): Bar => ({ sense: "at least", limit });

/** A bar that is a ceiling. */
export const atMost = (limit: number): Bar => ({ sense: "at most", limit });

/** The spread of a number that was measured once. */
export const once = (value: number): Spread => ({ low: value, median: value, high: value });

/** A spread in another unit: one of them is `factor` of the new ones. */
export const scaled = ({ low, median, high }: Spread, factor: number): Spread => ({
  low: low * factor,
  median: median * factor,
  high: high * factor,
});

/** The median and the quartiles of the numbers of all rounds. */
export function spreadOf(rounds: readonly number[]): Spread {
  const ascending = rounds.toSorted((one, other) => one - other);
  const at = (share: number): number => {
    const place = (ascending.length - 1) * share;
    const below = ascending[Math.floor(place)] as number;
    const above = ascending[Math.ceil(place)] as number;
    return below + (above - below) * (place % 1);
  };
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** Whether the median reaches the bar. */
export function isMet({ median, bar }: Figure): boolean {
  return bar.sense === "at least" ? median >= bar.limit : median <= bar.limit;
}

/** A duration in nanoseconds, for people. */
export function formatDuration(nanoseconds: number): string {
  if (nanoseconds < 1_000) return `${significant(nanoseconds)} ns`;
  if (nanoseconds < 1_000_000) return `${significant(nanoseconds / 1_000)} µs`;
  return `${significant(nanoseconds / 1_000_000)} ms`;
}

/** Three digits that count, thousands apart. */
export function significant(number: number): string {
  const digits = number < 1 ? 2 : Math.max(0, 2 - Math.floor(Math.log10(number)));
  return number.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Two times, for the note of a ratio. */
export const against = ({ first, second }: { readonly first: Spread; readonly second: Spread }): string =>
  `${formatDuration(first.median)} against ${formatDuration(second.median)}`;
