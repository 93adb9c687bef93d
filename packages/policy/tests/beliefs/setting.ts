import fc from "fast-check";
import { inject } from "vitest";
import { Beliefs, gaussian, type Observation } from "../../src/beliefs/index.ts";
import { cursorAt, LEVELS, type Seen } from "./dense.ts";

export const parameters: { readonly seed: number; readonly numRuns: number } = {
  seed: inject("seed"),
  numRuns: inject("runs"),
};

export const paths: fc.Arbitrary<readonly string[]> = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 2 });
export const seenWith = (value: fc.Arbitrary<number>): fc.Arbitrary<readonly Seen[]> =>
  fc.array(fc.record({ path: paths, value }), { maxLength: 25 });
export const anyNumber = fc.double({ min: -50, max: 50, noNaN: true });
export const models: fc.Arbitrary<Observation> = fc
  .record({
    mean: fc.double({ min: -3, max: 3, noNaN: true }),
    deviation: fc.double({ min: 0.05, max: 5, noNaN: true }),
    spread: fc.array(fc.double({ min: 0.02, max: 3, noNaN: true }), { minLength: 1, maxLength: 2 }),
    noise: fc.double({ min: 0.05, max: 5, noNaN: true }),
  })
  .map(gaussian);

export function beliefsOf(model: Observation, seen: readonly Seen[], option = "x"): Beliefs {
  const beliefs = new Beliefs({ levels: LEVELS, dimensions: { k: model } });
  for (const { path, value } of seen) beliefs.observe({ cursor: cursorAt(path), option, dimension: "k", value });
  return beliefs;
}

export const close = (found: number, expected: number, tolerance: number): void => {
  if (!(Math.abs(found - expected) <= tolerance * Math.max(1, Math.abs(expected)))) {
    throw new Error(`${found} where ${expected} was expected`);
  }
};

/** Both beliefs are the same at an address. */
export function same(one: Beliefs, other: Beliefs, path: readonly string[], tolerance: number, option = "x"): void {
  const [found, expected] = [one, other].map((beliefs) => beliefs.at(path, option, "k"));
  close(found?.mean as number, expected?.mean as number, tolerance);
  close(found?.deviation as number, expected?.deviation as number, tolerance);
}
