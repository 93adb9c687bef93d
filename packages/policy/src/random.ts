/** Uniform numbers in [0, 1). */
export type Random = () => number;

/**
 * A seeded source of uniform numbers, the same on every machine: a Weyl sequence, mixed (the mixer of MurmurHash3; Appleby,
 * 2011). For decisions that can be replayed; it keeps no secrets.
 *
 * @example
 * import { randomFrom } from "@thalweg/policy";
 * const [one, other] = [randomFrom(7), randomFrom(7)];
 * console.log(one() === other()); // true
 */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
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

/** A standard normal number (Box and Muller, 1958). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
