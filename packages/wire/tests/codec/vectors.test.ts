import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { frameSchema } from "../../src/codec/schema.ts";
import type { Case } from "../../vectors/case.ts";
import { authored, hashOf, plain, readCases, readReleased, textOf } from "../../vectors/files.ts";
import { mistakeIn } from "../../vectors/perform.ts";
import { codecs } from "./codecs.ts";

const files = Object.keys(authored);
const cases = files.flatMap(readCases);
const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("PROTOCOL.md", root), "utf8");
const clauses = Array.from(page.matchAll(/^\*\*(P\d+\.\d+)\*\*/gm), ([, clause]) => clause as string);

test("there are vectors, at least 60, no two of one id, some for every kind of frame", () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  const kinds = new Set(cases.flatMap(({ of, gives }) => (of === "frame" && gives ? [gives.kind] : [])));
  expect([...kinds].sort()).toEqual(Object.keys(frameSchema).sort());
});

test("the codec reads and writes every vector as it says", () => {
  expect(cases.flatMap((one) => mistakeIn(codecs, one) ?? [])).toEqual([]);
});

test.each(files)("%s.json holds what was written by hand", (file) => {
  const text = readFileSync(new URL(`vectors/${file}.json`, root), "utf8");
  const made = new Map((authored[file] ?? []).map((one) => [one.id, plain(one)]));
  expect([...made.keys()].sort()).toEqual(
    readCases(file)
      .map(({ id }) => id)
      .sort(),
  );
  expect(text).toBe(textOf(readCases(file).map(({ id }) => made.get(id) as Case)));
});

test("what was released stands as it was, and what stands is released", () => {
  const lines = readFileSync(new URL("vectors/released.txt", root), "utf8").trimEnd().split("\n");
  const released = readReleased();
  expect(released.size, "an id has two lines").toBe(lines.length);
  expect(Object.fromEntries(cases.map((one) => [one.id, hashOf(one)]))).toEqual(Object.fromEntries(released));
  const [first] = cases;
  expect(first && hashOf({ ...first, says: `${first.says}.` })).not.toBe(first && hashOf(first));
});

test("every case cites a clause of the page, and says something", () => {
  for (const { id, clause, says, gives, refused } of cases) {
    expect(clauses, id).toContain(clause);
    expect(says, id).toMatch(/[^.]$/);
    expect((gives === undefined) !== (refused === undefined), id).toBe(true);
  }
});

test("clauses are numbered without gaps, and those that bytes can break are cited", () => {
  for (const [i, clause] of clauses.entries()) {
    const [section, number] = clause.slice(1).split(".").map(Number) as [number, number];
    const before = clauses[i - 1]?.slice(1).split(".").map(Number) ?? [0, 0];
    expect([before[0] === section ? (before[1] ?? 0) + 1 : 1, clause]).toEqual([number, clause]);
  }
  const cited = new Set(cases.map(({ clause }) => clause));
  const ownTests = ["P1.4", "P1.5", "P1.6", "P1.7", "P5.5", "P6.3", "P9.1"];
  const uncited = clauses.filter(
    (clause) => !cited.has(clause) && !ownTests.includes(clause) && !clause.startsWith("P7."),
  );
  expect(uncited).toEqual([]);
});

test("the clauses about sessions are cited by the tests of both ends", () => {
  const names = ["facade", "session"].flatMap((folder) => {
    const url = new URL(`tests/${folder}/`, root);
    const tests = readdirSync(url).filter((file) => file.endsWith(".test.ts"));
    return tests.flatMap((file) => readFileSync(new URL(file, url), "utf8").match(/(?:test|describe)\("[^"]+"/g) ?? []);
  });
  const cited = new Set(names.flatMap((name) => name.match(/P7\.\d+/g) ?? []));
  expect([...cited].toSorted()).toEqual(clauses.filter((clause) => clause.startsWith("P7.")));
});

test("the examples of the page are the bytes of the vectors", () => {
  const hexOf = (id: string): string => cases.find((one) => one.id === id)?.hex ?? "";
  const [, renew] = /`([0-9a-f ]+)` `92 08 00`/.exec(page) ?? [];
  expect(`${renew} 92 08 00`.replaceAll(" ", "")).toBe(hexOf("renew"));
  const lines = /```text\n(05 [\s\S]*?)```/.exec(page)?.[1]?.trimEnd().split("\n") ?? [];
  const bytes = lines.map((line) => line.split(/ {2,}/)[0]?.replaceAll(" ", "")).join("");
  expect(hexOf("publish").slice(8)).toBe(`9805020c${bytes}`);
});
