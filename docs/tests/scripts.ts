import { type Document, type Fence, fencesOf } from "../documents.ts";

/** A run of example lines in a script. */
export interface Block {
  /** Its first and last line, counted from 1. */
  readonly from: number;
  readonly to: number;
  /** What its console.log calls without a comment print; absent where that is not said. */
  readonly prints?: string;
  /** Whether printing what is not said is an error. */
  readonly strict: boolean;
}

/** Examples that run as one module. Every line stands where it stands in the document, and the other lines are empty. */
export interface Script {
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** The `ts` blocks of a markdown document, which are one script from top to bottom; nothing where it has none. */
export function scriptOfPage(page: Document): Script | undefined {
  const fences = fencesOf(page);
  const lines = page.text.split("\n").map(() => "");
  const blocks = fences.flatMap((fence, at): Block[] => {
    if (fence.language !== "ts") return [];
    for (const [offset, line] of fence.lines.entries()) lines[fence.opens + offset] = line;
    const output = outputOf(page, fence, fences[at + 1]);
    return [
      { from: fence.opens + 1, to: fence.closes - 1, strict: true, ...(output !== undefined && { prints: output }) },
    ];
  });
  return blocks.length === 0 ? undefined : { path: page.path, text: lines.join("\n"), blocks };
}

/** The `@example`s of a TypeScript source, each a script of its own. */
export function scriptsOfSource({ path, text }: Document): readonly Script[] {
  const lines = text.split("\n");
  return lines.flatMap((line, at): Script[] => {
    if (!/^\s*\* @example\b/.test(line)) return [];
    const length = lines.slice(at + 1).findIndex((next) => /^\s*\*(\/| @)/.test(next));
    const code = lines
      .slice(at + 1, at + 1 + length)
      .map((next) => next.replace(/^\s*\* ?/, (star) => " ".repeat(star.length)));
    const all = lines.map((_, index) => code[index - at - 1] ?? "");
    return [{ path, text: all.join("\n"), blocks: [{ from: at + 2, to: at + 1 + length, strict: false }] }];
  });
}

/** The text block that follows a fence with nothing between: what the examples print. */
function outputOf({ text }: Document, fence: Fence, next: Fence | undefined): string | undefined {
  if (next?.language !== "text") return undefined;
  const between = text.split("\n").slice(fence.closes, next.opens - 1);
  return between.every((line) => line.trim() === "") ? next.lines.join("\n") : undefined;
}
