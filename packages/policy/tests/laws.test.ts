import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const here = fileURLToPath(new URL(".", import.meta.url));
const page = readFileSync(new URL("../../../docs/guide/policy-laws.md", import.meta.url), "utf8");

/** What the page lists: a law, and the file that holds it. */
const listed = [...page.matchAll(/^\| ([A-Z]\d+) +\| .*\(\.\.\/\.\.\/packages\/policy\/tests\/([^)]+)\) +\|$/gm)].map(
  ([, law, file]) => `${law} ${file}`,
);

/** What the tests name: a law in the title of a test, or of a group of them. */
const named = globSync("**/*.test.ts", { cwd: here }).flatMap((file) => {
  const text = readFileSync(`${here}/${file}`, "utf8");
  const titles = text.matchAll(/\b(?:test|describe)(?:\.\w+)*\(\s*["'`]law ([A-Z]\d+)\b/g);
  return [...titles].map(([, law]) => `${law} ${file.replaceAll("\\", "/")}`);
});

test("each law of the page is named by a test, and each that a test names is on the page", () => {
  expect(listed.length).toBeGreaterThan(40);
  expect([...new Set(named)].sort()).toEqual([...listed].sort());
});

test("no law stands on the page twice", () => {
  expect(new Set(listed).size).toBe(listed.length);
});
