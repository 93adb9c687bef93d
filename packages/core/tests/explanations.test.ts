import { type Contents, contents } from "@thalweg/core/testing";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { type Cell, formatExplanation, Tensor, type Writer } from "../src/index.ts";

const drawn = contents({ maxCells: 40 });

test("an explanation survives JSON as it is, and bears a fingerprint of 16 hexadecimal digits", () => {
  const property = fc.property(drawn, (contents) => {
    const tensor = tensorOf(contents);
    for (const cursor of contents.cursors) {
      const explanation = tensor.explain(cursor);
      expect(JSON.parse(JSON.stringify(explanation))).toStrictEqual(explanation);
      expect(explanation.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    }
  });
  fc.assert(property, { seed: inject("seed"), numRuns: inject("runs") });
});

test("an explanation is not changed by later writes, and neither is the tensor by whoever changes an explanation", () => {
  const property = fc.property(drawn, (contents) => {
    const tensor = tensorOf(contents);
    const writer = rootOf(tensor);
    for (const cursor of contents.cursors) {
      const explanation = tensor.explain(cursor);
      const text = JSON.stringify(explanation);
      for (const option of contents.options) writer.setValue(contents.levels[0] ?? "", "", option, "k", 1);
      expect(JSON.stringify(explanation)).toBe(text);
      for (const { level, instance } of [...tensor.cells()]) writer.clear(level, instance);
      expect(JSON.stringify(explanation)).toBe(text);
      write(writer, contents.cells);
      emptied(explanation);
      expect(JSON.stringify(tensor.explain(cursor))).toBe(text);
    }
  });
  fc.assert(property, { seed: inject("seed"), numRuns: inject("runs") });
});

test("numbers that JSON cannot hold are words, and the number that a flip replaces is its `from`", () => {
  const tensor = new Tensor(["level"]);
  const writer = tensor.writer("level");
  for (const dimension of ["j", "k"]) writer.setWeight("level", "", dimension, 10);
  for (const [option, j, k] of [
    ["a", 1, 2],
    ["huge", 1e308, 1],
    ["little", -1e308, 1],
    ["none", 1e308, -1e308],
  ] as const) {
    writer.setValue("level", "", option, "j", j);
    writer.setValue("level", "", option, "k", k);
  }
  const { queue } = tensor.explain({});
  expect(queue.map(({ option, score }) => [option, score])).toEqual([
    ["little", "-inf"],
    ["a", 30],
    ["huge", "inf"],
    ["none", "nan"],
  ]);
  expect(queue.map(({ terms }) => terms.map(({ product }) => product))).toEqual([
    ["-inf", 10],
    [10, 20],
    ["inf", 10],
    ["inf", "-inf"],
  ]);

  writer.unsetValue("level", "", "little", "j");
  writer.unsetValue("level", "", "little", "k");
  writer.setValue("level", "", "b", "j", 5);
  const flip = tensor.explain({}, { among: ["a", "b"] }).flips[0];
  expect(flip).toMatchObject({ option: "b", from: 5, change: { option: "b", dimension: "j", layer: "value" } });
  expect(flip?.change.content).toBeLessThan(3);
});

test("every explanation can be formatted, and names whom it explains", () => {
  const property = fc.property(drawn, (contents) => {
    // Names that no other text contains, for the second table.
    const plain = contents.cells.map((cell) => ({
      ...cell,
      option: cell.option && `option${contents.options.indexOf(cell.option)}`,
    }));
    const tensor = tensorOf(contents);
    const named = tensorOf({ ...contents, cells: plain });
    for (const cursor of contents.cursors) {
      expect(formatExplanation(tensor.explain(cursor))).toBeTypeOf("string");
      const explanation = named.explain(cursor);
      const table = formatExplanation(explanation);
      for (const { option } of [...explanation.queue, ...explanation.gated]) expect(table).toContain(option);
    }
  });
  fc.assert(property, { seed: inject("seed"), numRuns: inject("runs") });
});

function tensorOf({ levels, cells }: Pick<Contents, "levels" | "cells">): Tensor {
  const tensor: Tensor = new Tensor(levels);
  write(rootOf(tensor), cells);
  return tensor;
}

/** The writer that may write everything. */
function rootOf(tensor: Tensor): Writer {
  return tensor.writer(tensor.levels[0] ?? "");
}

function write(writer: Writer, cells: readonly Cell[]): void {
  for (const { level, instance, option, dimension, value, weight } of cells) {
    if (value !== undefined) writer.setValue(level, instance, option, dimension, value);
    if (weight !== undefined) writer.setOptionWeight(level, instance, option, dimension, weight);
  }
}

/** Takes everything out of plain data that can be taken out. */
function emptied(data: unknown): void {
  if (typeof data !== "object" || data === null) return;
  for (const key of Object.keys(data)) {
    emptied(Reflect.get(data, key));
    Reflect.deleteProperty(data, key);
  }
}
