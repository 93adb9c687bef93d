import { expect, test } from "vitest";
import { Cells } from "../../src/codec/cells.ts";
import type { Hello } from "../../src/codec/frames.ts";
import { SliceHistory } from "../../src/hub/history.ts";
import { State } from "../../src/hub/state.ts";
import { isKnown } from "../../src/hub/welcome.ts";
import { keyOf } from "../../src/session/names.ts";

test("W8: what was unset is forgotten, but for about as many cells as stand, however many there were", () => {
  const history = new SliceHistory(0);
  const told = () => {
    const cells = new Cells();
    history.since(0, 0, cells);
    return cells.length;
  };
  for (let i = 0; i < 10_000; i++) {
    history.set(keyOf(0, i, 0), i, 2 * i + 1);
    if (i >= 10) history.set(keyOf(0, i - 10, 0), NaN, 2 * i + 2);
    expect(told()).toBeLessThanOrEqual(2 * history.size + 65);
  }
  expect(history.size).toBe(10);
  expect(history.horizon).toBeGreaterThan(0);
});

test("W5: a replica that knows more than the hub, or another history, is told everything anew", () => {
  const state = new State("t", ["global"]);
  const epoch = "e".repeat(32);
  const hello: Hello = {
    kind: "hello",
    versions: [1, 1],
    tensor: "t",
    levels: ["global"],
    incarnation: "a".repeat(32),
    cursor: [""],
    epoch,
    revision: 0,
    token: "",
  };
  expect(isKnown(hello, ["0/"], state, epoch)).toBe(true);
  expect(isKnown({ ...hello, revision: 1 }, ["0/"], state, epoch)).toBe(false);
  expect(isKnown(hello, ["0/"], state, "f".repeat(32))).toBe(false);
});
