import type { Cell } from "./canonical.ts";
import { TensorError, within } from "./errors.ts";
import { Store } from "./store.ts";
import { Writer } from "./writer.ts";

/** A cell as it is declared: written through a writer whose floor is `floor`, the cell's own level by default. */
export interface DeclaredCell {
  readonly floor?: string | undefined;
  readonly level: string;
  /** The shared instance by default. */
  readonly instance?: string | undefined;
  /** The shared option slot by default. */
  readonly option?: string | undefined;
  readonly dimension: string;
  /** `"inf"` is +∞, which JSON cannot hold. */
  readonly value?: number | "inf" | undefined;
  readonly weight?: number | undefined;
}

/** A tensor as plain data: what `toJSON` gives, `Tensor.fromJSON` takes, and people write by hand. */
export interface Declaration {
  readonly levels: readonly string[];
  readonly cells: readonly DeclaredCell[];
}

/** Cells as a declaration. */
export function toDeclaration(levels: readonly string[], cells: Iterable<Cell>): Declaration {
  const declare = (cell: Cell): DeclaredCell =>
    cell.value === Infinity ? { ...cell, value: "inf" } : (cell as DeclaredCell);
  return { levels, cells: Array.from(cells, declare) };
}

/**
 * The store that a declaration describes, written cell by cell through writers, with their refusals; each bears the
 * place of the mistake, as `cells[3].value`. Throws `invalid-declaration` for what has not its shape.
 */
export function buildDeclaration(input: unknown): Store {
  const { levels, cells } = fieldsOf(parse(input), ["levels", "cells"]) as Declaration;
  checkArray(levels, "levels");
  checkArray(cells, "cells");
  const store = new Store(levels);
  for (const [i, cell] of cells.entries()) within(`cells[${i}]`, () => declare(store, cell));
  return store;
}

function declare(store: Store, cell: unknown): void {
  const fields = fieldsOf(cell, ["floor", "level", "instance", "option", "dimension", "value", "weight"]);
  // What the fields hold is checked by those who take them, as for any caller without types.
  const { level, instance = "", option = "", dimension, floor = level, value, weight } = fields as DeclaredCell;
  if (value === undefined && weight === undefined) throw new TensorError("invalid-declaration", value, {}, "value");
  store.depthOf(level);
  store.depthOf(floor, "floor");
  const writer = new Writer(store, floor);
  if (value !== undefined) writer.setValue(level, instance, option, dimension, value === "inf" ? Infinity : value);
  if (weight !== undefined) writer.setOptionWeight(level, instance, option, dimension, weight);
}

function parse(input: unknown): unknown {
  try {
    return typeof input === "string" ? JSON.parse(input) : input;
  } catch (error) {
    throw new TensorError("invalid-declaration", (error as Error).message);
  }
}

/** The fields of an object that has no others than `known`. */
function fieldsOf(input: unknown, known: readonly string[]): object {
  if (Object(input) !== input) throw new TensorError("invalid-declaration", input);
  for (const field of Object.keys(input as object)) {
    if (!known.includes(field)) throw new TensorError("invalid-declaration", field, {}, field);
  }
  return input as object;
}

function checkArray(input: unknown, place: string): void {
  if (!Array.isArray(input)) throw new TensorError("invalid-declaration", input, {}, place);
}
