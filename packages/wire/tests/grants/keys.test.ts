import { base64url, type JWK } from "jose";
import { expect, test } from "vitest";
import { generateGrantKeys, importGrantKey, issueGrant, verifyGrant } from "../../src/grants.ts";
import { claims, codeOf, EDDSA, ES256, ed, now, OTHER, sign, tensor, terms } from "./fixture.ts";

const both = async () => {
  const [older, newer] = [
    { ...EDDSA, kid: "2025" },
    { ...OTHER, kid: "2026" },
  ];
  return [await importGrantKey(older), await importGrantKey(newer)] as const;
};

test("an old and a new key both count, each for its own", async () => {
  const [older, newer] = await both();
  const [old, young] = [await issueGrant(older, terms), await issueGrant(newer, terms)];
  for (const token of [old, young]) {
    expect((await verifyGrant(token, [newer, older], { tensor, now })).cursor).toStrictEqual(terms.cursor);
  }
  expect(await codeOf(verifyGrant(old, newer, { tensor, now }))).toBe("grant-forged");
  expect(await codeOf(verifyGrant(old, [newer], { tensor, now }))).toBe("grant-forged");
  expect(await codeOf(verifyGrant(young, [], { tensor, now }))).toBe("grant-forged");
  // One key does not sign under the other's id.
  const borrowed = await issueGrant(newer, { ...terms, keyId: "2025" });
  expect(await codeOf(verifyGrant(borrowed, [older, newer], { tensor, now }))).toBe("grant-forged");
});

test("a token that names no key is tried with each, and a key without an id fits every token", async () => {
  const [older, newer] = await both();
  const nameless = await sign(claims, {}, newer);
  expect((await verifyGrant(nameless, [older, newer], { tensor, now })).tensor).toBe(tensor);
  const { kid: _id, ...plain } = OTHER;
  const token = await issueGrant(await importGrantKey(plain as JWK), { ...terms, keyId: "anything" });
  expect((await verifyGrant(token, [older, await importGrantKey(plain as JWK)], { tensor, now })).tensor).toBe(tensor);
  expect(await codeOf(verifyGrant(token, [older, newer], { tensor, now }))).toBe("grant-forged");
});

test("a function finds the key by its id", async () => {
  const [older, newer] = await both();
  const asked: (string | undefined)[] = [];
  const find = async (id: string | undefined) => {
    asked.push(id);
    return id === "2026" ? newer : id === undefined ? [older, newer] : undefined;
  };
  expect((await verifyGrant(await issueGrant(newer, terms), find, { tensor, now })).tensor).toBe(tensor);
  expect((await verifyGrant(await sign(claims, {}, older), find, { tensor, now })).tensor).toBe(tensor);
  expect(await codeOf(verifyGrant(await issueGrant(older, terms), find, { tensor, now }))).toBe("grant-forged");
  expect(asked).toStrictEqual(["2026", undefined, "2025"]);
  // A function that finds the wrong one does not help a forger.
  expect(await codeOf(verifyGrant(await issueGrant(older, terms), () => newer, { tensor, now }))).toBe("grant-forged");
});

test("new ones sign, verify, are kept as JSON and differ each time", async () => {
  const seen = new Set<unknown>();
  for (const algorithm of ["EdDSA", "ES256", "HS256"] as const) {
    for (let i = 0; i < 2; i++) {
      const pair = JSON.parse(JSON.stringify(await generateGrantKeys(algorithm)));
      const [signer, verifier] = [await importGrantKey(pair.privateKey), await importGrantKey(pair.publicKey)];
      const token = await issueGrant(signer, terms);
      expect((await verifyGrant(token, verifier, { tensor, now })).tensor).toBe(tensor);
      expect([signer.algorithm, verifier.id]).toStrictEqual([algorithm, signer.id]);
      expect("d" in pair.publicKey).toBe(false);
      seen.add(signer.id).add(JSON.stringify(pair));
    }
  }
  expect([...seen].every((text) => typeof text === "string")).toBe(true);
  expect(seen.size).toBe(12);
  expect((await generateGrantKeys()).publicKey.alg).toBe("EdDSA");
});

test("the secret of a key cannot be taken out again", async () => {
  expect((ed.signing as CryptoKey).extractable).toBe(false);
});

test("a key of another kind, or none, is refused", async () => {
  const wrong = [
    ...[undefined, null, {}, "key", { kty: "RSA", n: "AQAB", e: "AQAB" }, { ...EDDSA, crv: "X25519" }],
    ...[
      { ...EDDSA, alg: "HS256" },
      { ...EDDSA, alg: "none" },
      { ...ES256, crv: "P-384" },
      { ...ES256, alg: "ES384" },
    ],
    ...[{ ...EDDSA, x: "AAAA" }, { ...ES256, y: ES256.x }, { kty: "oct" }, { kty: "oct", k: "c2hvcnQ" }],
    { kty: "oct", k: base64url.encode(new Uint8Array(31)) },
  ];
  for (const jwk of wrong) expect(await codeOf(importGrantKey(jwk as JWK))).toBe("invalid-option");
  expect((await importGrantKey({ kty: "oct", k: base64url.encode(new Uint8Array(32)) })).algorithm).toBe("HS256");
});
