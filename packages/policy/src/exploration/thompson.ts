import { normal, type Random } from "../random.ts";
import { type Arms, checkArms, leastOf, type Plan, planOf } from "./arms.ts";
import { aboveProbability } from "./normal.ts";

/** Takes of {@link thompson}. */
export interface ThompsonOptions {
  readonly random: Random;
  /** How much curiosity: deviations count so many times; 1 by default, 0 is none. */
  readonly temperature?: number | undefined;
}

/**
 * Draws what each option might cost, and takes the one that drew least (Thompson, 1933): an option is chosen as often as it
 * may be the best. The same seed leads to the same draws. Throws `no-options`, `invalid-number`.
 *
 * @example
 * import { randomFrom } from "@thalweg/policy";
 * import { thompson } from "@thalweg/policy/exploration";
 * const arms = { options: ["a", "b"], means: [0.2, 0.3], deviations: [0.05, 0.05] };
 * const { option, propensity } = thompson(arms, { random: randomFrom(1) });
 * console.log(option, propensity.toFixed(4)); // b 0.0786
 */
export function thompson(arms: Arms, { random, temperature = 1 }: ThompsonOptions): Plan {
  checkArms(arms, temperature);
  const { means, deviations, options } = arms;
  const drawn = new Float64Array(options.length);
  for (let i = 0; i < drawn.length; i++) {
    drawn[i] = (means[i] as number) + temperature * (deviations[i] as number) * normal(random);
  }
  const index = leastOf(drawn);
  return planOf(arms, index, leastProbability(arms, temperature, index), drawn[index] as number);
}

/** Beyond so many standard deviations nothing is drawn: the probability is 1e-9. */
const FURTHEST = 6;
/** Each part of an integral is exact to about this; the normal distribution itself is known to 1.2e-7. */
const TOLERANCE = 1e-8;
/** No part is halved less often than this: two rough sums may agree by chance. */
const SHALLOWEST = 1;
const DEEPEST = 16;
/** A deviation below this is none. */
const LEAST = 1e-100;
/** In so many parts at first; who draws from less than a part of the whole has parts of its own. */
const PARTS = 8;
/** Where these begin and end, in deviations of who is drawn so narrowly: all of the bend, to its very ends. */
const BENDS = [-FURTHEST, -3, 0, 3, FURTHEST];

/**
 * How probable it is that the option at `index` draws least: the integral, over what it may draw, of how probable it is
 * that all others draw more. Exact to about 1e-6: those of a few options add up to 1 within that, however narrow some are.
 */
export function leastProbability({ options, means, deviations }: Arms, temperature: number, index: number): number {
  const widthOf = (i: number): number => {
    const width = temperature * (deviations[i] as number);
    // So little cannot be told from nothing.
    return width < LEAST ? 0 : width;
  };
  const [mean, deviation] = [means[index] as number, widthOf(index)];
  const low = mean - FURTHEST * deviation;
  let high = mean + FURTHEST * deviation;
  // Where somebody else is sure to draw less, nothing is left to be counted.
  for (let i = 0; i < options.length; i++) {
    if (i !== index) high = Math.min(high, (means[i] as number) + FURTHEST * widthOf(i));
  }
  if (high < low) return 0;
  // Who is sure to draw more need not be asked at each point.
  const rivals: (readonly [mean: number, deviation: number])[] = [];
  let ties = 1;
  for (let i = 0; i < options.length; i++) {
    if (i === index) continue;
    const [other, width] = [means[i] as number, widthOf(i)];
    if (width === 0 && deviation === 0) {
      // Of equals that chance does not touch, the first is taken.
      if (other < mean || (other === mean && i < index)) ties = 0;
    } else if (other - FURTHEST * width < high) rivals.push([other, width]);
  }
  if (ties === 0) return 0;
  if (rivals.length === 0 && high === mean + FURTHEST * deviation) return 1;
  const density = (draw: number): number => {
    const standard = (draw - mean) / deviation;
    let probability = Math.exp((-standard * standard) / 2) / Math.sqrt(2 * Math.PI) / deviation;
    for (const [other, width] of rivals) {
      if (probability === 0) break;
      probability *= width === 0 ? Number(other > draw) : aboveProbability(draw, other, width);
    }
    return probability;
  };
  if (deviation === 0) {
    return rivals.reduce((product, [other, width]) => product * aboveProbability(mean, other, width), 1);
  }
  const part = (high - low) / PARTS;
  const edges = Array.from({ length: PARTS + 1 }, (_, i) => low + i * part);
  edges[PARTS] = high;
  for (const [other, width] of rivals) {
    if (width < part) edges.push(...BENDS.map((times) => other + times * width));
  }
  const inside = edges.filter((edge) => edge >= low && edge <= high).sort((a, b) => a - b);
  let sum = 0;
  for (let i = 1; i < inside.length; i++) {
    const [from, to] = [inside[i - 1] as number, inside[i] as number];
    if (to > from) sum += simpson(density, from, to);
  }
  return Math.min(1, Math.max(0, sum));
}

/** An integral by Simpson's rule, in ever finer parts where it is not smooth (Kuncir, 1962). */
function simpson(of: (x: number) => number, from: number, to: number): number {
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
