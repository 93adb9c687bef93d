import { PolicyError } from "./errors.ts";

/** Returns `value` if it is a finite number from `low` to `high`, both included; else throws `invalid-number`. */
export function checkNumber(value: unknown, place: string, low: number = -Infinity, high: number = Infinity): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= low && value <= high) return value + 0;
  throw refusal(value, place, "finite", low, high);
}

/** {@link checkNumber} for what must be above 0. */
export function checkPositive(value: unknown, place: string): number {
  return checkNumber(value, place, Number.MIN_VALUE);
}

/** {@link checkNumber} for a whole number that can be counted to. */
export function checkWhole(
  value: unknown,
  place: string,
  low: number = 0,
  high: number = Number.MAX_SAFE_INTEGER,
): number {
  if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) return (value as number) + 0;
  throw refusal(value, place, "whole", low, high);
}

/** Says within which bounds a number would have been taken. */
function refusal(value: unknown, place: string, kind: "finite" | "whole", low: number, high: number): PolicyError {
  const least = low === Number.MIN_VALUE ? "above 0" : low === -Infinity ? "" : `at least ${low}`;
  const most = high === Infinity || high === Number.MAX_SAFE_INTEGER ? "" : `at most ${high}`;
  const bounds = [least, most].filter((bound) => bound !== "").join(" and ");
  return new PolicyError("invalid-number", value, place, `give a ${kind} number${bounds === "" ? "" : `, ${bounds}`}`);
}
