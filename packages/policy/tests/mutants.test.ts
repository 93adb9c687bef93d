import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mutants } from "../mutants/mutants.ts";

const textOf = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");

test.for(mutants)("what is to be broken stands in the policy, once: $says", ({ file, from, to, test, law }) => {
  expect(textOf(`../src/${file}`).split(from).length - 1).toBe(1);
  expect(to).not.toBe(from);
  expect(existsSync(new URL(test, import.meta.url))).toBe(true);
  expect(textOf(test)).toMatch(new RegExp(`(test|describe)\\([^\\n]*\\blaw ${law}\\b`));
});

test("each mutant says what no other does, and there are thirty or more", () => {
  expect(new Set(mutants.map(({ says }) => says)).size).toBe(mutants.length);
  expect(mutants.length).toBeGreaterThanOrEqual(30);
});
