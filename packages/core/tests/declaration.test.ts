import { contents, index, name, pick } from "@thalweg/core/testing";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { type Declaration, Tensor, TensorError } from "../src/index.ts";
import { readings, tensorOf } from "./readings.ts";

const options = { seed: inject("seed"), numRuns: inject("runs") };
const good = { level: "a", dimension: "k", value: 1 };

/** What a declaration is refused with, if it is; anything may be handed over, as by a caller without types. */
function refusal(declaration: unknown): TensorError | undefined {
  try {
    Tensor.fromJSON(declaration as Declaration);
    return undefined;
  } catch (error) {
    if (error instanceof TensorError) return error;
    throw error;
  }
}

test("a declaration holds every cell: from it comes the same tensor, as an object, through JSON and as text", () => {
  const property = fc.property(contents({ maxCells: 40 }), (drawn) => {
    const tensor = tensorOf(drawn);
    const read = readings(tensor, drawn);
    const text = JSON.stringify(tensor);
    for (const declaration of [tensor.toJSON(), JSON.parse(text), text])
      expect(readings(Tensor.fromJSON(declaration), drawn)).toStrictEqual(read);
    expect(JSON.parse(text)).toStrictEqual(tensor.toJSON());
  });
  fc.assert(property, options);
});

test("a declaration lists the cells in canonical order, with +∞ as a word", () => {
  const property = fc.property(contents(), (drawn) => {
    const tensor = tensorOf(drawn);
    const cells = Array.from(tensor.cells(), (cell) =>
      cell.value === Number.POSITIVE_INFINITY ? { ...cell, value: "inf" } : cell,
    );
    expect(tensor.toJSON()).toStrictEqual({ levels: drawn.levels, cells });
  });
  fc.assert(property, options);
});

test("−0 is stored as +0", () => {
  const property = fc.property(name, name, name, name, (level, instance, option, dimension) => {
    const at = { level, instance, option, dimension };
    const tensor = Tensor.fromJSON({ levels: [level], cells: [{ ...at, value: -0, weight: -0 }] });
    expect([...tensor.cells()]).toStrictEqual([{ ...at, value: 0, weight: 0 }]);
  });
  fc.assert(property, options);
});

test("what is left out is shared, and the floor is the cell's own level", () => {
  const declared = Tensor.fromJSON({
    levels: ["a", "b"],
    cells: [
      { level: "b", dimension: "k", value: "inf" },
      { floor: "a", level: "b", instance: "i", option: "o", dimension: "k", value: 2, weight: 3 },
      { floor: undefined, level: "a", instance: undefined, option: undefined, dimension: "k", weight: 4 },
    ],
  });
  expect([...declared.cells()]).toStrictEqual([
    { level: "a", instance: "", option: "", dimension: "k", weight: 4 },
    { level: "b", instance: "", option: "", dimension: "k", value: Number.POSITIVE_INFINITY },
    { level: "b", instance: "i", option: "o", dimension: "k", value: 2, weight: 3 },
  ]);
});

test("what has not the shape of a declaration is refused", () => {
  const shapeless = [
    "",
    "{",
    "null",
    null,
    undefined,
    7,
    [],
    {},
    { levels: ["a"] },
    { cells: [] },
    { levels: "a", cells: [] },
    { levels: ["a"], cells: {} },
    { levels: ["a"], cells: [], version: 1 },
  ];
  for (const declaration of shapeless) expect(refusal(declaration)?.code).toBe("invalid-declaration");
  expect(refusal({ levels: [], cells: [] })?.code).toBe("invalid-levels");
  expect(refusal({ levels: ["a", "a"], cells: [] })?.code).toBe("invalid-levels");
  for (const cell of [null, 7, {}, { level: "a", dimension: "k" }, { ...good, wieght: 1 }]) {
    const error = refusal({ levels: ["a"], cells: [good, cell] });
    expect(error?.code).toBe("invalid-declaration");
    expect(error?.place).toMatch(/^cells\[1\]/);
  }
});

test("a refusal while a tensor is declared keeps its code and says where", () => {
  const cases: readonly (readonly [cell: object, code: string, place: string])[] = [
    [{ ...good, value: Number.NaN }, "invalid-value", "value"],
    [{ ...good, value: "1" }, "invalid-value", "value"],
    [{ ...good, value: "-inf" }, "invalid-value", "value"],
    [{ ...good, value: null }, "invalid-value", "value"],
    [{ ...good, weight: Number.POSITIVE_INFINITY }, "invalid-weight", "weight"],
    [{ ...good, weight: "inf" }, "invalid-weight", "weight"],
    [{ ...good, dimension: "" }, "invalid-name", "dimension"],
    [{ ...good, option: "\uD800" }, "invalid-name", "option"],
    [{ ...good, instance: 1 }, "invalid-name", "instance"],
    [{ ...good, level: "c" }, "unknown-level", "level"],
    [{ ...good, floor: "c" }, "unknown-level", "floor"],
    [{ ...good, floor: "b" }, "write-up", "level"],
  ];
  const property = fc.property(fc.nat(9), index, (before, at) => {
    const [cell, code, place] = pick(cases, at);
    const cells = [...Array.from({ length: before }, () => good), cell, good];
    const error = refusal({ levels: ["a", "b"], cells });
    expect(error?.code).toBe(code);
    expect(error?.place).toBe(`cells[${before}].${place}`);
  });
  fc.assert(property, options);
  expect(refusal({ levels: ["a"], cells: [{ ...good, level: "b" }] })?.coordinate).toEqual({ level: "b" });
  expect(refusal({ levels: ["a", "b"], cells: [{ ...good, floor: "b" }] })?.coordinate.level).toBe("a");
});
