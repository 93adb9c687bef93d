/** Each part of an integral is exact to about this; the normal distribution itself is known to 1.2e-7. */
const TOLERANCE = 1e-8;
/** No part is halved less often than this: two rough sums may agree by chance. */
const SHALLOWEST = 1;
const DEEPEST = 16;

/** An integral by Simpson's rule, in ever finer parts where it is not smooth (Kuncir, 1962). */
export function simpson(of: (x: number) => number, from: number, to: number): number {
  const rule = (low: number, high: number, a: number, middle: number, b: number): number =>
    ((high - low) / 6) * (a + 4 * middle + b);
  const part = (
    low: number,
    high: number,
    a: number,
    middle: number,
    b: number,
    whole: number,
    depth: number,
  ): number => {
    const center = (low + high) / 2;
    const [left, right] = [of((low + center) / 2), of((center + high) / 2)];
    const [one, other] = [rule(low, center, a, left, middle), rule(center, high, middle, right, b)];
    const difference = one + other - whole;
    const isFine = depth >= SHALLOWEST && Math.abs(difference) <= 15 * TOLERANCE;
    if (isFine || depth >= DEEPEST) return one + other + difference / 15;
    return part(low, center, a, left, middle, one, depth + 1) + part(center, high, middle, right, b, other, depth + 1);
  };
  const width = to - from;
  // Half open, so that a step at an edge belongs to one side.
  const [a, middle, b] = [of(from + width * 1e-12), of((from + to) / 2), of(to - width * 1e-12)];
  return part(from, to, a, middle, b, rule(from, to, a, middle, b), 0);
}
