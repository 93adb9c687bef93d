import { readdirSync, readFileSync } from "node:fs";
import * as index from "@thalweg/adapters";
import { HARDWARE, PROVIDERS } from "@thalweg/adapters";
import * as catalogue from "@thalweg/adapters/catalogue";
import * as groq from "@thalweg/adapters/groq";
import * as outcomes from "@thalweg/adapters/outcomes";
import * as reading from "@thalweg/adapters/reading";
import { expect, test } from "vitest";

const filesOf = (folder: string): string[] =>
  readdirSync(new URL(`../src/${folder}`, import.meta.url))
    .map((file) => file.replace(/[.]ts$/, ""))
    .filter((name) => !["declaration", "table"].includes(name));
const { exports } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  exports: Record<string, { types: string; default: string }>;
};

test("every kind of hardware has a file of its name and a place in the table", () => {
  expect(HARDWARE.map(({ name }) => name).sort()).toEqual(filesOf("hardware").sort());
});

test("every provider has a file of its name, a place in the table, an entry and a subpath", () => {
  const names = PROVIDERS.map(({ name }) => name).sort();
  expect(names).toEqual(filesOf("providers").sort());
  const others = ["", "catalogue", "outcomes", "package.json", "reading"];
  const ofProviders = (paths: readonly string[]) => paths.filter((path) => !others.includes(path)).sort();
  expect(names).toEqual(ofProviders(filesOf("entries")));
  expect(names).toEqual(ofProviders(Object.keys(exports).map((path) => path.slice(2))));
  for (const name of names) {
    expect(exports[`./${name}`]).toEqual({
      types: `./dist/entries/${name}.d.ts`,
      default: `./dist/entries/${name}.js`,
    });
  }
});

test("a provider runs on known hardware, names a page of documentation, and claims no region for everyone", () => {
  const kinds = HARDWARE.map(({ name }) => name);
  for (const { hardware, documentation, residency } of PROVIDERS) {
    for (const kind of hardware) expect(kinds).toContain(kind);
    expect(documentation).toMatch(/^https:\/\//);
    expect(residency).toEqual([]);
  }
});

test("subpaths give what they are named after", () => {
  expect(Object.keys(groq).sort()).toEqual(["GROQ", "outcomeFromGroq", "streamFromGroq"]);
  expect(groq.GROQ).toBe(PROVIDERS.find(({ name }) => name === "groq"));
  expect(Object.keys(outcomes).sort()).toEqual(["lessonOf", "observationsOf", "shapeOf"]);
  expect(Object.keys(reading)).toEqual(
    expect.arrayContaining(["classifyStep", "correctStep", "difficulty", "readRequest"]),
  );
  expect(Object.keys(catalogue)).toContain("catalogueModel");
});

test("nothing stands in two entries", () => {
  const names = [index, reading, outcomes, groq, catalogue].flatMap((entry) => Object.keys(entry));
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
