import { checkNumber } from "./check-number.ts";
import { checkFunction } from "./check-options.ts";

/** Uniform numbers in [0, 1). */
export type Random = () => number;

/**
 * A seeded source of uniform numbers, the same on every machine: a Weyl sequence, mixed (the mixer of MurmurHash3; Appleby,
 * 2011). For decisions that can be replayed; it keeps no secrets. Throws `invalid-number`.
 *
 * @example
 * import { randomFrom } from "@thalweg/policy";
 * const [one, other] = [randomFrom(7), randomFrom(7)];
 * console.log(one() === other()); // true
 */
export function randomFrom(seed: number): Random {
  let state = checkNumber(seed, "seed") | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x85ebca6b);
    mixed ^= mixed >>> 13;
    mixed = Math.imul(mixed, 0xc2b2ae35);
    mixed ^= mixed >>> 16;
    return (mixed >>> 0) / 2 ** 32;
  };
}

/** The next number of a source. Throws `invalid-option`, and `invalid-number` for one that is not in [0, 1). */
export function uniform(random: Random): number {
  return checkNumber(checkFunction(random, "random")(), "random", 0, 1 - 2 ** -53);
}

/** A standard normal number (Box and Muller, 1958). Throws as {@link uniform}. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - uniform(random))) * Math.cos(2 * Math.PI * uniform(random));
}
