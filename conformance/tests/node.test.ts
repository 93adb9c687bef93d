import { expect, inject, test } from "vitest";

test("the laws run in the Node that was asked for", () => {
  expect(process.version.startsWith(`v${inject("node")}.`), process.version).toBe(true);
});
