import { instanceOf } from "./address.ts";
import type { Beliefs } from "./beliefs.ts";
import type { Evidence, Observation } from "./observation.ts";
import { evidenceOf } from "./seen.ts";

/** As if the declared spread and noise had been seen so often; so little evidence changes little. */
const DECLARED = 4;
/** No variance is more than so many times what was declared, or less than its share. */
const FURTHEST = 1e6;

/**
 * The model of a dimension with the spread of each level, and the noise, that its evidence speaks for: how much addresses
 * differ is learnt from those that were seen (empirical Bayes: Robbins, 1956; by moments: DerSimonian and Laird, 1986). To
 * believe by it, make new {@link Beliefs} of it, and take the evidence over. The noise of a rate follows from the rate, and
 * is left. Each level is seen as if the finer ones agreed: where they do not, it is thought wider. Throws `invalid-name`.
 *
 * @example
 * import { Beliefs, fitted, gaussian } from "@thalweg/policy/beliefs";
 * const beliefs = new Beliefs({ levels: ["global", "task"], dimensions: { gap: gaussian({ spread: 1 }) } });
 * for (const task of ["a", "b", "c", "d", "e"]) {
 *   for (const value of [0, 0.2]) beliefs.observe({ cursor: { task }, option: "x", dimension: "gap", value });
 * }
 * console.log(Number(fitted(beliefs, "gap").spread).toFixed(2)); // 0.29
 */
export function fitted(beliefs: Beliefs, dimension: string): Observation {
  const model = beliefs.model(dimension);
  const declared = model.variance({ count: 0, sum: 0, squares: 0 });
  const { within, freedom, totals } = gathered(beliefs, dimension);
  // Without two observations anywhere, nothing is known of the noise.
  const seen = freedom > 0 ? within / freedom : declared;
  const spread = Array.from({ length: Math.max(1, beliefs.levels.length - 1) }, (_, i) => {
    const spreadAbove = typeof model.spread === "number" ? model.spread : (model.spread[i] ?? model.spread.at(-1));
    return Math.sqrt(varianceOf(totals[i + 1] ?? [], seen, (spreadAbove as number) ** 2));
  });
  // A rate: its noise is that of the rate itself.
  if (model.range[1] === 1) return { ...model, spread };
  const noise = blended(seen, freedom, declared);
  return { ...model, spread, variance: () => noise, noise: (evidence) => (model.noise(evidence) / declared) * noise };
}

/** By option and parent, what was seen of each child, and below it. */
type Families = readonly (readonly Evidence[])[];

function gathered(
  beliefs: Beliefs,
  dimension: string,
): { readonly within: number; readonly freedom: number; readonly totals: readonly Families[] } {
  let [within, freedom] = [0, 0];
  const totals = beliefs.levels.map(() => new Map<string, Map<string, Evidence>>());
  for (const [path, seen] of beliefs.addresses(dimension)) {
    for (const [option, sums] of seen ?? []) {
      const evidence = evidenceOf(sums);
      const { count, sum, squares } = evidence;
      if (count > 1) {
        within += Math.max(0, squares - (sum / count) * sum);
        freedom += count - 1;
      }
      for (let depth = 1; depth <= path.length; depth++) {
        const family = JSON.stringify([option, path.slice(0, depth - 1)]);
        const children = totals[depth]?.get(family) ?? new Map<string, Evidence>();
        totals[depth]?.set(family, children);
        const child = instanceOf(path.slice(0, depth));
        children.set(child, added(children.get(child), evidence));
      }
    }
  }
  return { within, freedom, totals: totals.map((level) => Array.from(level.values(), (each) => [...each.values()])) };
}

const added = (one: Evidence | undefined, other: Evidence): Evidence =>
  one === undefined
    ? other
    : { count: one.count + other.count, sum: one.sum + other.sum, squares: one.squares + other.squares };

/** How much children differ from each other beyond what noise explains. */
function varianceOf(families: Families, noise: number, declared: number): number {
  let [excess, scale, degrees, freedom] = [0, 0, 0, 0];
  for (const family of families) {
    const children = family.filter(({ count }) => count > 0);
    const count = children.reduce((all, child) => all + child.count, 0);
    const mean = children.reduce((all, child) => all + child.sum, 0) / count;
    for (const child of children) {
      excess += child.count * (child.sum / child.count - mean) ** 2;
      scale += child.count - child.count ** 2 / count;
    }
    degrees += Math.max(0, children.length - 1);
    // Who was hardly seen says hardly anything of how much they differ.
    const weighed = children.reduce((all, child) => all + child.count / (child.count + noise / declared), 0);
    freedom += Math.max(0, weighed - 1);
  }
  if (freedom === 0) return declared;
  // What cannot be told from nothing is not nothing: the excess itself has a standard deviation.
  const least = (noise * Math.sqrt(2 * degrees)) / scale;
  return blended(Math.max(least, (excess - degrees * noise) / scale), freedom, declared);
}

/**
 * A variance between what was seen and what was declared, by their logarithms: a declaration that is off by a factor counts
 * as little as one that is off by its inverse.
 */
function blended(seen: number, freedom: number, declared: number): number {
  const factor = Math.min(FURTHEST, Math.max(1 / FURTHEST, seen / declared));
  return declared * factor ** (freedom / (freedom + DECLARED));
}
