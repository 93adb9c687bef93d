import type { Aggregate } from "../program/program.ts";

/** What an aggregate makes of some reports, by the formulas of 6.1 in their words. */
export function aggregateOf(values: readonly number[], using: Aggregate): number {
  const sorted = values.map((value) => value + 0).sort((one, other) => one - other);
  const n = sorted.length;
  const x = (at: number): number => sorted[at] ?? Number.NaN;
  let sum = 0;
  for (const value of sorted) sum += value;
  if (using === "min") return x(0);
  if (using === "max") return x(n - 1);
  if (using === "sum") return sum;
  if (using === "mean") return sum / n;
  if (using === "median") {
    const [low, high] = [x(Math.ceil(n / 2) - 1), x(Math.floor(n / 2))];
    if (n % 2 === 1) return low;
    return Math.abs(low + high) === Number.POSITIVE_INFINITY ? low / 2 + high / 2 : (low + high) / 2;
  }
  if ("quantile" in using) {
    const position = (n - 1) * using.quantile;
    const below = Math.floor(position);
    const share = position - below;
    const [low, high] = [x(below), x(Math.min(below + 1, n - 1))];
    return Math.abs(high - low) === Number.POSITIVE_INFINITY
      ? low * (1 - share) + high * share
      : low + (high - low) * share;
  }
  const drop = Math.floor(n * using.trimmedMean);
  let kept = 0;
  for (let at = drop; at < n - drop; at++) kept += x(at);
  return kept / (n - 2 * drop);
}
