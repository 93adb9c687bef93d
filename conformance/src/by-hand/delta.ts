import type { Cell, Change, Coordinate, Delta, Layer } from "../program/program.ts";

/** A name for one layer of one cell, different for different ones. */
const keyOf = ({ level, instance, option, dimension }: Coordinate, layer: Layer): string =>
  JSON.stringify([level, instance, option, dimension, layer]);

/** What some deltas do in turn, as a set of changes: each layer once, with its last content, in an order of its own. */
export function composition(...deltas: readonly Delta[]): Delta {
  const last = new Map<string, Change>();
  for (const change of deltas.flat()) last.set(keyOf(change, change.layer), change);
  return inOneOrder([...last.values()]);
}

/** The same changes, in an order that only depends on which they are. */
export function inOneOrder(delta: Delta): Delta {
  return delta
    .map((change) => ({ key: keyOf(change, change.layer), change }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ change }) => change);
}

/** Whether a delta names each layer of a cell at most once. */
export function isSet(delta: Delta): boolean {
  return new Set(delta.map((change) => keyOf(change, change.layer))).size === delta.length;
}

/** Everything that cells hold once a delta was applied, layer by layer in an order that only depends on the layers. */
export function contentsAfter(cells: readonly Cell[], delta: Delta = []): readonly (readonly [string, number])[] {
  const contents = new Map<string, number>();
  for (const cell of cells)
    for (const layer of ["value", "weight"] as const) {
      const content = cell[layer];
      if (content !== undefined) contents.set(keyOf(cell, layer), content);
    }
  for (const change of delta)
    if (change.content === undefined) contents.delete(keyOf(change, change.layer));
    else contents.set(keyOf(change, change.layer), change.content + 0);
  return [...contents].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}
