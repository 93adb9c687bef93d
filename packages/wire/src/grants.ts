export { type AuthorizerOptions, grantAuthorizer } from "./grants/authorizer.ts";
export type { SignedGrant } from "./grants/claims.ts";
export { type GrantTerms, issueGrant } from "./grants/issue.ts";
export {
  type GrantAlgorithm,
  type GrantKey,
  type GrantKeyPair,
  generateGrantKeys,
  importGrantKey,
} from "./grants/keys.ts";
export { type GrantKeys, type VerifyOptions, verifyGrant } from "./grants/verify.ts";
