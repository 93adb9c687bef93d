import type { Quantity } from "@thalweg/core";

/** The next representable number after one, in the direction of another. */
export function nextToward(from: number, to: number): number {
  if (Number.isNaN(from) || Number.isNaN(to) || from === to) return to;
  if (from === 0) return to > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const number = new Float64Array([from]);
  const bits = new BigInt64Array(number.buffer);
  // The bits of a binary64 grow with its magnitude, whatever its sign.
  bits[0] = (bits[0] ?? 0n) + (to > from === from > 0 ? 1n : -1n);
  return number[0] ?? Number.NaN;
}

/** A number that survived JSON. */
export function numberOf(quantity: Quantity): number {
  if (typeof quantity === "number") return quantity;
  return { inf: Number.POSITIVE_INFINITY, "-inf": Number.NEGATIVE_INFINITY, nan: Number.NaN }[quantity];
}
