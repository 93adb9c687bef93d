import type { Cursor } from "@thalweg/core";
import { PolicyError } from "../errors.ts";
import { checkName } from "./option-names.ts";

/** Names in one, so that each combination is another: those of RFC 6901, which nobody has to look up. */
const escaped = (name: string): string =>
  name.includes("~") || name.includes("/") ? name.replaceAll("~", "~0").replaceAll("/", "~1") : name;
const unescaped = (name: string): string => name.replaceAll("~1", "/").replaceAll("~0", "~");

/** An address as the instance of its finest level: the names from coarse to fine, `"acme/classify"`. */
export const instanceOf = (path: readonly string[]): string => path.map(escaped).join("/");

/** Back from {@link instanceOf}; the root is `""`. */
export const pathOf = (instance: string): readonly string[] => instance.split("/").map(unescaped);

/**
 * The address that a cursor names on these levels, coarsest first, which is the shared one: a name for each finer level.
 * Throws `invalid-name` where a name is missing between others, is none, or is of a level that there is not.
 */
export function addressOf(levels: readonly string[], cursor: Cursor, place = "cursor"): readonly string[] {
  if (typeof cursor !== "object" || cursor === null)
    throw new PolicyError("invalid-name", cursor, place, 'give an object, as { task: "math" }');
  for (const level of Object.keys(cursor)) {
    if (!levels.includes(level)) {
      throw new PolicyError("invalid-name", level, place, `the levels are ${levels.join(", ")}`);
    }
  }
  const path: string[] = [];
  let missing: string | undefined;
  for (let depth = 1; depth < levels.length; depth++) {
    const level = levels[depth] as string;
    // What an object inherits is no name: a level may be called `constructor`.
    const name = Object.hasOwn(cursor, level) ? (cursor[level] ?? "") : "";
    if (name === "") {
      missing ??= level;
      continue;
    }
    if (missing !== undefined) {
      const advice = `${level} is pooled below ${missing}: name both, or leave ${missing} out of the levels that are pooled`;
      throw new PolicyError("invalid-name", "no name", `${place}.${missing}`, advice);
    }
    path.push(checkName(name, `${place}.${level}`));
  }
  return path;
}

/** What a tensor is to be asked for at an address: each level's instance names all that is coarser, too. */
export function cursorOf(levels: readonly string[], path: readonly string[]): Cursor {
  return Object.fromEntries(path.map((_, i) => [levels[i + 1] as string, instanceOf(path.slice(0, i + 1))]));
}
