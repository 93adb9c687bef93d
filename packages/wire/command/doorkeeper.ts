import { type GrantKey, grantAuthorizer } from "../src/grants.ts";
import { type Authorize, trustEveryone } from "../src/index.ts";

/** The token with which someone who is trusted says that it only looks: it is nobody's replica, and nothing comes back. */
export const READ_ONLY = "read-only";

/** Whom a hub of this command lets in: bearers of grants, or everyone where there are no keys. */
export function doorkeeper(keys: readonly GrantKey[] | undefined, trust: string): Authorize {
  if (keys !== undefined) return grantAuthorizer(keys);
  const trusting = trustEveryone(trust);
  return async (hello) => {
    const grant = await trusting(hello);
    return hello.token === READ_ONLY ? { ...grant, slice: undefined } : grant;
  };
}
