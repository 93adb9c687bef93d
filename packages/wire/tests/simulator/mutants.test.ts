import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mutants } from "../../simulator/mutants.ts";

const textOf = (file: string) => readFileSync(new URL(`../../src/${file}`, import.meta.url), "utf8");

test.for(mutants)("what is to be broken stands in the protocol, once: $says", ({ file, from, to }) => {
  expect(textOf(file).split(from).length - 1).toBe(1);
  expect(to).not.toBe(from);
});

test("each mutant says what no other does", () => {
  expect(new Set(mutants.map(({ says }) => says)).size).toBe(mutants.length);
});
