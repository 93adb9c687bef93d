import { expect, test } from "vitest";
import { pages } from "../adapters.ts";

const all = pages();

test("the tables of the adapters are in the guide, and the situations in their page", () => {
  expect(all.map(({ path }) => path)).toEqual(["docs/guide/adapters.md", "docs/situations.md"]);
});

for (const { path, is, should } of all) {
  test(`${path} says what the run says (else: node docs/adapters.ts --write)`, () => {
    expect(is).toBe(should);
  });
}
