import type { Contents } from "@thalweg/core/testing";
import type { Reader, Writer } from "../src/index.ts";
import { Tensor } from "../src/index.ts";

/** A tensor with these cells, written one by one. */
export function tensorOf({ levels, cells }: Pick<Contents, "levels" | "cells">): Tensor {
  const tensor: Tensor = new Tensor(levels);
  const root = tensor.writer(levels[0] ?? "");
  for (const { level, instance, option, dimension, value, weight } of cells) {
    if (value !== undefined) root.setValue(level, instance, option, dimension, value);
    if (weight !== undefined) root.setOptionWeight(level, instance, option, dimension, weight);
  }
  return tensor;
}

/** The writer that may write everything. */
export function rootOf(tensor: Tensor): Writer {
  return tensor.writer(tensor.levels[0] ?? "");
}

/** Everything that can be read of a tensor by some cursors, but for its revision and the bytes that hold it. */
export function readings(
  tensor: Reader,
  { cursors, options, dimensions }: Pick<Contents, "cursors" | "options" | "dimensions">,
): object {
  return {
    levels: tensor.levels,
    cells: [...tensor.cells()],
    options: tensor.options(),
    dimensions: tensor.dimensions(),
    instances: tensor.levels.map((level) => tensor.instances(level)),
    declaration: tensor.toJSON(),
    byCursor: cursors.map((cursor) => [
      tensor.resolve(cursor),
      tensor.rank(cursor),
      tensor.best(cursor),
      tensor.explain(cursor),
      ["", ...options].flatMap((option) =>
        dimensions.map((dimension) => [
          tensor.value(cursor, option, dimension),
          tensor.weight(cursor, option, dimension),
        ]),
      ),
    ]),
    support: tensor.levels.flatMap((level) =>
      options.flatMap((option) => dimensions.map((dimension) => tensor.support(level, option, dimension))),
    ),
  };
}
