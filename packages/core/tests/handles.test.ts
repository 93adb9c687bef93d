import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { type CellHandle, Tensor, type Writer } from "../src/index.ts";
import { rootOf } from "./readings.ts";
import { refusal } from "./unchanged.ts";

const step = fc.record({
  act: fc.constantFrom("handle", "handle", "handle", "unset", "weigh", "set", "unset by name", "clear"),
  cell: fc.tuple(fc.nat(1), fc.nat(2), fc.nat(1)),
  content: fc.integer({ min: -2, max: 2 }),
});

test("a handle does what its writer would, whatever else was written in between", () => {
  const property = fc.property(fc.array(step, { maxLength: 60, size: "max" }), fc.boolean(), (steps, isWatched) => {
    const handled: Tensor = new Tensor(["level"]);
    const named: Tensor = new Tensor(["level"]);
    for (const tensor of [handled, named]) {
      rootOf(tensor).setWeight("level", "", "k0", 1);
      rootOf(tensor).setWeight("level", "", "k1", 2);
    }
    // Observed, a handle takes another way.
    const told: unknown[] = [];
    const expected: unknown[] = [];
    if (isWatched) {
      handled.subscribe((...change) => told.push(change));
      named.subscribe((...change) => expected.push(change));
    }
    const handles = new Map<string, CellHandle>();
    for (const { act, cell, content } of steps) {
      const [instance, option, dimension] = [`i${cell[0]}`, `o${cell[1]}`, `k${cell[2]}`] as const;
      const handle = handles.get(cell.join()) ?? rootOf(handled).cell("level", instance, option, dimension);
      handles.set(cell.join(), handle);
      const writer = rootOf(named);
      if (act === "handle") {
        handle.set(content);
        writer.setValue("level", instance, option, dimension, content);
      } else if (act === "unset") {
        handle.unset();
        writer.unsetValue("level", instance, option, dimension);
      } else if (act === "weigh") {
        handle.setWeight(content);
        writer.setOptionWeight("level", instance, option, dimension, content);
      } else
        for (const both of [rootOf(handled), writer]) {
          if (act === "set") both.setValue("level", instance, option, dimension, content);
          else if (act === "clear") both.clear("level", instance);
          else both.unsetValue("level", instance, option, dimension);
        }
      for (const at of ["i0", "i1"]) expect(handled.rank({ level: at })).toStrictEqual(named.rank({ level: at }));
      expect([...handled.cells()]).toStrictEqual([...named.cells()]);
      expect(handled.revision).toBe(named.revision);
      expect(told).toStrictEqual(expected);
    }
  });
  fc.assert(property, { seed: inject("seed"), numRuns: inject("runs") });
});

test("what a handle wrote in a batch that was abandoned is undone, and it writes on", () => {
  const tensor: Tensor = new Tensor(["level"]);
  const writer = rootOf(tensor);
  const handle = writer.cell("level", "A", "o", "k");
  for (const content of [1, 2, 3]) {
    const before = [...tensor.cells()];
    const abandoned = () =>
      writer.batch(() => {
        handle.set(-content);
        handle.setWeight(-content);
        throw new RangeError("left half way");
      });
    expect(abandoned).toThrow(RangeError);
    expect([...tensor.cells()]).toStrictEqual(before);
    handle.set(content);
    expect(tensor.value({ level: "A" }, "o", "k")).toBe(content);
  }
});

test("a handle is checked as a write: when it is made the place, when it is used whether it is revoked, then the content", () => {
  const tensor: Tensor = new Tensor(["coarse", "fine"]);
  const writer: Writer = tensor.writer("fine", "mine");
  const codeOf = (act: () => unknown) => refusal(act)?.code;
  expect(codeOf(() => writer.cell("none", "\uD800", "o", ""))).toBe("unknown-level");
  expect(codeOf(() => writer.cell("coarse", "\uD800", "o", ""))).toBe("write-up");
  expect(codeOf(() => writer.cell("fine", "\uD800", "o", ""))).toBe("foreign-instance");
  expect(codeOf(() => writer.cell("fine", "mine", "\uD800", "k"))).toBe("invalid-name");
  const handle = writer.cell("fine", "mine", "o", "k");
  expect(codeOf(() => handle.set(Number.NaN))).toBe("invalid-value");
  expect(codeOf(() => handle.setWeight(Number.POSITIVE_INFINITY))).toBe("invalid-weight");
  writer.revoke();
  expect(codeOf(() => writer.cell("none", "\uD800", "o", ""))).toBe("revoked");
  expect(codeOf(() => handle.set(Number.NaN))).toBe("revoked");
  expect(codeOf(() => handle.setWeight(Number.NaN))).toBe("revoked");
  expect([...tensor.cells()]).toEqual([]);
});
