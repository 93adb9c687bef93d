import { type Spread, spreadOf } from "./figure.ts";

/** Does its operation so many times. Everything it reads goes into {@link keep}. */
export type Contender = (count: number) => void;

/** A contender that has to make ready what it works on, which is not timed. */
export interface Prepared {
  readonly prepare: (count: number) => () => void;
}

/** How long to measure, in one process. */
export interface Effort {
  /** How often the contenders take turns. */
  readonly rounds: number;
  /** How long a turn lasts, in milliseconds, unless a single operation takes longer. */
  readonly turn: number;
  /** How long each runs before its time counts, in milliseconds: the compiler's work is no part of an operation. */
  readonly warmUp: number;
}

/** The whole benchmark, and the short one that only shows that it runs. */
export const FULL: Effort = { rounds: 11, turn: 20, warmUp: 400 };
export const QUICK: Effort = { rounds: 5, turn: 5, warmUp: 200 };

/** What two contenders took for one operation, in nanoseconds, and the second's time divided by the first's. */
export interface Race {
  readonly first: Spread;
  readonly second: Spread;
  readonly ratio: Spread;
}

let sink = 0;

/** Uses a result, so that no compiler leaves out the work that made it. */
export function keep(result: number): void {
  sink = (sink + result) | 0;
}

/** What was kept: print it, and all of it was needed. */
export const kept = (): number => sink;

/**
 * Times two contenders in turns, so that whatever slows the machine down slows both. The ratio is that of neighbouring
 * turns, and its spread that of the rounds.
 */
export function race(first: Contender, second: Contender, effort: Effort): Race {
  const [firsts, seconds] = takeTurns([first, second], effort) as [number[], number[]];
  return { first: spreadOf(firsts), second: spreadOf(seconds), ratio: ratioOf(firsts, seconds) };
}

/** Times any number of contenders in turns: of each the nanoseconds for one operation, round by round. */
export function takeTurns(contenders: readonly (Contender | Prepared)[], effort: Effort): number[][] {
  const counts = contenders.map((contender) => calibrate(contender, effort));
  const rounds = contenders.map((): number[] => []);
  for (let round = 0; round < effort.rounds; round++) {
    for (const [i, contender] of contenders.entries()) rounds[i]?.push(timeOf(contender, counts[i] as number));
  }
  return rounds;
}

/** How many times as long the second takes as the first, turn by turn. */
export const ratioOf = (firsts: readonly number[], seconds: readonly number[]): Spread =>
  spreadOf(seconds.map((time, round) => time / (firsts[round] as number)));

/** Times one contender alone, in nanoseconds for one operation. */
export function time(contender: Contender, effort: Effort): Spread {
  const count = calibrate(contender, effort);
  return spreadOf(Array.from({ length: effort.rounds }, () => timeOf(contender, count)));
}

/** How many operations fill a turn; found out by the warm-up, which is two operations at least. */
function calibrate(contender: Contender | Prepared, { turn, warmUp }: Effort): number {
  let count = 1;
  let spent = 0;
  for (let runs = 0; ; runs++) {
    const took = (timeOf(contender, count) * count) / 1e6;
    spent += took;
    if (runs > 0 && spent >= warmUp) return Math.max(1, Math.round((count * turn) / took));
    if (took < turn) count *= 2;
  }
}

/** Nanoseconds for one operation, out of `count`. */
function timeOf(contender: Contender | Prepared, count: number): number {
  const run = typeof contender === "function" ? () => contender(count) : contender.prepare(count);
  const start = process.cpuUsage();
  run();
  // What the whole process used, garbage collection on other threads included: the time that one core alone would
  // take. A clock on the wall would also count whatever else the machine is doing.
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1e3) / count;
}
