import fc from "fast-check";
import { expect, test } from "vitest";
import type { Hello } from "../../src/codec/frames.ts";
import { grantAuthorizer, importGrantKey, issueGrant, verifyGrant } from "../../src/grants.ts";
import { codeOf, ed, now, OTHER, runs, tensor, terms } from "./fixture.ts";

const hello = (token: string, over: Partial<Hello> = {}): Hello => ({
  kind: "hello",
  versions: [1, 1],
  tensor,
  levels: ["global", "workspace", "device"],
  incarnation: "0".repeat(32),
  cursor: ["", "acme", "A"],
  epoch: "",
  revision: 0,
  token,
  ...over,
});
const authorize = grantAuthorizer(ed, { now: () => now });

test("lets in who asks for what is granted, or for less", async () => {
  const token = await issueGrant(ed, terms);
  for (const cursor of [
    ["", "acme", "A"],
    ["", "", "A"],
    ["", "acme", ""],
    ["", "", ""],
  ]) {
    const grant = await authorize(hello(token, { cursor }));
    expect(grant).toStrictEqual(await verifyGrant(token, ed, { tensor, now }));
  }
});

test("refuses who asks for another instance, or for one where none is granted", async () => {
  const token = await issueGrant(ed, terms);
  const cursors = [
    ["", "acme", "B"],
    ["", "evil", "A"],
    ["x", "acme", "A"],
    ["", "acme", "a"],
    ["", "A", "acme"],
  ];
  for (const cursor of [...cursors, ["", "acme", "A", "A"]]) {
    expect(await codeOf(authorize(hello(token, { cursor })))).toBe("grant-foreign");
  }
  // The names of levels mean what they mean in the grant, wherever they stand.
  const levels = ["global", "device", "workspace"];
  expect(await codeOf(authorize(hello(token, { levels })))).toBe("grant-foreign");
  expect((await authorize(hello(token, { levels, cursor: ["", "A", "acme"] }))).tensor).toBe(tensor);
});

test("for every cursor: let in where each instance is the granted one or none", async () => {
  const pick = fc.constantFrom("", "A", "B");
  const three = fc.tuple(pick, pick, pick);
  const property = fc.asyncProperty(three, three, async (granted, asked) => {
    const [global, workspace, device] = granted;
    const token = await issueGrant(ed, { ...terms, cursor: { global, workspace, device }, slice: undefined });
    const fits = asked.every((instance, depth) => instance === "" || instance === granted[depth]);
    const answer = authorize(hello(token, { cursor: asked }));
    if (fits) expect((await answer).tensor).toBe(tensor);
    else expect(await codeOf(answer)).toBe("grant-foreign");
  });
  await fc.assert(property, runs);
});

test("refuses levels that are not there", async () => {
  const over = { levels: ["global", "workspace"], cursor: ["", "acme"] };
  expect(await codeOf(authorize(hello(await issueGrant(ed, terms), over)))).toBe("grant-foreign");
  const slice = { level: "rack", instance: "" };
  const token = await issueGrant(ed, { ...terms, slice });
  expect(await codeOf(authorize(hello(token)))).toBe("grant-foreign");
});

test("refuses what is for another tensor, whichever of the two says so", async () => {
  const token = await issueGrant(ed, terms);
  expect(await codeOf(authorize(hello(token, { tensor: "other" })))).toBe("grant-foreign");
  const only = grantAuthorizer(ed, { tensor, now: () => now });
  expect((await only(hello(token))).tensor).toBe(tensor);
  const other = await issueGrant(ed, { ...terms, tensor: "other" });
  expect(await codeOf(only(hello(other, { tensor: "other" })))).toBe("grant-foreign");
  expect(await codeOf(only(hello(token, { tensor: "other" })))).toBe("grant-foreign");
});

test("goes by its clock and its keys, and by the tolerance", async () => {
  let time = now;
  const strict = grantAuthorizer([ed], { now: () => time });
  const lenient = grantAuthorizer(() => ed, { now: () => time, tolerance: 1000 });
  const token = await issueGrant(ed, terms);
  await strict(hello(token));
  time = now + 60_000;
  expect(await codeOf(strict(hello(token)))).toBe("grant-expired");
  await lenient(hello(token));
  time += 1000;
  expect(await codeOf(lenient(hello(token)))).toBe("grant-expired");
  const forged = await issueGrant(await importGrantKey(OTHER), terms);
  expect(await codeOf(authorize(hello(forged)))).toBe("grant-forged");
  expect(await codeOf(authorize(hello("")))).toBe("grant-malformed");
});
