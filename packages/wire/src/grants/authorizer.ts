import type { Hello } from "../codec/frames.ts";
import { WireError } from "../errors.ts";
import { instanceAt, type SignedGrant } from "./claims.ts";
import { type GrantKeys, verifyGrant } from "./verify.ts";

/** Takes of {@link grantAuthorizer}. */
export interface AuthorizerOptions {
  /** Only this one; unless given, that of the hello, which the hub compares with its own. */
  readonly tensor?: string;
  /** Tells the time, in milliseconds since 1970; the clock unless given. */
  readonly now?: () => number;
  /** As of {@link verifyGrant}. */
  readonly tolerance?: number;
}

/**
 * Makes a hub's `authorize`, which lets in who bears a grant for what its hello asks for, or for more. What it throws is
 * for the hub's log; besides the refusals of {@link verifyGrant} that is `grant-foreign` where the grant is for another
 * cursor, or for levels that the tensor does not have.
 *
 * @example
 * import { generateGrantKeys, grantAuthorizer, importGrantKey } from "@thalweg/wire/grants";
 * const { publicKey } = await generateGrantKeys();
 * const authorize = grantAuthorizer([await importGrantKey(publicKey)]);
 */
export function grantAuthorizer(
  keys: GrantKeys,
  options: AuthorizerOptions = {},
): (hello: Hello) => Promise<SignedGrant> {
  const { now = Date.now, tolerance = 0 } = options;
  return async ({ tensor, levels, cursor, token }) => {
    const grant = await verifyGrant(token, keys, { tensor: options.tensor ?? tensor, now: now(), tolerance });
    if (tensor !== grant.tensor) throw new WireError("grant-foreign", "a hello to another tensor", "tensor");
    for (const level of [...Object.keys(grant.cursor), ...(grant.slice ? [grant.slice.level] : [])]) {
      if (!levels.includes(level)) throw new WireError("grant-foreign", "a level that is not there", "cursor");
    }
    for (const [depth, instance] of cursor.entries()) {
      const granted = instanceAt(grant.cursor, levels[depth] ?? "");
      if (instance !== "" && instance !== granted) {
        throw new WireError("grant-foreign", "a hello that would read another instance", "cursor");
      }
    }
    return { ...grant, expires: grant.expires + tolerance };
  };
}
