import { base64url, decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from "jose";
import { WireError, type WireErrorCode } from "../errors.ts";
import { checkCursor, checkSlice, type SignedGrant, TYPE } from "./claims.ts";
import type { GrantKey } from "./keys.ts";

/**
 * Which keys are trusted: one; several, of which an old one still counts while a new one signs; or a function that finds
 * them by the id in the token, which is whatever a stranger put there.
 */
export type GrantKeys = GrantKey | readonly GrantKey[] | ((id: string | undefined) => FoundKeys | Promise<FoundKeys>);
type FoundKeys = GrantKey | readonly GrantKey[] | undefined;

/** Takes of {@link verifyGrant}. */
export interface VerifyOptions {
  /** The grant has to be for it. */
  readonly tensor: string;
  /** In milliseconds since 1970; the clock's time unless given. */
  readonly now?: number;
  /** For how many milliseconds after its end a grant is still taken, for clocks that differ; 0 unless given. */
  readonly tolerance?: number;
}

/** Three parts, of which a signature has no more than one spelling. */
const TOKEN = /^[\w-]+\.[\w-]+\.([\w-]+)$/;

/**
 * What a token grants. Rejects with `grant-malformed` where it is no grant at all, `grant-forged` where none of the keys
 * has signed it, `grant-foreign` where it is for another tensor, and `grant-expired`, also where it is not valid yet.
 *
 * @example
 * import { generateGrantKeys, importGrantKey, issueGrant, verifyGrant } from "@thalweg/wire/grants";
 * const key = await importGrantKey((await generateGrantKeys()).privateKey);
 * const token = await issueGrant(key, { tensor: "routes", cursor: { device: "A" }, expiresIn: 60_000 });
 * const grant = await verifyGrant(token, key, { tensor: "routes" });
 * console.log(grant.cursor.device); // A
 */
export async function verifyGrant(token: string, keys: GrantKeys, options: VerifyOptions): Promise<SignedGrant> {
  const { tensor, now = Date.now(), tolerance = 0 } = options;
  if (!(tolerance >= 0)) throw new WireError("invalid-option", String(tolerance), "tolerance");
  const [, signature] = TOKEN.exec(token) ?? [];
  if (signature === undefined) throw new WireError("grant-malformed", "not a token");
  if (respell(signature) !== signature) throw new WireError("grant-forged", "a signature spelled in another way");
  const claims = await claimsOf(token, await fitting(keys, keyIdOf(token)), {
    typ: TYPE,
    audience: tensor,
    requiredClaims: ["exp"],
    currentDate: new Date(now),
    clockTolerance: tolerance / 1000,
  });
  const cursor = checkCursor(claims.cursor);
  const slice = checkSlice(claims.slice, cursor);
  const expires = Math.round((claims.exp as number) * 1000);
  // The library looks at whole seconds.
  if (now >= expires + tolerance) throw new WireError("grant-expired", `${now - expires} ms after its end`);
  return { tensor, cursor, slice, expires };
}

/** What the signature of a token vouches for. */
async function claimsOf(token: string, keys: readonly GrantKey[], rules: JWTVerifyOptions): Promise<JWTPayload> {
  let cause: unknown;
  for (const { verifying, algorithm } of keys) {
    try {
      // A key counts for its own algorithm alone, whatever the token says.
      return (await jwtVerify(token, verifying, { ...rules, algorithms: [algorithm] })).payload;
    } catch (error) {
      const code = codeOf(error);
      if (code !== undefined) throw new WireError(code, (error as Error).message, undefined, error);
      cause = error;
    }
  }
  throw new WireError("grant-forged", "no key has signed it", undefined, cause);
}

/** What is wrong with a token of which the signature is right; nothing where that is what is wrong. */
function codeOf(error: unknown): WireErrorCode | undefined {
  if (error instanceof errors.JWTExpired) return "grant-expired";
  if (error instanceof errors.JWTInvalid) return "grant-malformed";
  if (!(error instanceof errors.JWTClaimValidationFailed)) return undefined;
  if (error.reason !== "check_failed") return "grant-malformed";
  return error.claim === "aud" ? "grant-foreign" : error.claim === "nbf" ? "grant-expired" : "grant-malformed";
}

/** The keys that a token may have been signed with: those with its id, or all where it names none. */
async function fitting(keys: GrantKeys, id: string | undefined): Promise<readonly GrantKey[]> {
  const found = typeof keys === "function" ? await keys(id) : keys;
  if (found === undefined) return [];
  const list: readonly GrantKey[] = "verifying" in found ? [found] : found;
  return list.filter((key) => id === undefined || key.id === undefined || key.id === id);
}

function keyIdOf(token: string): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(token);
    if (kid === undefined || typeof kid === "string") return kid;
  } catch (error) {
    throw new WireError("grant-malformed", "a header that cannot be read", undefined, error);
  }
  throw new WireError("grant-malformed", "an id of a key that is no text", "kid");
}

/** The one spelling of the bytes that a text stands for; decoders are lenient about the last character. */
function respell(text: string): string | undefined {
  try {
    return base64url.encode(base64url.decode(text));
  } catch {
    return undefined;
  }
}
