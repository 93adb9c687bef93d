import { contents } from "@thalweg/core/testing";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { Reader, Tensor } from "../src/index.ts";
import { readings, rootOf } from "./readings.ts";
import { writeCells } from "./unchanged.ts";

test("a reader reads all that the tensor reads, live, and mints nothing (5.4)", () => {
  const property = fc.property(contents(), (drawn) => {
    const tensor: Tensor = new Tensor(drawn.levels);
    const reader = tensor.reader();
    let told = 0;
    let heard = 0;
    let expected = 0;
    reader.subscribe(() => told++);
    for (const cursor of drawn.cursors) {
      reader.watch(cursor, () => heard++);
      tensor.watch(cursor, () => expected++);
    }
    writeCells(rootOf(tensor), drawn.cells);
    expect(reader.levels).toEqual(tensor.levels);
    expect([told, heard]).toEqual([tensor.revision, expected]);
    expect(reader.revision).toBe(tensor.revision);
    expect(reader.snapshot()).toEqual(tensor.snapshot());
    expect(readings(reader, drawn)).toStrictEqual(readings(tensor, drawn));

    expect(reader).not.toBeInstanceOf(Tensor);
    for (const power of ["writer", "reader", "setValue", "batch", "apply"]) expect(power in reader).toBe(false);
    for (const key of Reflect.ownKeys(reader)) expect(Reflect.get(reader, key)).not.toBeInstanceOf(Tensor);
  });
  fc.assert(property, { seed: inject("seed"), numRuns: inject("runs") });
});

test("a tensor is a reader, too, and a reader has no way to one", () => {
  const tensor = new Tensor(["level"]);
  const reader = tensor.reader();
  expect(tensor).toBeInstanceOf(Reader);
  expect(Object.getPrototypeOf(reader)).toBe(Reader.prototype);
  expect(Reflect.ownKeys(reader)).toEqual([]);
});
