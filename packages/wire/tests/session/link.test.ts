import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeFrame } from "../../src/codec/decode.ts";
import { encodeFrame } from "../../src/codec/encode.ts";
import type { Frame } from "../../src/codec/frames.ts";
import { Cells } from "../../src/index.ts";
import { Link } from "../../src/session/link.ts";
import { MAX_NUMBER, NameTable } from "../../src/session/names.ts";
import { Told } from "../../src/session/told.ts";

function cellsOf(rows: readonly (readonly [option: number, dimension: number])[]): Cells {
  const cells = new Cells(rows.length);
  for (const [i, [option, dimension]] of rows.entries()) cells.push(0, 0, option, dimension, i);
  return cells;
}

/** The frames of one end, one by one. */
function endOf(table = new NameTable()) {
  const link = new Link(table, () => {});
  let number = 0;
  return { table, link, receive: (frame: Frame) => link.receive(encodeFrame(frame, number++)) };
}

const names = (numbers: readonly number[], texts: readonly string[]): Frame => ({
  kind: "names",
  numbers,
  names: texts,
});

describe("what the other end says (P7.4)", () => {
  test("a name takes no place in the table before a cell has it", () => {
    const { table, receive } = endOf();
    receive(names([0, 1, 2], ["groq", "cerebras", "latency"]));
    expect(table.names).toEqual([]);
    receive({ kind: "part", cells: cellsOf([[0, 2]]) });
    expect(table.names.toSorted()).toEqual(["groq", "latency"]);
  });

  test("a number is below 2^24", () => {
    expect(() => endOf().receive(names([MAX_NUMBER - 1], ["groq"]))).not.toThrow();
    expect(() => endOf().receive(names([MAX_NUMBER], ["groq"]))).toThrow(
      expect.objectContaining({ code: "protocol-broken" }),
    );
  });

  test("a number has one name, said once, whether a cell had it or not", () => {
    for (const isUsed of [false, true]) {
      const { receive } = endOf();
      receive(names([0, 1], ["groq", "latency"]));
      if (isUsed) receive({ kind: "part", cells: cellsOf([[0, 1]]) });
      expect(() => receive(names([0], ["groq"]))).toThrow(expect.objectContaining({ code: "protocol-broken" }));
    }
  });

  test("a dimension is not the empty name, and an option may be", () => {
    const { receive } = endOf();
    receive(names([0, 1], ["", "latency"]));
    expect(receive({ kind: "part", cells: cellsOf([[0, 1]]) })).toBeDefined();
    expect(() => receive({ kind: "part", cells: cellsOf([[1, 0]]) })).toThrow(
      expect.objectContaining({ code: "protocol-broken" }),
    );
  });

  test("there are no more names than allowed", () => {
    const link = new Link(new NameTable(), () => {}, {}, 2);
    link.receive(encodeFrame(names([0, 1], ["a", "b"]), 0));
    expect(() => link.receive(encodeFrame(names([2], ["c"]), 1))).toThrow(
      expect.objectContaining({ code: "too-large" }),
    );
  });
});

test("P7.2: a frame that came before is ignored, and a missing one ends the session", () => {
  const link = new Link(new NameTable(), () => {});
  expect(link.receive(encodeFrame({ kind: "renew" }, 0))).toEqual({ kind: "renew" });
  expect(link.receive(encodeFrame({ kind: "renew" }, 0))).toBeUndefined();
  expect(() => link.receive(encodeFrame({ kind: "renew" }, 2))).toThrow(
    expect.objectContaining({ code: "frames-missing" }),
  );
});

test("P4.2: no frame of names is longer than the welcome allows", () => {
  const table = new NameTable();
  const sent: Uint8Array[] = [];
  const link = new Link(table, (bytes) => sent.push(bytes));
  const welcome: Frame = {
    ...{ kind: "welcome", version: 1, epoch: "0".repeat(32), revision: 0, answered: 0, refusal: "", lease: 0 },
    ...{ maxBytes: 4_096, maxCells: 1_000 },
  };
  link.receive(encodeFrame(welcome, 0));
  const texts = ["a", "\u{20000}".repeat(512), "\u20ac".repeat(1_024), "x".repeat(1_024), "y", "\u20ad".repeat(1_024)];
  const cells = cellsOf(texts.map((text) => [table.number(text), table.number("latency")]));
  link.send({ kind: "publish", sequence: 1, cells });
  const frames = sent.map((bytes) => decodeFrame(bytes).frame);
  expect(Math.max(...sent.map(({ length }) => length))).toBeLessThanOrEqual(4_096);
  expect(frames.flatMap((frame) => (frame.kind === "names" ? frame.names : []))).toHaveLength(7);
  expect(frames.at(-1)?.kind).toBe("publish");
});

describe("the numbers of a session (P7.4)", () => {
  const row = fc.tuple(fc.nat(60), fc.nat(60));
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ rows: fc.uniqueArray(row, { maxLength: 40, selector: String }) }) },
    { weight: 1, arbitrary: fc.record({ shared: fc.nat(60) }) },
  );

  test("both ends mean the same, each name crosses once, and another table's order does not show", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.boolean(), fc.nat(5_000), (steps, isShared, others) => {
        const table = new NameTable(isShared);
        // What others have written before.
        for (let i = 0; i < others; i++) table.number(`other ${i}`);
        const received = new NameTable();
        const there = new Link(received, () => {});
        const said: string[] = [];
        let told: Cells | undefined;
        const here = new Link(table, (bytes) => {
          const { frame } = decodeFrame(bytes);
          if (frame.kind === "names") {
            said.push(...frame.names);
            expect(Math.max(...frame.numbers)).toBeLessThan(2 * 61);
          }
          const got = there.receive(bytes);
          if (got?.kind === "part") told = got.cells;
        });
        for (const { rows, shared } of steps as { rows?: [number, number][]; shared?: number }[]) {
          if (shared !== undefined) table.share(table.number(`name ${shared}`));
          if (rows === undefined) continue;
          const cells = cellsOf(rows.map(([o, d]) => [table.number(`name ${o}`), table.number(`name ${d}`)]));
          here.send({ kind: "part", cells });
          const got = Array.from({ length: rows.length }, (_, i) => [
            received.name(told?.option[i] as number),
            received.name(told?.dimension[i] as number),
            told?.content[i],
          ]);
          const expected = rows.map(([o, d], i) => [`name ${o}`, `name ${d}`, i]);
          expect(got.toSorted()).toEqual(expected.toSorted());
        }
        expect(new Set(said).size).toBe(said.length);
      }),
      { numRuns: 200 },
    );
  });

  test("numbers begin at the first and have no gaps, however many names others have", () => {
    const table = new NameTable(true);
    for (let i = 0; i < 1_000_000; i++) table.number(`other ${i}`);
    const told = new Told(table);
    const own = Array.from({ length: 1_000 }, (_, i) => table.number(`own ${i}`));
    const news = told.renumber(cellsOf(own.map((number) => [number, own[0] as number])));
    expect(news.numbers).toEqual(own.map((_, i) => 2 * i + 1));
    expect(own.every((number) => told.has(number))).toBe(true);
    expect(told.has(0)).toBe(false);
  });

  test("names that everyone reads have the same numbers in all sessions", () => {
    const table = new NameTable(true);
    for (const name of ["groq", "latency"]) table.share(table.number(name));
    for (const first of ["a", "b"]) {
      const told = new Told(table);
      const news = told.renumber(cellsOf([[table.number(first), table.number("latency")]]));
      expect(news).toEqual({ numbers: [1, 2], names: [first, "latency"] });
    }
  });
});
