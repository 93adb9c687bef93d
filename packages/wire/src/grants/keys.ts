import {
  base64url,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  generateSecret,
  importJWK,
  type JWK,
} from "jose";
import { WireError } from "../errors.ts";

/** How grants are signed: on Ed25519, on P-256, or with a secret that all who verify share. */
export type GrantAlgorithm = "EdDSA" | "ES256" | "HS256";

/** A key that signs or verifies grants; made by {@link importGrantKey}. */
export interface GrantKey {
  /** What tells it from others; nothing where there are no others. */
  readonly id: string | undefined;
  readonly algorithm: GrantAlgorithm;
  /** Nothing where the key is a public one. */
  readonly signing: CryptoKey | Uint8Array | undefined;
  readonly verifying: CryptoKey | Uint8Array;
}

/** A private key for whoever issues grants, and a public one for the hub; for HS256 both are the one secret. */
export interface GrantKeyPair {
  readonly privateKey: JWK;
  readonly publicKey: JWK;
}

/** What the keys of each algorithm look like, in the words of RFC 7517. */
const KINDS: readonly (readonly [GrantAlgorithm, kty: string, crv: string | undefined])[] = [
  ["EdDSA", "OKP", "Ed25519"],
  ["ES256", "EC", "P-256"],
  ["HS256", "oct", undefined],
];

/**
 * New keys, as JSON Web Keys that can be kept as JSON. Their `kid` is their thumbprint (RFC 7638), but that of a secret is
 * random.
 *
 * @example
 * import { generateGrantKeys } from "@thalweg/wire/grants";
 * const { privateKey, publicKey } = await generateGrantKeys();
 * console.log(privateKey.alg, publicKey.kid === privateKey.kid); // EdDSA true
 */
export async function generateGrantKeys(algorithm: GrantAlgorithm = "EdDSA"): Promise<GrantKeyPair> {
  if (algorithm === "HS256") {
    const kid = base64url.encode(crypto.getRandomValues(new Uint8Array(16)));
    const secret = {
      ...(await exportJWK(await generateSecret(algorithm, { extractable: true }))),
      alg: algorithm,
      kid,
    };
    return { privateKey: secret, publicKey: secret };
  }
  const pair = await generateKeyPair(algorithm, { extractable: true });
  const kid = await calculateJwkThumbprint(await exportJWK(pair.publicKey));
  const [privateKey, publicKey] = await Promise.all([exportJWK(pair.privateKey), exportJWK(pair.publicKey)]);
  return { privateKey: { ...privateKey, alg: algorithm, kid }, publicKey: { ...publicKey, alg: algorithm, kid } };
}

/**
 * A key from a JSON Web Key: a public one verifies, a private one or a secret signs as well. Throws `invalid-option`
 * where it is none of the three algorithms', or a secret has less than 32 bytes.
 *
 * @example
 * import { generateGrantKeys, importGrantKey } from "@thalweg/wire/grants";
 * const { publicKey } = await generateGrantKeys();
 * const key = await importGrantKey(publicKey);
 * console.log(key.algorithm, key.signing); // EdDSA undefined
 */
export async function importGrantKey(jwk: JWK): Promise<GrantKey> {
  const kind = KINDS.find(([algorithm, kty, crv]) => {
    return jwk?.kty === kty && jwk.crv === crv && (jwk.alg ?? algorithm) === algorithm;
  });
  if (kind === undefined) throw new WireError("invalid-option", "a key of another kind", "jwk");
  const [algorithm] = kind;
  const { d, kid: id, key_ops: _operations, ...publicPart } = jwk;
  try {
    const verifying = await importJWK(publicPart as JWK, algorithm);
    if (verifying instanceof Uint8Array && verifying.length < 32) throw new Error("a secret needs 32 bytes");
    const isPublic = d === undefined && algorithm !== "HS256";
    return { id, algorithm, verifying, signing: isPublic ? undefined : await importJWK(jwk, algorithm) };
  } catch (error) {
    throw new WireError("invalid-option", "a key that cannot be used", "jwk", error);
  }
}
