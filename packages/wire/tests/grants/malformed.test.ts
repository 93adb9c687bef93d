import { noName } from "@thalweg/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type GrantTerms, importGrantKey, issueGrant, verifyGrant } from "../../src/grants.ts";
import { claims, codeOf, EDDSA, ES256, ed, issuedAt, now, publicOf, runs, sign, tensor, terms } from "./fixture.ts";

const without = (claim: keyof typeof claims) => ({ ...claims, [claim]: undefined });
const levels = Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`level ${i}`, "A"]));
const cursors = [undefined, null, "A", ["A"], { device: 1 }, { device: null }, { "": "A" }, levels];
const badCursors = [...cursors, { device: "\ud800" }, { "\ud800": "A" }, { device: "A".repeat(1025) }];
const badSlices: unknown[] = [
  ...[null, "device", ["device", "A"], {}, { level: "device" }, { instance: "A" }],
  ...["rack", "", "workspace", "toString", "__proto__"].map((level) => ({ level, instance: "A" })),
  ...["B", "", "a", 1, null].map((instance) => ({ level: "device", instance })),
];

test("a cursor or a slice that cannot be is refused when it is issued, and when it is verified", async () => {
  const wrong = [
    ...badCursors.map((cursor) => ({ cursor, slice: undefined })),
    ...badSlices.map((slice) => ({ cursor: terms.cursor, slice })),
  ];
  for (const { cursor, slice } of wrong) {
    const issued = issueGrant(ed, { ...terms, cursor, slice } as GrantTerms);
    expect(await codeOf(issued)).toBe("grant-malformed");
    const token = await sign({ ...claims, cursor, slice });
    expect(await codeOf(verifyGrant(token, ed, { tensor, now }))).toBe("grant-malformed");
  }
});

test("names that are none are refused", async () => {
  const property = fc.asyncProperty(noName, async (wrong) => {
    expect(await codeOf(issueGrant(ed, { ...terms, cursor: { device: wrong } }))).toBe("grant-malformed");
  });
  await fc.assert(property, runs);
});

test("the shared slice of a level lies on a cursor that names nothing there", async () => {
  const slice = { level: "constructor", instance: "" };
  for (const cursor of [terms.cursor, { constructor: "" }]) {
    const token = await issueGrant(ed, { ...terms, cursor, slice });
    expect((await verifyGrant(token, ed, { tensor, now })).slice).toStrictEqual(slice);
  }
});

test("signed, but not as a grant", async () => {
  const texts = ["", "null", "7", "[]", "{", '"text"', '{"aud":"routes"', "\ufeff{}"];
  for (const wrong of [
    ...texts,
    without("exp"),
    without("aud"),
    { ...claims, exp: "soon" },
    { ...claims, exp: null },
  ]) {
    expect(await codeOf(verifyGrant(await sign(wrong), ed, { tensor, now }))).toBe("grant-malformed");
  }
  for (const typ of ["JWT", undefined, "at+jwt", 7]) {
    expect(await codeOf(verifyGrant(await sign(claims, { typ }), ed, { tensor, now }))).toBe("grant-malformed");
  }
  expect(await codeOf(verifyGrant(await sign(claims, { kid: 7 }), ed, { tensor, now }))).toBe("grant-malformed");
});

test("what would never be valid, or what the key cannot sign, is not issued", async () => {
  const { expiresIn: _duration, ...rest } = terms;
  const times: Partial<GrantTerms>[] = [
    ...[{}, { expiresIn: 0 }, { expiresIn: -1 }, { expiresIn: 0.5 }, { expiresIn: Number.NaN }],
    ...[{ expiresIn: Infinity }, { expiresAt: issuedAt }, { expiresAt: issuedAt + 1, expiresIn: 1 }],
    ...[{ expiresIn: 1, issuedAt: Number.NaN }, { expiresAt: 2 ** 60 }],
  ];
  for (const time of times) expect(await codeOf(issueGrant(ed, { ...rest, ...time }))).toBe("invalid-option");
  for (const jwk of [EDDSA, ES256]) {
    expect(await codeOf(issueGrant(await importGrantKey(publicOf(jwk)), terms))).toBe("invalid-option");
  }
  expect(await codeOf(issueGrant(ed, { ...terms, tensor: "\udc00" }))).toBe("grant-malformed");
});
