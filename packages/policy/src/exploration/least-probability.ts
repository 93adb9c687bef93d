import type { Arms } from "./arms.ts";
import { aboveProbability } from "./normal.ts";
import { simpson } from "./simpson.ts";

/** Beyond so many standard deviations nothing is drawn: the probability is 1e-9. */
const FURTHEST = 6;
/** A width below this is none, nor one that is so small a part of the mean: draws could not be told apart. */
const LEAST = 1e-100;
const FINEST = 2 ** -32;
/** Nothing is further off, or wider: sums of a few of these are still numbers. */
const MOST = 1e300;
/** In so many parts at first; who draws from less than a part of the whole has parts of its own. */
const PARTS = 8;
/** Where these begin and end, in deviations of who is drawn so narrowly: all of the bend, to its very ends. */
const BENDS = [-FURTHEST, -3, 0, 3, FURTHEST];
/** So many points to the narrowest width make the sum of a smooth integrand exact; with more than so many it takes longer. */
const POINTS = 5;
const MOST_POINTS = 400;

/** What is drawn from: means beside the least of them, and widths. */
export interface Drawable {
  readonly least: number;
  readonly means: readonly number[];
  readonly widths: readonly number[];
}

/** The same for the draws and for their probabilities: what cannot be told from nothing is nothing in both. */
export function drawableOf({ options, means, deviations }: Arms, temperature: number): Drawable {
  let least = Infinity;
  for (let i = 0; i < options.length; i++) least = Math.min(least, means[i] as number);
  const beside = options.map((_, i) => Math.min(MOST, (means[i] as number) - least));
  const widths = beside.map((mean, i) => {
    const width = Math.min(MOST, temperature * (deviations[i] as number));
    return width < LEAST || width < FINEST * mean ? 0 : width;
  });
  return { least, means: beside, widths };
}

/**
 * How probable it is that the option at `index` draws least: the integral, over what it may draw, of how probable it is
 * that all others draw more. Exact to about 1e-6: those of a few options add up to 1 within that, however narrow some are.
 */
export function leastProbability(arms: Arms, temperature: number, index: number): number {
  const { means, widths } = drawableOf(arms, temperature);
  const [mean, deviation] = [means[index] as number, widths[index] as number];
  const low = mean - FURTHEST * deviation;
  let high = mean + FURTHEST * deviation;
  // Where somebody else is sure to draw less, nothing is left to be counted.
  for (let i = 0; i < means.length; i++) {
    if (i !== index) high = Math.min(high, (means[i] as number) + FURTHEST * (widths[i] as number));
  }
  if (high < low) return 0;
  // Who is sure to draw more need not be asked at each point.
  const rivals: (readonly [mean: number, deviation: number])[] = [];
  let narrowest = deviation;
  for (let i = 0; i < means.length; i++) {
    if (i === index) continue;
    const [other, width] = [means[i] as number, widths[i] as number];
    if (width === 0 && deviation === 0) {
      // Of equals that chance does not touch, the first is taken.
      if (other < mean || (other === mean && i < index)) return 0;
    } else if (width === 0 && other <= high) {
      // There the integrand ends in a step.
      narrowest = 0;
      if (other < high) rivals.push([other, width]);
    } else if (other - FURTHEST * width < high) {
      rivals.push([other, width]);
      narrowest = Math.min(narrowest, width);
    }
  }
  if (rivals.length === 0 && high === mean + FURTHEST * deviation) return 1;
  if (deviation === 0) {
    return rivals.reduce((product, [other, width]) => product * aboveProbability(mean, other, width), 1);
  }
  const density = (draw: number): number => {
    const standard = (draw - mean) / deviation;
    let probability = Math.exp((-standard * standard) / 2) / Math.sqrt(2 * Math.PI) / deviation;
    for (const [other, width] of rivals) {
      if (probability === 0) break;
      probability *= width === 0 ? Number(other > draw) : aboveProbability(draw, other, width);
    }
    return probability;
  };
  const points = Math.ceil(((high - low) / narrowest) * POINTS);
  const sum = points <= MOST_POINTS ? trapezia(density, low, high, points) : bySteps(density, low, high, rivals);
  return Math.min(1, Math.max(0, sum));
}

/** Of what is smooth, and nothing at both ends: then no rule is more exact (Trefethen and Weideman, 2014). */
function trapezia(of: (x: number) => number, low: number, high: number, points: number): number {
  const step = (high - low) / points;
  let sum = 0;
  for (let i = 0; i <= points; i++) sum += of(low + i * step);
  return sum * step;
}

/** Of what has bends: each of them in parts of its own. */
function bySteps(
  of: (x: number) => number,
  low: number,
  high: number,
  rivals: readonly (readonly [mean: number, deviation: number])[],
): number {
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
    if (to > from) sum += simpson(of, from, to);
  }
  return sum;
}
