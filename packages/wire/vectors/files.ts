import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Case } from "./case.ts";
import { cells } from "./cases/cells.ts";
import { frames } from "./cases/frames.ts";
import { limits } from "./cases/limits.ts";
import { refusals } from "./cases/refused.ts";
import { stored } from "./cases/stored.ts";

/** The cases by file, as they are written by hand. */
export const authored: Readonly<Record<string, readonly Case[]>> = { frames, cells, refused: refusals, limits, stored };

/** The folder of the vectors. */
export const folder: string = fileURLToPath(new URL(".", import.meta.url));

const pathOf = (file: string): string => join(folder, `${file}.json`);

/** The cases that stand in a file. */
export function readCases(file: string): readonly Case[] {
  const path = pathOf(file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).cases : [];
}

/** A case with its keys in their order, and nothing that is not there. */
export function plain({ id, clause, says, of, limits, hex, gives, refused }: Case): Case {
  return JSON.parse(JSON.stringify({ id, clause, says, of, limits, hex, gives, refused }));
}

/** The text of a file with these cases in it: in ASCII, so that no editor mends a name, and a line for each key. */
export function textOf(cases: readonly Case[]): string {
  const one = (each: Case): string =>
    `{\n${Object.entries(each)
      .map(([key, content]) => `  ${line(key)}: ${line(content)}`)
      .join(",\n")}\n}`;
  return `{"protocol": 1, "cases": [\n${cases.map(one).join(",\n")}\n]}\n`;
}

const line = (data: unknown): string =>
  JSON.stringify(data).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** What a case is known by once it was released: any change of it is another hash. */
export function hashOf(one: Case): string {
  return createHash("sha256").update(JSON.stringify(one)).digest("hex").slice(0, 16);
}

/** The hashes of what was released, by id. */
export function readReleased(): ReadonlyMap<string, string> {
  const path = join(folder, "released.txt");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  return new Map(text.split("\n").flatMap((row) => (row === "" ? [] : [row.split(" ") as [string, string]])));
}
