import type { Counters, Hub, Log } from "../src/index.ts";

/** What a hub has done, and how it is. */
export interface Figures extends Readonly<Counters> {
  readonly revision: number;
  /** In milliseconds. */
  readonly lag: number;
  /** How many slices are withdrawn. */
  readonly withdrawn: number;
  /** What stands in the log after its last compaction. */
  readonly log: Log["size"];
}

/** The figures of a hub and its log now. */
export function figuresOf(hub: Hub, log: Log, lag: number): Figures {
  const { counters, revision, withdrawn } = hub;
  return { revision, lag: Math.round(lag * 10) / 10, withdrawn: withdrawn.length, log: log.size, ...counters };
}

/** The figures in one line of at most so many columns; those that matter least are left out first. */
export function figuresLine(figures: Figures, columns: number = Infinity): string {
  const { connections, taken, refused, lag, cellsIn, cellsOut, bytesIn, bytesOut, framesIn, framesOut } = figures;
  const parts = [
    `${short(connections)} connected`,
    `${short(taken)} taken`,
    `${short(refused)} refused`,
    `lag ${lag < 10 ? lag : short(lag)} ms`,
    `cells ${short(cellsIn)} in, ${short(cellsOut)} out`,
    `bytes ${short(bytesIn)} in, ${short(bytesOut)} out`,
    `frames ${short(framesIn)} in, ${short(framesOut)} out`,
  ];
  const lines = parts.map((_, i) => parts.slice(0, parts.length - i).join("  "));
  return lines.find((line) => line.length < columns) ?? (lines.at(-1) as string).slice(0, Math.max(0, columns - 1));
}

/** A number in at most five characters: `9999`, `12.3k`, `1.23M`. */
export function short(number: number): string {
  if (number < 9_999.5) return `${Math.round(number)}`;
  const [rounded, exponent = 0] = number.toExponential(2).split("e").map(Number) as [number, number];
  const unit = Math.floor(exponent / 3);
  const digits = Math.round(rounded * 10 ** (exponent - unit * 3) * 100) / 100;
  return `${digits}${["", "k", "M", "G", "T", "P"][unit]}`;
}
