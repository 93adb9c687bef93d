import type { Hello } from "../codec/frames.ts";
import { WireError } from "../errors.ts";
import type { SliceName } from "../session/path.ts";

/** What a replica may read and write. */
export interface Grant {
  readonly tensor: string;
  /** The instances that it may read, by level. */
  readonly cursor: Readonly<Record<string, string>>;
  /** The slice that it may write; it lies on the cursor. */
  readonly slice?: { readonly level: string; readonly instance: string } | undefined;
  /** In milliseconds since 1970; never where it is left out. */
  readonly expires?: number | undefined;
}

/** Whom the hub lets in; throws, or rejects, for those whom it does not. */
export type Authorize = (hello: Hello) => Grant | Promise<Grant>;

/** The slice that a grant lets a replica write. Throws `unauthorized` where the grant does not fit its hello. */
export function grantedSlice(grant: Grant, hello: Hello): SliceName | undefined {
  if (grant.tensor !== hello.tensor) throw new WireError("unauthorized", `a grant for ${grant.tensor}`);
  for (const [depth, instance] of hello.cursor.entries()) {
    const level = hello.levels[depth] as string;
    const granted = Object.hasOwn(grant.cursor, level) ? grant.cursor[level] : "";
    if (instance !== "" && instance !== granted) throw new WireError("unauthorized", `to read ${level} ${instance}`);
  }
  if (grant.slice === undefined) return undefined;
  const { level, instance } = grant.slice;
  const depth = hello.levels.indexOf(level);
  // Who reads less may write nothing that it does not see.
  if (depth < 0 || (instance !== "" && hello.cursor[depth] !== instance)) return undefined;
  return [depth, instance];
}

/**
 * Lets everyone in that names an instance at a level, and has it write that one: for tests, and for processes that trust
 * each other.
 */
export const trustEveryone =
  (level: string): Authorize =>
  ({ tensor, levels, cursor }) => {
    if (!levels.includes(level)) throw new WireError("invalid-option", `the level ${level}`, "trustEveryone");
    const named = levels.flatMap((name, depth) => (cursor[depth] ? [[name, cursor[depth]] as const] : []));
    const instances: Readonly<Record<string, string>> = Object.fromEntries(named);
    const instance = instances[level];
    return { tensor, cursor: instances, ...(instance !== undefined && { slice: { level, instance } }) };
  };
