import { compareNames } from "./names.ts";

/** Scores in ascending order: −∞ < finite < +∞ < NaN, 0 where they are equal (law 4.4). */
function compareScores(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(a !== a) - Number(b !== b);
}

/** The order of the queue: by score, then by name (law 4.4); negative where the first option stands before the other. */
export function compareOptions(score: number, name: string, otherScore: number, otherName: string): number {
  return compareScores(score, otherScore) || compareNames(name, otherName);
}
