import { SignJWT } from "jose";
import { WireError } from "../errors.ts";
import type { Grant } from "../hub/grant.ts";
import { checkCursor, checkSlice, TYPE } from "./claims.ts";
import type { GrantKey } from "./keys.ts";

/** What a grant is to say. Times are in milliseconds, points in time since 1970. */
export interface GrantTerms extends Pick<Grant, "tensor" | "cursor" | "slice"> {
  /** How long it is valid; this or `expiresAt`. */
  readonly expiresIn?: number;
  readonly expiresAt?: number;
  /** Now, unless given. */
  readonly issuedAt?: number;
  /** In the place of the id of the key. */
  readonly keyId?: string;
}

/**
 * Signs a grant: whoever bears it reads the cursor, and writes the slice if there is one. Throws `invalid-option` where
 * the key cannot sign or the grant would never have been valid, and `grant-malformed` where it says something that
 * cannot be, as a slice beside the cursor.
 *
 * @example
 * import { generateGrantKeys, importGrantKey, issueGrant } from "@thalweg/wire/grants";
 * const key = await importGrantKey((await generateGrantKeys()).privateKey);
 * const slice = { level: "device", instance: "A" };
 * const day = 24 * 60 * 60 * 1000;
 * const token = await issueGrant(key, { tensor: "routes", cursor: { device: "A" }, slice, expiresIn: day });
 */
export async function issueGrant(key: GrantKey, terms: GrantTerms): Promise<string> {
  const { tensor, issuedAt = Date.now(), keyId = key.id } = terms;
  if (key.signing === undefined) throw new WireError("invalid-option", "a public key", "key");
  const expires = terms.expiresAt ?? issuedAt + (terms.expiresIn ?? Number.NaN);
  // A token counts in seconds, but not in whole ones, and a millisecond is exact there and back.
  const isTime = Number.isSafeInteger(issuedAt) && Number.isSafeInteger(expires);
  if (!isTime || expires <= issuedAt || (terms.expiresAt !== undefined && terms.expiresIn !== undefined)) {
    throw new WireError("invalid-option", "no time at which it ends, after it was issued", "terms");
  }
  if (typeof tensor !== "string" || !tensor.isWellFormed()) throw new WireError("grant-malformed", "no id", "tensor");
  const cursor = checkCursor(terms.cursor);
  const slice = checkSlice(terms.slice, cursor);
  return new SignJWT({ cursor, ...(slice && { slice }) })
    .setProtectedHeader({ alg: key.algorithm, typ: TYPE, ...(keyId !== undefined && { kid: keyId }) })
    .setAudience(tensor)
    .setIssuedAt(issuedAt / 1000)
    .setExpirationTime(expires / 1000)
    .sign(key.signing);
}
