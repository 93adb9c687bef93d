import fc from "fast-check";
import { base64url, exportSPKI, importJWK, SignJWT } from "jose";
import { expect, test } from "vitest";
import { importGrantKey, issueGrant, verifyGrant } from "../../src/grants.ts";
import {
  claims,
  codeOf,
  EDDSA,
  ES256,
  ed,
  HS256,
  KEYS,
  now,
  OTHER,
  publicOf,
  runs,
  sign,
  spelled,
  tensor,
  terms,
} from "./fixture.ts";

const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];

test("a token of which one character is another is refused", async () => {
  const keys = await Promise.all(KEYS.map(importGrantKey));
  const tokens = await Promise.all(keys.map((key) => issueGrant(key, terms)));
  const others = fc.constantFrom(...alphabet, ".", "+", "/", "=", " ", "\n", "é", "\u0000");
  const property = fc.asyncProperty(fc.constantFrom(...tokens), fc.nat(), others, async (token, place, other) => {
    const at = place % token.length;
    fc.pre(token[at] !== other);
    const changed = token.slice(0, at) + other + token.slice(at + 1);
    expect(await codeOf(verifyGrant(changed, keys, { tensor, now }))).toMatch(/^grant-(forged|malformed)$/);
  });
  await fc.assert(property, { ...runs, numRuns: 3 * runs.numRuns });
});

test("so it is where a decoder would not notice: at the end of each part", async () => {
  for (const jwk of KEYS) {
    const key = await importGrantKey(jwk);
    const token = await issueGrant(key, terms);
    for (let at = 0; at < token.length; at++) {
      if (at + 1 < token.length && token[at + 1] !== ".") continue;
      for (const other of alphabet) {
        if (other === token[at]) continue;
        const changed = token.slice(0, at) + other + token.slice(at + 1);
        expect(await codeOf(verifyGrant(changed, key, { tensor, now }))).toMatch(/^grant-(forged|malformed)$/);
      }
    }
  }
});

test("a token with something added or left out is refused", async () => {
  const token = await issueGrant(ed, terms);
  for (let length = 0; length < token.length; length++) {
    const code = await codeOf(verifyGrant(token.slice(0, length), ed, { tensor, now }));
    expect(code).toMatch(/^grant-(forged|malformed)$/);
  }
  for (const added of ["=", "==", " ", "\n", ".", ".A", "A"]) {
    const longer = [
      token + added,
      added + token,
      token.replace(".", `${added}.`),
      token.replace(/\.(?=[^.]*$)/, `${added}.`),
    ];
    for (const changed of longer) {
      expect(await codeOf(verifyGrant(changed, ed, { tensor, now }))).toMatch(/^grant-(forged|malformed)$/);
    }
  }
});

test("a text that is no token is malformed", async () => {
  const property = fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (text) => {
    expect(await codeOf(verifyGrant(text, ed, { tensor, now }))).toBe("grant-malformed");
  });
  await fc.assert(property, runs);
  for (const text of [undefined, null, 7, {}, "..", "a.b.c", "e30.e30.AA", "e30.e30"]) {
    const code = await codeOf(verifyGrant(text as string, ed, { tensor, now }));
    expect(code).toMatch(/^grant-(forged|malformed)$/);
  }
});

test("a signature of another key, also under the id of ours, is forged", async () => {
  const token = await issueGrant(await importGrantKey(OTHER), terms);
  expect(await codeOf(verifyGrant(token, ed, { tensor, now }))).toBe("grant-forged");
  const swapped = [...(await issueGrant(ed, terms)).split(".").slice(0, 2), token.split(".")[2]].join(".");
  expect(await codeOf(verifyGrant(swapped, ed, { tensor, now }))).toBe("grant-forged");
});

test("a claim cannot be changed under its signature", async () => {
  const [header, , signature] = (await issueGrant(ed, terms)).split(".");
  const wider = { ...claims, cursor: { workspace: "acme", device: "B" }, slice: { level: "device", instance: "B" } };
  const token = [header, spelled(wider), signature].join(".");
  expect(await codeOf(verifyGrant(token, ed, { tensor, now }))).toBe("grant-forged");
});

test("without a signature, or with the algorithm that is none, it is forged", async () => {
  const [, payload, signature] = (await issueGrant(ed, terms)).split(".");
  for (const alg of ["none", "None", "NONE", "", "EdDSA ", "HS256", "ES256", "RS256", "Ed25519", "toString"]) {
    const header = spelled({ alg, typ: "thalweg-grant+jwt", kid: "ed" });
    const token = `${header}.${payload}.${signature}`;
    expect(await codeOf(verifyGrant(token, ed, { tensor, now }))).toBe("grant-forged");
    expect(await codeOf(verifyGrant(`${header}.${payload}.`, ed, { tensor, now }))).toBe("grant-malformed");
  }
  for (const header of [{}, { alg: 7 }, { alg: null, kid: "ed" }]) {
    const token = `${spelled(header)}.${payload}.${signature}`;
    expect(await codeOf(verifyGrant(token, ed, { tensor, now }))).toBe("grant-forged");
  }
});

test("a public key is no secret: signed with it, a token is forged", async () => {
  for (const jwk of [EDDSA, ES256]) {
    const key = await importGrantKey(publicOf(jwk));
    const spki = await exportSPKI((await importJWK({ ...publicOf(jwk), ext: true }, key.algorithm)) as CryptoKey);
    const secrets = [
      base64url.decode(jwk.x as string),
      new TextEncoder().encode(jwk.x),
      new TextEncoder().encode(JSON.stringify(publicOf(jwk))),
      new TextEncoder().encode(spki),
    ];
    for (const secret of secrets) {
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: "HS256", typ: "thalweg-grant+jwt", kid: jwk.kid as string })
        .sign(secret);
      expect(await codeOf(verifyGrant(token, key, { tensor, now }))).toBe("grant-forged");
      expect(await codeOf(verifyGrant(token, [key, await importGrantKey(HS256)], { tensor, now }))).toBe(
        "grant-forged",
      );
    }
  }
});

test("a secret counts for its own algorithm alone", async () => {
  const key = await importGrantKey(HS256);
  for (const alg of ["HS384", "HS512"]) {
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg, typ: "thalweg-grant+jwt", kid: "hs" })
      .sign(key.signing as Uint8Array);
    expect(await codeOf(verifyGrant(token, key, { tensor, now }))).toBe("grant-forged");
  }
});

test("a key that the token brings along counts for nothing", async () => {
  const stranger = await importGrantKey(OTHER);
  for (const header of [{ jwk: publicOf(OTHER) }, { jku: "https://evil.example/keys" }, { x5c: ["AA=="] }]) {
    const token = await sign(claims, { ...header, kid: "ed" }, stranger);
    expect(await codeOf(verifyGrant(token, ed, { tensor, now }))).toBe("grant-forged");
  }
});

test("what the header calls critical is not passed over", async () => {
  const [, payload] = (await issueGrant(ed, terms)).split(".");
  const header = spelled({ alg: "EdDSA", typ: "thalweg-grant+jwt", crit: ["exp"], exp: 1 });
  const bytes = new TextEncoder().encode(`${header}.${payload}`);
  const signature = await crypto.subtle.sign("Ed25519", ed.signing as CryptoKey, bytes);
  const token = `${header}.${payload}.${base64url.encode(new Uint8Array(signature))}`;
  expect(await codeOf(verifyGrant(token, ed, { tensor, now }))).toBe("grant-forged");
});
