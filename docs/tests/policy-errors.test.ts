import { expect, test } from "vitest";
import { documents } from "../documents.ts";
import { membersOf } from "./type-check.ts";

test("the table has the codes of PolicyErrorCode, each once, and no other", () => {
  const [page] = documents("docs/policy-errors.md");
  const codes = page?.text.split("\n").flatMap((line) => /^\| `([a-z-]+)` /.exec(line)?.[1] ?? []) ?? [];
  expect(codes.length).toBeGreaterThan(0);
  expect([...codes].sort()).toEqual([...membersOf("packages/policy/src/errors.ts", "PolicyErrorCode")].sort());
});
