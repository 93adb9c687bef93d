import { globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root: string = fileURLToPath(new URL("..", import.meta.url));

/** A text file, by its path from the root. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/** A fenced block of a markdown document. */
export interface Fence {
  /** What stands after the opening fence. */
  readonly language: string;
  /** The lines of the two fences, counted from 1. */
  readonly opens: number;
  readonly closes: number;
  readonly lines: readonly string[];
}

const generated = new Set(["node_modules", "dist", "reference"]);

/** The documents whose paths match a glob, in the order of their paths. */
export function documents(...globs: readonly string[]): readonly Document[] {
  return globs
    .flatMap((glob) => globSync(glob, { cwd: root, exclude: (name) => generated.has(name) }))
    .map((path) => path.split(sep).join("/"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** Every markdown document of the repository. */
export function markdown(): readonly Document[] {
  return documents("*.md", "{bench,conformance,docs}/**/*.md", "packages/*/*.md");
}

/** The fenced blocks of a markdown document, in order; one that is never closed reaches to the end. */
export function fencesOf({ text }: Document): readonly Fence[] {
  const lines = text.split("\n");
  const fences: Fence[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, ticks, language] = /^\s*(```+)(.*)$/.exec(lines[at] ?? "") ?? [];
    if (ticks === undefined || language === undefined) continue;
    const opens = at + 1;
    do at++;
    while (at < lines.length && lines[at]?.trim() !== ticks);
    fences.push({ language: language.trim(), opens, closes: at + 1, lines: lines.slice(opens, at) });
  }
  return fences;
}
