import { PolicyError } from "./errors.ts";

/** Returns `value` if it is a finite number from `low` to `high`, both included; else throws `invalid-number`. */
export function checkNumber(value: unknown, place: string, low: number = -Infinity, high: number = Infinity): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= low && value <= high) return value + 0;
  throw new PolicyError("invalid-number", value, place);
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
  if (Number.isInteger(value)) return checkNumber(value, place, low, high);
  throw new PolicyError("invalid-number", value, place);
}
