import { name } from "@thalweg/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { importGrantKey, issueGrant, verifyGrant } from "../src/grants.ts";
import {
  claims,
  codeOf,
  ed,
  issuedAt,
  KEYS,
  now,
  OTHER,
  publicOf,
  runs,
  sign,
  spelled,
  tensor,
  terms,
} from "./grants/fixture.ts";

test("a grant says what was issued, with every kind of key, its public part sufficing", async () => {
  for (const jwk of KEYS) {
    const token = await issueGrant(await importGrantKey(jwk), terms);
    for (const key of [await importGrantKey(jwk), await importGrantKey(publicOf(jwk))]) {
      expect(await verifyGrant(token, key, { tensor, now })).toStrictEqual({
        tensor,
        cursor: terms.cursor,
        slice: terms.slice,
        expires: issuedAt + 60_000,
      });
    }
  }
});

test("the token is the one that is written down", async () => {
  // Ed25519 has one signature for each text, so this never changes.
  const token = await issueGrant(ed, terms);
  expect(token.split(".")[0]).toBe(spelled({ alg: "EdDSA", typ: "thalweg-grant+jwt", kid: "ed" }));
  const { cursor, slice } = terms;
  const payload = { cursor, slice, aud: "routes", iat: 1_795_219_200, exp: 1_795_219_260 };
  expect(token.split(".")[1]).toBe(spelled(payload));
  expect(token.split(".")[2]).toBe(
    "-G7wvB2f5XuMlYN_sjwFk6OZ0GHAquxSpC-I8Y0BD3HP4do5irz5-v60ePuEZONWIa03UKh8NiXzF9TQ3B9SDA",
  );
});

test("whatever names it has, a grant is read as it was issued", async () => {
  const instances = fc.dictionary(name, fc.oneof(name, fc.constant("")), { maxKeys: 8 });
  const property = fc.asyncProperty(name, instances, fc.nat(8), fc.integer({ min: 1, max: 1e9 }), async (...drawn) => {
    const [of, cursor, pick, expiresIn] = drawn;
    const [level, instance] = Object.entries(cursor)[pick] ?? [];
    const slice = level === undefined || instance === undefined ? undefined : { level, instance };
    const token = await issueGrant(ed, { tensor: of, cursor, slice, issuedAt, expiresIn });
    const grant = await verifyGrant(token, ed, { tensor: of, now });
    expect(grant.expires).toBe(issuedAt + expiresIn);
    expect(Object.entries(grant.cursor)).toStrictEqual(Object.entries(cursor));
    expect([grant.tensor, grant.slice]).toStrictEqual([of, slice]);
  });
  await fc.assert(property, runs);
});

test("a grant for another tensor is foreign", async () => {
  const token = await issueGrant(ed, terms);
  for (const other of ["", "route", "routes ", "Routes", "routes2"]) {
    expect(await codeOf(verifyGrant(token, ed, { tensor: other, now }))).toBe("grant-foreign");
  }
  for (const aud of [["other"], [], 7, null, {}]) {
    expect(await codeOf(verifyGrant(await sign({ ...claims, aud }), ed, { tensor, now }))).toBe("grant-foreign");
  }
  expect((await verifyGrant(await sign({ ...claims, aud: ["other", tensor] }), ed, { tensor, now })).tensor).toBe(
    tensor,
  );
});

test("a grant ends to the millisecond", async () => {
  const property = fc.asyncProperty(fc.integer({ min: 1, max: 1e10 }), async (expiresIn) => {
    const token = await issueGrant(ed, { ...terms, expiresIn });
    const end = issuedAt + expiresIn;
    expect((await verifyGrant(token, ed, { tensor, now: end - 1 })).expires).toBe(end);
    expect(await codeOf(verifyGrant(token, ed, { tensor, now: end }))).toBe("grant-expired");
    expect(await codeOf(verifyGrant(token, ed, { tensor, now: end + 1e10 }))).toBe("grant-expired");
  });
  await fc.assert(property, runs);
});

test("a tolerance prolongs it, to the millisecond", async () => {
  const { expiresIn: _duration, ...rest } = terms;
  const token = await issueGrant(ed, { ...rest, expiresAt: issuedAt + 500 });
  for (const tolerance of [0, 1, 499, 500, 1000, 1501]) {
    const last = issuedAt + 499 + tolerance;
    expect((await verifyGrant(token, ed, { tensor, tolerance, now: last })).expires).toBe(issuedAt + 500);
    expect(await codeOf(verifyGrant(token, ed, { tensor, tolerance, now: last + 1 }))).toBe("grant-expired");
  }
  expect(await codeOf(verifyGrant(token, ed, { tensor, now, tolerance: -1 }))).toBe("invalid-option");
  expect(await codeOf(verifyGrant(token, ed, { tensor, now, tolerance: Number.NaN }))).toBe("invalid-option");
});

test("unless told, it is the clock that counts", async () => {
  const { issuedAt: _time, ...rest } = terms;
  const token = await issueGrant(ed, rest);
  const { expires } = await verifyGrant(token, ed, { tensor });
  expect(Math.abs(expires - Date.now() - 60_000)).toBeLessThan(10_000);
  expect(await codeOf(verifyGrant(await issueGrant(ed, { ...terms, issuedAt: 1 }), ed, { tensor }))).toBe(
    "grant-expired",
  );
});

test("a grant of others may say that it begins later", async () => {
  const token = await sign({ ...claims, nbf: now / 1000 + 10 });
  expect(await codeOf(verifyGrant(token, ed, { tensor, now }))).toBe("grant-expired");
  expect(await codeOf(verifyGrant(token, ed, { tensor, now, tolerance: 9_000 }))).toBe("grant-expired");
  for (const options of [{ now: now + 10_000 }, { now, tolerance: 10_000 }]) {
    expect((await verifyGrant(token, ed, { tensor, ...options })).tensor).toBe(tensor);
  }
});

test("who forges, or asks elsewhere, is not told of the end", async () => {
  const late = { tensor, now: now + 1e9 };
  const forged = await issueGrant(await importGrantKey(OTHER), terms);
  expect(await codeOf(verifyGrant(forged, ed, late))).toBe("grant-forged");
  expect(await codeOf(verifyGrant(await issueGrant(ed, terms), ed, { ...late, tensor: "other" }))).toBe(
    "grant-foreign",
  );
});
