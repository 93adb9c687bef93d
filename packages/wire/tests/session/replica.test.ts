import { expect, test } from "vitest";
import { Cells } from "../../src/codec/cells.ts";
import type { Frame } from "../../src/codec/frames.ts";
import { Link } from "../../src/session/link.ts";
import { NameTable } from "../../src/session/names.ts";
import { meet } from "./replica-setting.ts";

const kinds = (frames: readonly (Frame | undefined)[]) => frames.map((frame) => frame?.kind);

test("W5: a delta that does not begin where the last one ended has no effect, and all is asked for anew", () => {
  const { replica, heard, closed, begin, delta, read } = meet();
  begin();
  delta(-1, 5, [0, "groq", 1]);
  delta(6, 7, [0, "groq", 2]);
  expect(read("groq")).toBe(1);
  expect(closed.map(({ code }) => code)).toEqual(["frames-missing"]);
  expect(kinds(heard)).toEqual(["hello", "bye"]);
  begin();
  expect(heard.at(-1)).toMatchObject({ kind: "hello", epoch: "", revision: 0 });
  delta(-1, 8, [0, "cerebras", 3]);
  expect([read("groq"), read("cerebras")]).toEqual([undefined, 3]);
  expect(replica.isCurrent).toBe(true);
});

test("W5: a delta of another history has no effect", () => {
  const { closed, begin, delta, read } = meet();
  begin();
  delta(-1, 5, [0, "groq", 1]);
  begin({ epoch: "f".repeat(32) });
  delta(5, 6, [0, "groq", 2]);
  expect(read("groq")).toBe(1);
  expect(closed.map(({ code }) => code)).toEqual(["frames-missing"]);
});

test("W5: own writes that are not answered stand on top of whatever the hub says, and not longer", () => {
  const { replica, begin, delta, read, write, say } = meet();
  write("groq", 9);
  begin();
  delta(-1, 5, [3, "groq", 1], [3, "cerebras", 1]);
  expect([read("groq"), read("cerebras")]).toEqual([9, 1]);
  replica.flush();
  delta(5, 6, [3, "groq", 9]);
  expect(read("groq")).toBe(9);
  say({ kind: "acknowledge", sequence: 1 });
  delta(6, 7, [3, "groq", 2]);
  expect(read("groq")).toBe(2);
});

test("W2: a refused publication is undone, but for what was written again since, and told", () => {
  const { replica, rejections, begin, delta, read, write, say } = meet();
  begin();
  delta(-1, 5, [3, "groq", 1]);
  write("groq", 2);
  write("cerebras", 2);
  write("local", 2);
  replica.flush();
  write("local", 3);
  say({ kind: "refuse", sequence: 1, code: "too-many-cells" });
  expect([read("groq"), read("cerebras"), read("local")]).toEqual([1, undefined, 3]);
  expect(rejections).toMatchObject([{ sequence: 1, code: "too-many-cells" }]);
  expect(rejections[0]?.delta.map(({ option }) => option).sort()).toEqual(["cerebras", "groq", "local"]);
  expect(replica.unanswered).toBe(1);
});

test("W1: what the hub has answered in an earlier session is not sent again", () => {
  const { replica, heard, begin, delta, write } = meet();
  begin();
  delta(-1, 5);
  write("groq", 2);
  replica.flush();
  begin({ answered: 1 });
  delta(5, 6, [3, "groq", 2]);
  replica.flush();
  expect(kinds(heard)).toEqual(["hello", "publish", "hello"]);
  expect(replica.unanswered).toBe(0);
});

test("W1: what it has not answered is sent again, under the same number", () => {
  const { replica, heard, begin, delta, write } = meet();
  begin();
  delta(-1, 5);
  write("groq", 2);
  replica.flush();
  write("groq", 3);
  begin();
  replica.flush();
  const publications = heard.filter((frame) => frame?.kind === "publish");
  expect(publications).toMatchObject([{ sequence: 1 }, { sequence: 1 }]);
});

test("W1: a number that the hub has answered is not used for anything else, whatever the storage has lost", () => {
  const { replica, heard, begin, delta, write } = meet();
  write("groq", 2);
  begin({ answered: 7 });
  delta(-1, 5);
  replica.flush();
  expect(heard.at(-1)).toMatchObject({ kind: "publish", sequence: 8 });
});

test("W8: however often a cell is written offline, it is sent once", () => {
  const { replica, heard, begin, delta, write } = meet();
  for (let i = 0; i < 1_000; i++) write(`option ${i % 3}`, i);
  expect(replica.unanswered).toBe(3);
  begin();
  delta(-1, 5);
  replica.flush();
  expect(heard.at(-1)).toMatchObject({ kind: "publish", cells: { length: 3 } });
});

test("W11: it renews within the lease, and gives up a hub that it does not hear for longer", () => {
  const { replica, heard, closed, begin, delta } = meet();
  begin();
  delta(-1, 5);
  replica.tick(900);
  expect(kinds(heard)).toEqual(["hello"]);
  replica.tick(1_000);
  expect(kinds(heard)).toEqual(["hello", "renew"]);
  replica.tick(3_001);
  expect(closed.map(({ code }) => code)).toEqual(["lease-expired"]);
});

test("a frame that has no place there ends the session: before the welcome, or of a replica's", () => {
  for (const frame of [{ kind: "acknowledge", sequence: 1 }, { kind: "renew" }] as const) {
    const { replica, closed } = meet();
    const link = new Link(new NameTable(), (bytes) => replica.receive(bytes, 0));
    replica.opened(0);
    link.send(frame);
    expect(closed.map(({ code }) => code)).toEqual(["protocol-broken"]);
  }
  const { closed, begin, say } = meet();
  begin();
  say({ kind: "publish", sequence: 1, cells: new Cells() });
  expect(closed.map(({ code }) => code)).toEqual(["protocol-broken"]);
});

test("why the hub says goodbye is told; a code that is none is an end like any other", () => {
  for (const [code, told] of [
    ["superseded", "superseded"],
    ["no such code", "going-away"],
  ] as const) {
    const { closed, begin, say } = meet();
    begin();
    say({ kind: "bye", code });
    expect(closed.map((error) => error.code)).toEqual([told]);
  }
});

test("a connection on which no welcome comes is given up", () => {
  const { replica, closed, heard } = meet();
  replica.opened(0);
  replica.tick(10_000);
  expect(closed).toEqual([]);
  replica.tick(10_001);
  expect(closed.map(({ code }) => code)).toEqual(["connection-failed"]);
  expect(kinds(heard)).toEqual(["hello", "bye"]);
  expect(replica.phase).toBe("offline");
});

test("a publication takes no more bytes than the hub does, however long the names are, and nothing is left behind", () => {
  const { replica, heard, begin, write, say, published } = meet();
  const options = Array.from({ length: 40 }, (_, i) => `${"\uffff".repeat(1_000)}${i}`);
  begin({ maxBytes: 20_000 });
  for (const [i, option] of options.entries()) write(option, i);
  const counts: number[] = [];
  for (let sequence = 1; replica.unanswered > 0; sequence++) {
    replica.flush();
    counts.push(Object.keys(published()?.cells ?? {}).length);
    say({ kind: "acknowledge", sequence });
  }
  expect(Math.max(...counts)).toBe(3);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(options.length);
  expect(heard.filter((frame) => frame?.kind === "publish")).toHaveLength(counts.length);
});
