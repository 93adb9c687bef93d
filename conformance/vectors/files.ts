import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encode } from "../src/program/json.ts";
import type { Vector } from "../src/vectors.ts";

/** The folder of the vectors. */
export const folder: string = fileURLToPath(new URL(".", import.meta.url));

/** The sections of the algebra that have vectors; each is a file. */
export const sections = [
  "1-axes-and-names",
  "2-cells",
  "3-fold",
  "4-resolve",
  "5-writing",
  "6-ways-up",
  "7-explaining",
  "8-changes",
] as const;

/** A case as it stands in its file, before anything is read into it. */
export type RawCase = { readonly id: string } & { readonly [key: string]: unknown };

/** The text of a section's file, or nothing where there is none. */
export function readSection(section: string): string | undefined {
  const path = join(folder, `${section}.json`);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** The cases of a file, as they stand. */
export function rawCases(text: string | undefined): readonly RawCase[] {
  return text === undefined ? [] : JSON.parse(text).cases;
}

/** The text of a file with these cases in it. */
export function fileOf(section: string, cases: readonly string[]): string {
  const head = `{"protocol": 1, "section": ${section.split("-", 1)[0]}, "cases": [`;
  return `${head}\n${cases.join(",\n")}\n]}\n`;
}

/** A case as text: a line for each command and for each answer, in ASCII, so that no editor mends a name. */
export function caseOf({ commands, answers, ...head }: Vector): string {
  const lines = (name: string, list: readonly unknown[]): string =>
    list.length === 0
      ? `  "${name}": []`
      : `  "${name}": [\n${list.map((item) => `    ${line(item)}`).join(",\n")}\n  ]`;
  const { refused, ...given } = head;
  const entries = Object.entries(given).map(([key, content]) => `  ${line(key)}: ${line(content)}`);
  const end = answers === undefined ? `  "refused": ${line(refused)}` : lines("answers", answers);
  return `{\n${[...entries, lines("commands", commands), end].join(",\n")}\n}`;
}

function line(data: unknown): string {
  return encode(data).replace(/[\u007F-\uFFFF]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** What a case is known by once it was released: any change of it is another hash. */
export function hashOf(raw: RawCase): string {
  return createHash("sha256").update(JSON.stringify(raw)).digest("hex").slice(0, 16);
}

/** The hashes of what was released, by id. */
export function readReleased(): ReadonlyMap<string, string> {
  const path = join(folder, "released.txt");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  return new Map(text.split("\n").flatMap((row) => (row === "" ? [] : [row.split(" ") as [string, string]])));
}
