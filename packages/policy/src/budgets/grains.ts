import { checkNumber } from "../check-number.ts";

/** Amounts are counted in whole grains, so that sums are exact whatever order they come in. */
const GRAINS_PER_UNIT = 1e6;

/** The largest amount: 2^52 grains, which is 4.5e9 units; two of them still add up exactly. */
export const LARGEST_AMOUNT: number = 2 ** 52 / GRAINS_PER_UNIT;

/** An amount as whole grains, rounded up; what is a whole number of grains but for rounding errors stays that number. */
export const toGrains = (amount: unknown, place: string): number => wholeGrains(amount, place, Math.ceil);

/** {@link toGrains} for a cap, rounded down: nobody gets more than what was allowed. */
export const capToGrains = (cap: unknown, place: string): number => wholeGrains(cap, place, Math.floor);

function wholeGrains(amount: unknown, place: string, round: (grains: number) => number): number {
  const grains = checkNumber(amount, place, 0, LARGEST_AMOUNT) * GRAINS_PER_UNIT;
  const nearest = Math.round(grains);
  return Math.abs(grains - nearest) <= 1e-12 * grains ? nearest : round(grains);
}

/** Whole grains as an amount. */
export const fromGrains = (grains: number): number => grains / GRAINS_PER_UNIT;
