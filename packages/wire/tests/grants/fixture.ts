import { base64url, CompactSign, type JWK } from "jose";
import { inject } from "vitest";
import type { WireError } from "../../src/errors.ts";
import { type GrantKey, type GrantTerms, importGrantKey } from "../../src/grants.ts";

// The keys of RFC 8037, A.1, and of RFC 7515, A.3 and A.1.
export const EDDSA: JWK = {
  kty: "OKP",
  crv: "Ed25519",
  kid: "ed",
  d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
  x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
};
export const ES256: JWK = {
  kty: "EC",
  crv: "P-256",
  kid: "es",
  d: "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
  x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
  y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
};
export const HS256: JWK = {
  kty: "oct",
  kid: "hs",
  k: "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
};
/** A key that nobody trusts. */
export const OTHER: JWK = {
  ...EDDSA,
  d: "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs",
  x: "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw",
};
export const KEYS: readonly JWK[] = [EDDSA, ES256, HS256];

/** The part of a key that may be known. */
export const publicOf = ({ d: _secret, ...jwk }: JWK): JWK => jwk as JWK;
export const ed = await importGrantKey(EDDSA);

export const issuedAt = Date.UTC(2026, 10, 21);
export const tensor = "routes";
export const now: number = issuedAt;
export const terms: GrantTerms = {
  tensor,
  cursor: { workspace: "acme", device: "A" },
  slice: { level: "device", instance: "A" },
  issuedAt,
  expiresIn: 60_000,
};
export const runs = { seed: inject("seed"), numRuns: inject("runs") };

async function refusal(promise: Promise<unknown>): Promise<WireError> {
  try {
    await promise;
  } catch (error) {
    return error as WireError;
  }
  throw new Error("it was not refused");
}
/** The code with which something is refused. */
export const codeOf = async (promise: Promise<unknown>): Promise<string> => (await refusal(promise)).code;

/** A token with anything in it, signed as it has to be unless told otherwise. */
export async function sign(payload: object | string, header: object = {}, key: GrantKey = ed): Promise<string> {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  return new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: key.algorithm, typ: "thalweg-grant+jwt", ...header })
    .sign(key.signing as CryptoKey);
}
/** What a grant of those terms says. */
export const claims = { aud: tensor, cursor: terms.cursor, slice: terms.slice, exp: now / 1000 + 60, iat: now / 1000 };

/** JSON as a part of a token. */
export const spelled = (json: object): string => base64url.encode(JSON.stringify(json));
