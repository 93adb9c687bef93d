import type { Cursor } from "@thalweg/core";
import { PolicyError } from "../errors.ts";

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
 * Throws `invalid-name` where a name is missing between others, or of a level that there is not.
 */
export function addressOf(levels: readonly string[], cursor: Cursor, place = "cursor"): readonly string[] {
  for (const level of Object.keys(cursor)) {
    if (!levels.includes(level)) {
      throw new PolicyError("invalid-name", `${level}, which is none of ${levels.join(", ")}`, place);
    }
  }
  const names = levels.slice(1).map((level) => cursor[level] ?? "");
  const depth = names.findLastIndex((name) => name !== "") + 1;
  const path = names.slice(0, depth);
  if (path.includes("")) {
    const level = levels[path.indexOf("") + 1];
    throw new PolicyError(
      "invalid-name",
      "no name above others: name it, or do not pool its level",
      `${place}.${level}`,
    );
  }
  return path;
}

/** What a tensor is to be asked for at an address: each level's instance names all that is coarser, too. */
export function cursorOf(levels: readonly string[], path: readonly string[]): Cursor {
  return Object.fromEntries(path.map((_, i) => [levels[i + 1] as string, instanceOf(path.slice(0, i + 1))]));
}
