import { type Natural, type PoolNode, through } from "./tree.ts";

/** This share of the children's precision is left out at either end. */
const TRIMMED = 0.25;
/** No child counts as further from the prior mean than so many standard deviations of what the prior allows. */
const FURTHEST = 4;

/** Between which two means a child is believed. */
type Bounds = readonly [least: number, greatest: number];

const boundsOf = ({ precision, shift }: Natural, reach: number): Bounds => {
  const mean = shift / precision;
  return [mean - FURTHEST * reach, mean + FURTHEST * reach];
};

/**
 * What is known of an option at an address where children are not trusted: their means are clipped to 4 standard deviations
 * around the prior mean, and the lowest and the highest quarter of their precision is left out. So children that lie, of
 * less than a quarter of the precision, leave the parent between those that do not; and however many lie, by whatever
 * amount, they move it by no more than those 4 standard deviations. One child alone has at most the precision 1 / spread².
 * `prior` is what is known at the root beforehand, `reach` how far the prior allows an address to be from its mean: one
 * standard deviation. Takes time with the number of addresses.
 */
export function robustPosteriorOf(node: PoolNode, option: number, prior: Natural, reach: number): Natural {
  const bounds = boundsOf(prior, reach);
  const above = fromAbove(node, option, prior, bounds);
  const own = node.own(option);
  const below = belowOf(node, option, bounds, undefined);
  return { precision: above.precision + own.precision + below.precision, shift: above.shift + own.shift + below.shift };
}

function fromAbove(node: PoolNode, option: number, prior: Natural, bounds: Bounds): Natural {
  const { parent, variance } = node;
  if (parent === undefined) return prior;
  const above = fromAbove(parent, option, prior, bounds);
  const own = parent.own(option);
  const others = belowOf(parent, option, bounds, node);
  return through(above.precision + own.precision + others.precision, above.shift + own.shift + others.shift, variance);
}

/** What the children of an address say, but for one of them. */
function belowOf(node: PoolNode, option: number, bounds: Bounds, but: PoolNode | undefined): Natural {
  const said: Natural[] = [];
  for (const child of node.children) {
    if (child === but || !child.isTouched(option)) continue;
    const own = child.own(option);
    const below = belowOf(child, option, bounds, undefined);
    said.push(through(own.precision + below.precision, own.shift + below.shift, child.variance));
  }
  return trimmed(said, bounds);
}

/** The precision-weighted mean of the middle half, with the precision of that half. */
function trimmed(said: readonly Natural[], [least, greatest]: Bounds): Natural {
  const sorted = said
    .map(({ precision, shift }) => ({
      precision,
      mean: Math.min(Math.max(shift / precision, least), greatest),
    }))
    .sort((a, b) => a.mean - b.mean);
  const total = sorted.reduce((sum, { precision }) => sum + precision, 0);
  const [low, high] = [total * TRIMMED, total * (1 - TRIMMED)];
  let from = 0;
  let precision = 0;
  let shift = 0;
  for (const child of sorted) {
    const to = from + child.precision;
    const kept = Math.max(0, Math.min(to, high) - Math.max(from, low));
    precision += kept;
    shift += kept * child.mean;
    from = to;
  }
  return { precision, shift };
}
