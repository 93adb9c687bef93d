import type { Contents } from "@thalweg/core/testing";
import { expect } from "vitest";
import { type Cell, type Tensor, TensorError, type Writer } from "../src/index.ts";
import { readings } from "./readings.ts";

/** A writer whose type does not say which levels it may write. */
export function writerOf(tensor: Tensor, level: string, instance?: string): Writer {
  return instance === undefined ? tensor.writer(level) : tensor.writer(level, instance);
}

/** Writes cells one by one. */
export function writeCells(writer: Writer, cells: readonly Cell[]): void {
  for (const { level, instance, option, dimension, value, weight } of cells) {
    if (value !== undefined) writer.setValue(level, instance, option, dimension, value);
    if (weight !== undefined) writer.setOptionWeight(level, instance, option, dimension, weight);
  }
}

/** The error that an act is refused with, or nothing where it is not; anything else that is thrown passes. */
export function refusal(act: () => unknown): TensorError | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof TensorError) return error;
    throw error;
  }
}

/** Expects an act to leave a tensor as it was, every read of it, and nobody to be told; returns the refusal, if any. */
export function unchanged(tensor: Tensor, cursors: Contents["cursors"], act: () => unknown): TensorError | undefined {
  const asked = { cursors, options: tensor.options(), dimensions: tensor.dimensions() };
  const read = () => [tensor.revision, [...tensor.snapshot()], readings(tensor, asked)];
  const before = read();
  let told = 0;
  const ends = [tensor.subscribe(() => told++), ...cursors.map((cursor) => tensor.watch(cursor, () => told++))];
  const refused = refusal(act);
  for (const end of ends) end();
  expect(told).toBe(0);
  expect(read()).toStrictEqual(before);
  return refused;
}
