import { addressOf, type Observation } from "../../src/beliefs/index.ts";

/** An observation of one option in one dimension, by a path. */
export interface Seen {
  readonly path: readonly string[];
  readonly value: number;
  /** 1 unless given. */
  readonly weight?: number;
}

/**
 * The posterior of the same model by linear algebra over all addresses at once: prior covariance, observations, inverse.
 * The noise of each address is what the model says of its evidence; `prior` is what is expected at the root.
 */
export function densePosterior(
  model: Observation,
  seen: readonly Seen[],
  asked: readonly (readonly string[])[],
  prior: { readonly mean: number; readonly deviation: number } = model,
): readonly { readonly mean: number; readonly variance: number }[] {
  const keys = new Set<string>(["[]"]);
  for (const path of [...seen.map(({ path }) => path), ...asked]) {
    for (let i = 0; i <= path.length; i++) keys.add(JSON.stringify(path.slice(0, i)));
  }
  const nodes = [...keys].map((key): string[] => JSON.parse(key));
  const spread = (depth: number): number =>
    typeof model.spread === "number"
      ? model.spread
      : (model.spread[Math.min(depth, model.spread.length) - 1] as number);
  const shared = (a: readonly string[], b: readonly string[]): number => {
    let depth = 0;
    while (depth < a.length && depth < b.length && a[depth] === b[depth]) depth++;
    let variance = prior.deviation ** 2;
    for (let i = 1; i <= depth; i++) variance += spread(i) ** 2;
    return variance;
  };
  const covariance = nodes.map((a) => nodes.map((b) => shared(a, b)));
  const precision = inverse(covariance);
  const shift = precision.map((row) => row.reduce((sum, entry) => sum + entry * prior.mean, 0));
  for (const [i, node] of nodes.entries()) {
    const here = seen.filter(({ path }) => JSON.stringify(path) === JSON.stringify(node));
    const count = here.reduce((all, { weight = 1 }) => all + weight, 0);
    const sum = here.reduce((all, { value, weight = 1 }) => all + weight * value, 0);
    const squares = here.reduce((all, { value, weight = 1 }) => all + weight * value * value, 0);
    const noise = model.variance({ count, sum, squares });
    (precision[i] as number[])[i] = (precision[i]?.[i] as number) + count / noise;
    shift[i] = (shift[i] as number) + sum / noise;
  }
  const posterior = inverse(precision);
  return asked.map((path) => {
    const i = nodes.findIndex((node) => JSON.stringify(node) === JSON.stringify(path));
    const row = posterior[i] as number[];
    return { mean: row.reduce((sum, entry, j) => sum + entry * (shift[j] as number), 0), variance: row[i] as number };
  });
}

/** Gauss and Jordan, with pivots. */
function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column; row < size; row++) {
      if (Math.abs(rows[row]?.[column] as number) > Math.abs(rows[pivot]?.[column] as number)) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    const head = rows[column] as number[];
    const lead = head[column] as number;
    for (let i = 0; i < head.length; i++) head[i] = (head[i] as number) / lead;
    for (const [row, numbers] of rows.entries()) {
      const factor = numbers[column] as number;
      if (row === column || factor === 0) continue;
      for (let i = 0; i < numbers.length; i++) numbers[i] = (numbers[i] as number) - factor * (head[i] as number);
    }
  }
  return rows.map((row) => row.slice(size));
}

export const LEVELS = ["global", "region", "device"] as const;

/** A cursor from a path. */
export const cursorAt = (path: readonly string[]): Record<string, string> =>
  Object.fromEntries(path.map((name, i) => [LEVELS[i + 1] as string, name]));

/** Back, which says that a cursor is the path. */
export const pathAt = (path: readonly string[]): readonly string[] => addressOf(LEVELS, cursorAt(path));
