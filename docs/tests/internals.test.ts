import { expect, test } from "vitest";
import { documents } from "../documents.ts";

test("the guide to the internals tells of every file of the core, and of no other", () => {
  const [page] = documents("docs/guide/internals.md");
  const told = [...(page?.text ?? "").matchAll(/^\| `([\w-]+\.ts)` +\|/gm)].map(([, file]) => file);
  const files = documents("packages/core/src/*.ts").map(({ path }) => path.replace("packages/core/src/", ""));
  expect(told.sort()).toEqual(files.sort());
});
