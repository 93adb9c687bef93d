import { expect, test } from "vitest";
import { Cells } from "../../src/codec/cells.ts";
import { encodeFrame } from "../../src/codec/encode.ts";
import { encodeEntry } from "../../src/codec/encode-entry.ts";
import type { Frame } from "../../src/codec/frames.ts";
import { encodeHubState } from "../../src/codec/hub-state.ts";
import { WireError } from "../../src/errors.ts";

/** The place of the mistake that keeps something from being written. */
function refusedAt(write: () => unknown): string | undefined {
  try {
    write();
  } catch (error) {
    if (error instanceof WireError && error.code === "invalid-option") return error.place;
    throw error;
  }
  throw new Error("it is written");
}

const cellsOf = (...rows: readonly (readonly [number, number, number, number, number])[]): Cells => {
  const cells = new Cells();
  for (const row of rows) cells.push(...row);
  return cells;
};

test("what no reader would take is not written, and the error says where it stands", () => {
  const part = (cells: Cells): Frame => ({ kind: "part", cells });
  const cases: readonly (readonly [place: string, frame: Frame, number?: number])[] = [
    ["message", { kind: "renew" }, -1],
    ["message", { kind: "renew" }, 2 ** 53],
    ["acknowledge.sequence", { kind: "acknowledge", sequence: 0.5 }],
    ["acknowledge.sequence", { kind: "acknowledge", sequence: NaN }],
    ["bye.code", { kind: "bye", code: "\ud800" }],
    ["bye.code", { kind: "bye", code: "a".repeat(1025) }],
    ["delta.base", { kind: "delta", base: -2, revision: 0, cells: new Cells() }],
    ["names.numbers", { kind: "names", numbers: [1, 1], names: ["a", "b"] }],
    ["names.numbers", { kind: "names", numbers: [2 ** 32], names: ["a"] }],
    ["names.numbers", { kind: "names", numbers: [-1], names: ["a"] }],
    ["part.cells", part(cellsOf([0, 0, 1, 1, 1], [0, 0, 1, 1, 2]))],
    ["part.cells", part(cellsOf([0, 0, 2, 1, 1], [0, 0, 1, 1, 2], [0, 0, 2, 1, NaN]))],
    ["part.cells", part(cellsOf([0, 0, 5000, 1, 1], [0, 0, 1, 5000, 2], [0, 0, 5000, 1, NaN]))],
    ["part.cells", part(cellsOf([9, 0, 2 ** 24, 1, 1], [0, 0, 1, 2 ** 24, 2], [9, 0, 2 ** 24, 1, 1]))],
    ["part.cells", part(cellsOf([0, 0, 0, 0, -Infinity]))],
    ["part.cells", part(cellsOf([0, 1, 0, 0, Infinity]))],
    ["part.cells", part(cellsOf([2 ** 20, 0, 2 ** 20, 2 ** 20, 1]))],
  ];
  const descending = cellsOf(...Array.from({ length: 10 }, (_, i) => [0, 0, 19 - i, 0, 1] as const));
  for (const [place, frame, number = 0] of cases) {
    // What an earlier frame left in the memory that is used again must not hide a mistake.
    encodeFrame(part(descending), 0);
    expect(
      refusedAt(() => encodeFrame(frame, number)),
      JSON.stringify(frame),
    ).toBe(place);
  }
});

test("entries and states that could not be read again are not written", () => {
  const cells = cellsOf([0, 0, 0, 0, 1]);
  const named = { slices: [[0, ""]], names: ["a"], cells } as const;
  const incarnation = "0".repeat(32);
  const state = { tensor: "", levels: [], revision: 0, answered: [], held: [], withdrawn: named, standing: named };
  for (const wrong of [
    { ...named, slices: [] },
    { ...named, names: [] },
    { ...named, names: [""] },
    { ...named, names: ["a", "a"] },
    { ...named, slices: [[32, ""]] as const },
    { ...named, slices: [[1, ""] as const, [1, ""] as const] },
  ]) {
    expect(refusedAt(() => encodeEntry({ kind: "write", ...wrong }))).toBe("write.named");
    expect(refusedAt(() => encodeHubState({ ...state, standing: wrong }))).toBe("hub.standing");
  }
  for (const name of ["", "0".repeat(31), "A".repeat(32), "g".repeat(32)]) {
    const entry = { kind: "refuse", incarnation: name, sequence: 1, code: "" } as const;
    expect(refusedAt(() => encodeEntry(entry))).toBe("refuse.incarnation");
    expect(refusedAt(() => encodeHubState({ ...state, answered: [[name, 1, ""]] }))).toBe("hub.answered");
  }
  const twice = [
    [incarnation, 1, ""],
    [incarnation, 2, ""],
  ] as const;
  expect(refusedAt(() => encodeHubState({ ...state, answered: twice }))).toBe("hub.answered");
});
