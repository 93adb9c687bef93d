import type { Fact, World } from "./world.ts";

/** Cells in the form that is best for a bare loop: where in the matrix, and what. */
interface Column {
  readonly places: Int32Array;
  readonly contents: Float64Array;
}

/** The cells of one instance of one level. */
export interface Slice {
  readonly values: Column;
  readonly weights: Column;
}

/** The cells of a world by `level/instance`, as a bare loop would like to have them. */
export function slicesOf({ options, dimensions, facts }: World): Map<string, Slice> {
  const rows = new Map(options.map((option, row) => [option, row]));
  const columns = new Map(dimensions.map((dimension, column) => [dimension, column]));
  // Weights all stand at the shared option slot, and have a vector of their own: row 0.
  const columnOf = (cells: readonly Fact[]): Column => ({
    places: Int32Array.from(
      cells,
      ({ option, dimension }) => (rows.get(option) ?? 0) * columns.size + (columns.get(dimension) as number),
    ),
    contents: Float64Array.from(cells, ({ content }) => content),
  });
  const groups = new Map<string, { readonly value: Fact[]; readonly weight: Fact[] }>();
  for (const fact of facts) {
    const name = `${fact.level}/${fact.instance}`;
    const group = groups.get(name) ?? { value: [], weight: [] };
    groups.set(name, group);
    group[fact.layer].push(fact);
  }
  return new Map(
    Array.from(groups, ([name, { value, weight }]) => [name, { values: columnOf(value), weights: columnOf(weight) }]),
  );
}

/**
 * The bare loop: overlays the (place, content) columns of all slices, and multiplies the matrix by the weights. It knows
 * no holes, gates, defaults or weights of an option's own.
 */
export function bareLoop(rows: number, columns: number): (slices: readonly Slice[]) => Float64Array {
  const matrix = new Float64Array(rows * columns);
  const weights = new Float64Array(columns);
  const scores = new Float64Array(rows);
  const overlay = (onto: Float64Array, { places, contents }: Column): void => {
    for (let i = 0; i < places.length; i++) onto[places[i] as number] = contents[i] as number;
  };
  return (slices) => {
    for (let i = 0; i < slices.length; i++) {
      const slice = slices[i] as Slice;
      overlay(matrix, slice.values);
      overlay(weights, slice.weights);
    }
    for (let row = 0; row < rows; row++) {
      const base = row * columns;
      let sum = 0;
      for (let column = 0; column < columns; column++) {
        sum += (matrix[base + column] as number) * (weights[column] as number);
      }
      scores[row] = sum;
    }
    return scores;
  };
}
