import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { Columns } from "../src/columns.ts";

const step = fc.tuple(fc.nat(12), fc.nat(300), fc.boolean(), fc.double({ noNaN: true }));

test("columns are a map of maps, whatever is inserted and removed", () => {
  const property = fc.property(fc.array(step, { maxLength: 3_000, size: "max" }), (steps) => {
    const columns = new Columns();
    const model = new Map<number, Map<number, number>>();
    for (const [slice, slot, isInsert, content] of steps) {
      columns.admit(slice);
      const cells = model.get(slice) ?? new Map<number, number>();
      model.set(slice, cells);
      const place = columns.find(slice, slot);
      expect(place >= 0).toBe(cells.has(slot));
      if (place >= 0 && !isInsert) {
        columns.remove(slice, place);
        cells.delete(slot);
      } else if (place < 0 && isInsert) {
        columns.insert(slice, ~place, slot, content);
        cells.set(slot, content);
      }
    }
    for (const [slice, cells] of model) {
      const slots = columns.slotsOf(slice);
      expect([...slots]).toEqual([...cells.keys()].sort((a, b) => a - b));
      for (const slot of slots) expect(columns.contents[columns.find(slice, slot)]).toBe(cells.get(slot));
    }
  });
  fc.assert(property, { seed: inject("seed"), numRuns: Math.ceil(inject("runs") / 10) });
});

test("rooms that were left are given up: a fleet that comes and goes takes no more than one fleet", () => {
  const columns = new Columns();
  for (let round = 0; round < 20; round++) {
    for (let slice = 0; slice < 1_000; slice++) {
      columns.admit(slice);
      for (let slot = 0; slot < 30; slot++) columns.insert(slice, ~columns.find(slice, slot), slot, slot);
    }
    for (let slice = 0; slice < 1_000; slice++) {
      for (let slot = 0; slot < 30; slot++) columns.remove(slice, columns.find(slice, slot));
    }
  }
  expect(columns.contents.length).toBeLessThanOrEqual(1_000 * 72);
});
