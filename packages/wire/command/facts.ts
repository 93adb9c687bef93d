import { readFileSync } from "node:fs";
import { type Declaration, Tensor, TensorError } from "@thalweg/core";
import { CommandError } from "./failures.ts";
import { unreadable } from "./key-file.ts";

/** The cells that a file declares for these levels. Throws a {@link CommandError}. */
export function readFacts(path: string, levels: readonly string[]): Tensor<readonly string[]> {
  let content: Partial<Declaration> | null;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandError(`${path} is no JSON: ${error.message}`);
    throw unreadable(error, path, "give another --facts.");
  }
  const { levels: declared, cells } = content ?? {};
  if (JSON.stringify(declared) !== JSON.stringify(levels)) {
    throw new CommandError(`${path} is for other levels; its "levels" have to be ${JSON.stringify(levels)}.`);
  }
  try {
    // What it is stands to be checked there.
    return Tensor.fromJSON({ levels, cells: cells as Declaration["cells"] });
  } catch (error) {
    if (!(error instanceof TensorError)) throw error;
    throw new CommandError(`${path} has a cell that cannot be: ${error.message}`);
  }
}
