import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as answers from "../../src/codec/answers.ts";
import * as fields from "../../src/codec/fields.ts";
import * as identities from "../../src/codec/identities.ts";
import * as namedCells from "../../src/codec/named-cells.ts";
import * as schemas from "../../src/codec/schema.ts";
import * as versions from "../../src/codec/versions.ts";

/**
 * The hash of the schema of each version of the protocol. A version that was released keeps its hash: where the test
 * fails, what was changed is another version, and gets a line of its own here.
 */
const hashes: Readonly<Record<number, string>> = { 1: "7355e1fe73519c33" };

const names = new Map<unknown, string>(
  [answers, fields, identities, namedCells, versions].flatMap((module) =>
    Object.entries(module).map(([name, field]) => [field, name] as const),
  ),
);

/** Every schema as data: kinds with their numbers, and their fields with the names of their types, in their order. */
const { protocolVersion, ...tables } = schemas;
const schema = Object.entries(tables).map(([name, kinds]) => [
  name,
  Object.entries(kinds).map(([kind, [number, fields]]) => [
    kind,
    number,
    Object.entries(fields).map(([field, type]) => [field, names.get(type)]),
  ]),
]) as readonly [string, readonly [kind: string, number: number, fields: readonly [string, string][]][]][];

test("the version of the protocol is tied to its schema (P6.3)", () => {
  const hash = createHash("sha256").update(JSON.stringify(schema)).digest("hex").slice(0, 16);
  expect(hash).toBe(hashes[protocolVersion]);
});

test("every type of field has a name, every kind a number of its own", () => {
  const kinds = schema.flatMap(([, kinds]) => kinds);
  expect(kinds.flatMap(([, , fields]) => fields).filter(([, type]) => type === undefined)).toEqual([]);
  expect(new Set(kinds.map(([, number]) => number)).size).toBe(kinds.length);
});

test("the page has every kind with its number and its fields in their order", () => {
  const page = readFileSync(new URL("../../PROTOCOL.md", import.meta.url), "utf8");
  const clauses = page.split(/^\*\*/m);
  for (const [name, kinds] of schema) {
    for (const [kind, number, fields] of kinds) {
      const isRow = name === "entrySchema" || name === "replicaRecordSchema";
      const text = isRow
        ? page.split("\n").find((line) => line.startsWith(`| ${number} _${kind}_`))
        : clauses.find((clause) => new RegExp(`kind ${number}\\b`).test(clause));
      const found = Array.from((text ?? "").matchAll(/(?:^|\| |, )`(\w+)`(?= )/gm), ([, field]) => field);
      expect(text, `${kind}, kind ${number}`).toBeDefined();
      expect(found, `${kind}, kind ${number}`).toEqual(
        fields.map(([field]) => field).filter((each) => each !== "named"),
      );
    }
  }
});
