import type { Contents } from "@thalweg/core/testing";
import type { Cell, Coordinate, Cursor, Layer } from "../program/program.ts";

type Cells = Pick<Contents, "levels" | "cells">;

/** The path of a cursor in the words of 3.2: for each level its shared instance, then the one that is named. */
export function pathOf(
  levels: readonly string[],
  cursor: Cursor,
): readonly (readonly [level: string, instance: string])[] {
  return levels.flatMap((level) => {
    const named = Object.hasOwn(cursor, level) ? cursor[level] : undefined;
    return named === undefined || named === ""
      ? [[level, ""] as const]
      : [[level, ""] as const, [level, named] as const];
  });
}

/** The last set cell along the path (3.3), searched for in a plain list of cells. */
export function lastOn(
  { levels, cells }: Cells,
  cursor: Cursor,
  layer: Layer,
  option: string,
  dimension: string,
): Cell | undefined {
  return pathOf(levels, cursor)
    .map(([level, instance]) =>
      cells.find((cell) => isAt(cell, { level, instance, option, dimension }) && cell[layer] !== undefined),
    )
    .findLast((cell) => cell !== undefined);
}

/** The options with a value of their own on the path: 4.1. */
export function candidates(drawn: Contents, cursor: Cursor): string[] {
  return drawn.options.filter((option) =>
    drawn.dimensions.some((dimension) => lastOn(drawn, cursor, "value", option, dimension) !== undefined),
  );
}

/** What counts for an option in one dimension, and the cells it comes from: 3.4 and 3.5. */
export interface Effective {
  readonly value: number | undefined;
  readonly weight: number;
  readonly valueFrom: Coordinate | undefined;
  readonly weightFrom: Coordinate | undefined;
}

/** V and W, looked up by hand. */
export function effective(drawn: Cells, cursor: Cursor, option: string, dimension: string): Effective {
  const value = lastOn(drawn, cursor, "value", option, dimension) ?? lastOn(drawn, cursor, "value", "", dimension);
  const weight = lastOn(drawn, cursor, "weight", option, dimension) ?? lastOn(drawn, cursor, "weight", "", dimension);
  return {
    value: value?.value === undefined ? undefined : value.value + 0,
    weight: (weight?.weight ?? 0) + 0,
    valueFrom: value && coordinateOf(value),
    weightFrom: weight && coordinateOf(weight),
  };
}

/** Whether a cell stands at a coordinate. */
export function isAt(cell: Coordinate, { level, instance, option, dimension }: Coordinate): boolean {
  return cell.level === level && cell.instance === instance && cell.option === option && cell.dimension === dimension;
}

/** The coordinate alone. */
export function coordinateOf({ level, instance, option, dimension }: Coordinate): Coordinate {
  return { level, instance, option, dimension };
}
