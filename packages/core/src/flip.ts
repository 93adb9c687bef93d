import type { Layer } from "./delta.ts";
import type { Frame } from "./frame.ts";
import { compareOptions } from "./order.ts";

/** One number of a frame that, changed from `from` to `to`, puts a row first. */
export interface FrameFlip {
  readonly layer: Layer;
  /** Where it stands in the matrix of its layer; in row 0 it is a shared weight. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The smallest change of one value, one shared weight or one weight of its own that puts a runner-up first (law 7.3);
 * nothing where there is none. `rows` is the queue, `scores` are its scores, `place` is where the runner-up stands.
 *
 * A number moves every score along a line, so that the row is first in an interval. Its end nearest to the present
 * number is the estimate, which rounding can miss by a little: it is then sought in binary64.
 */
export function flipOf(
  frame: Frame,
  rows: readonly number[],
  scores: readonly number[],
  nameOf: (row: number) => string,
  place: number,
): FrameFlip | undefined {
  const { values, weights, dimensions } = frame;
  const width = dimensions.length;
  const row = rows[place] as number;
  const scoreOf = (of: number): number => {
    frame.score(of);
    return frame.sum;
  };
  const isFirst = (): boolean => {
    const score = scoreOf(row);
    return rows.every((of) => of === row || compareOptions(score, nameOf(row), scoreOf(of), nameOf(of)) < 0);
  };
  const attempts: Attempt[] = [];
  const attempt = (layer: Layer, index: number, from: number, slopeOf: (row: number) => number): void => {
    let low = -Infinity;
    let high = Infinity;
    for (const [i, of] of rows.entries()) {
      const gain = slopeOf(row) - slopeOf(of);
      const bound = ((scores[i] as number) - (scores[place] as number)) / gain;
      // Of an infinite or undefined score arithmetic says nothing; whether it is beaten, the search will tell.
      if (Number.isNaN(bound) && gain !== 0) continue;
      if (gain > 0) high = Math.min(high, bound);
      else if (gain < 0) low = Math.max(low, bound);
      else if (i < place) return;
    }
    if (low >= 0 && low <= high) attempts.push({ layer, index, from, to: from + low, direction: 1 });
    else if (high <= 0 && low <= high) attempts.push({ layer, index, from, to: from + high, direction: -1 });
  };
  for (let column = 0; column < width; column++) {
    const own = row * width + column;
    const value = frame.at(values, row, column);
    const weight = frame.at(weights, row, column) || 0;
    if (value === value) attempt("value", own, value, (of) => (of === row ? weight : 0));
    if (weights[own] === weights[own]) attempt("weight", own, weight, (of) => (of === row ? value || 0 : 0));
    attempt("weight", column, weights[column] || 0, (of) =>
      Number.isNaN(weights[of * width + column]) ? frame.at(values, of, column) || 0 : 0,
    );
  }
  let best: FrameFlip | undefined;
  for (const estimate of attempts.sort((a, b) => sizeOf(a) - sizeOf(b))) {
    if (best !== undefined && sizeOf(estimate) >= sizeOf(best)) break;
    const to = search(estimate.layer === "value" ? values : weights, estimate, isFirst);
    const flip = { ...estimate, to: to ?? Infinity };
    if (to !== undefined && (best === undefined || sizeOf(flip) < sizeOf(best))) best = flip;
  }
  return best;
}

/** What exact arithmetic would do, and on which side of `to` the row is first. */
interface Attempt extends FrameFlip {
  readonly direction: 1 | -1;
}

const sizeOf = ({ from, to }: FrameFlip): number => Math.abs(to - from);

/** The number nearest to `from` that flips: outwards from the estimate until it does, back until not, then bisection. */
function search(numbers: Float64Array, estimate: Attempt, isFirst: () => boolean): number | undefined {
  const { index, from, direction } = estimate;
  const kept = numbers[index] as number;
  const flips = (number: number): boolean => {
    numbers[index] = number;
    return isFirst();
  };
  const start = Math.max(-Number.MAX_VALUE, Math.min(estimate.to, Number.MAX_VALUE));
  const unit = direction * (Math.max(Math.abs(start), Math.abs(from)) * 2 ** -52 || Number.MIN_VALUE);
  let far = start;
  for (let step = unit; Number.isFinite(far) && !flips(far); step *= 4) far += step;
  if (!Number.isFinite(far)) {
    numbers[index] = kept;
    return undefined;
  }
  let near = far;
  for (let step = unit; near === far; step *= 4) {
    near = (far - step - from) * direction > 0 ? far - step : from;
    if (near !== from && flips(near)) far = near;
  }
  for (;;) {
    const middle = near / 2 + far / 2;
    if (middle === near || middle === far) break;
    if (flips(middle)) far = middle;
    else near = middle;
  }
  numbers[index] = kept;
  return far + 0;
}
