import type { Cell, Change, Cursor, Delta, Writer } from "@thalweg/core";
import type { Contents } from "@thalweg/core/testing";
import { everything } from "@thalweg/core/testing";
import { refusal, same } from "./assert.ts";
import type { AnyTensor, Subject } from "./subject.ts";

/** A tensor of the subject with these cells, written in this order. */
export function tensorOf(subject: Subject, { levels, cells }: Pick<Contents, "levels" | "cells">): AnyTensor {
  const tensor: AnyTensor = new subject.Tensor(levels);
  writeCells(rootOf(tensor), cells);
  return tensor;
}

/** The writer that may write everything. */
export function rootOf(tensor: AnyTensor): Writer {
  return tensor.writer(tensor.levels[0] ?? "");
}

/** Writes cells one by one. */
export function writeCells(writer: Writer, cells: readonly Cell[]): void {
  for (const { level, instance, option, dimension, value, weight } of cells) {
    if (value !== undefined) writer.setValue(level, instance, option, dimension, value);
    if (weight !== undefined) writer.setOptionWeight(level, instance, option, dimension, weight);
  }
}

/** The changes that write these cells. */
export function deltaOf(cells: readonly Cell[]): Change[] {
  return cells.flatMap(({ value, weight, ...at }): Change[] => [
    ...(value === undefined ? [] : [{ ...at, layer: "value" as const, content: value }]),
    ...(weight === undefined ? [] : [{ ...at, layer: "weight" as const, content: weight }]),
  ]);
}

/** Everything that can be read of a tensor by some cursors, explanations and the snapshot included. */
export function readings(tensor: AnyTensor, cursors: readonly Cursor[]): unknown {
  return {
    everything: everything(tensor, cursors),
    revision: tensor.revision,
    explanations: cursors.map((cursor) => tensor.explain(cursor)),
    snapshot: [...tensor.snapshot()],
    json: tensor.toJSON(),
  };
}

/** Fails unless an act leaves a tensor as it was: every read, the revision, and nobody notified; returns the refusal, if any. */
export function unchanged(
  subject: Subject,
  tensor: AnyTensor,
  cursors: readonly Cursor[],
  act: () => unknown,
): InstanceType<Subject["TensorError"]> | undefined {
  const before = readings(tensor, cursors);
  let notified = 0;
  const ends = [tensor.subscribe(() => notified++), ...cursors.map((cursor) => tensor.watch(cursor, () => notified++))];
  try {
    return refusal(subject, act);
  } finally {
    for (const end of ends) end();
    same(notified, 0, "the number of notifications");
    same(readings(tensor, cursors), before, "what is read afterwards");
  }
}

/** A delta applied by a writer that may write everything. */
export function applied(tensor: AnyTensor, delta: Delta): AnyTensor {
  rootOf(tensor).apply(delta);
  return tensor;
}
