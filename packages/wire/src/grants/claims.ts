import { WireError } from "../errors.ts";
import type { Grant } from "../hub/grant.ts";

/** The type in the header of a token, so that nothing else that a key has signed is taken for a grant. */
export const TYPE = "thalweg-grant+jwt";

/** A grant that was signed, and so ends. */
export interface SignedGrant extends Grant {
  /** In milliseconds since 1970; from then on it is not valid. */
  readonly expires: number;
}

const isName = (name: unknown, least: number): name is string =>
  typeof name === "string" && name.length >= least && name.length <= 1024 && name.isWellFormed();

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A cursor that names instances by level. Throws `grant-malformed`. */
export function checkCursor(cursor: unknown): Grant["cursor"] {
  if (!isRecord(cursor)) throw new WireError("grant-malformed", "no instances by level", "cursor");
  const entries = Object.entries(cursor);
  if (entries.length > 32) throw new WireError("grant-malformed", `${entries.length} levels`, "cursor");
  for (const [level, instance] of entries) {
    if (!isName(level, 1) || !isName(instance, 0)) throw new WireError("grant-malformed", "not a name", "cursor");
  }
  return cursor as Grant["cursor"];
}

/** What a cursor names at a level; the shared instance where it names none. */
export const instanceAt = (cursor: Grant["cursor"], level: string): string =>
  Object.hasOwn(cursor, level) ? (cursor[level] as string) : "";

/** A slice on a cursor, or none. Throws `grant-malformed`. */
export function checkSlice(slice: unknown, cursor: Grant["cursor"]): Grant["slice"] {
  if (slice === undefined) return undefined;
  if (!isRecord(slice)) throw new WireError("grant-malformed", "no level and instance", "slice");
  const { level, instance } = slice;
  if (!isName(level, 1) || !isName(instance, 0)) throw new WireError("grant-malformed", "not a name", "slice");
  if (instanceAt(cursor, level) !== instance) throw new WireError("grant-malformed", "not on the cursor", "slice");
  return { level, instance };
}
