import { expect, test } from "vitest";
import { documents } from "../documents.ts";
import { run } from "./run.ts";
import { scriptOfPage } from "./scripts.ts";
import { membersOf } from "./type-check.ts";

const [page] = documents("docs/errors.md");
const prelude = page && scriptOfPage(page);
if (page === undefined || prelude === undefined) throw new Error("docs/errors.md has no examples.");

/** The rows of the table: | `code` | when | what to do | `example` |. */
const rows = page.text.split("\n").flatMap((text, at) => {
  const [, code, example] = /^\| `([a-z-]+)` +\| .+ \| .+ \| `([^|]+)` +\|$/.exec(text) ?? [];
  return code === undefined || example === undefined ? [] : [{ line: at + 1, code, example }];
});

test("the table has the codes of TensorErrorCode, each once, and no other", () => {
  const codes = membersOf("packages/core/src/errors.ts", "TensorErrorCode");
  expect(codes.length).toBeGreaterThan(0);
  expect(rows.map(({ code }) => code).sort()).toEqual([...codes].sort());
});

for (const { line, code, example } of rows) {
  // Types would refuse some of the examples sooner, so they are run as they are, and not compiled.
  test(`docs/errors.md:${line} is refused as ${code}`, async () => {
    const lines = prelude.text.split("\n");
    lines[line - 1] = `${example}; // throws ${code}`;
    expect(await run({ ...prelude, text: lines.join("\n") })).toEqual([]);
  });
}
