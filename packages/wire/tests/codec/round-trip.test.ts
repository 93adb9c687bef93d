import fc from "fast-check";
import { unpack } from "msgpackr";
import { describe, expect, inject, test } from "vitest";
import { Cells } from "../../src/codec/cells.ts";
import { decodeFrame } from "../../src/codec/decode.ts";
import { encodeFrame } from "../../src/codec/encode.ts";
import type { Publish } from "../../src/codec/frames.ts";
import * as arbitraries from "./arbitraries.ts";
import { codecs } from "./codecs.ts";
import { readable } from "./readable.ts";

const options = { seed: inject("seed"), numRuns: inject("runs") };

describe.each(Object.entries(codecs))("%s", (name, { arbitrary, encode, decode }) => {
  test("what is read is what was written", () => {
    const property = fc.property(arbitrary, (message) => {
      const number = name === "frame" ? { number: 7 } : {};
      expect(readable(decode(encode(message)))).toStrictEqual(readable({ ...(message as object), ...number }));
    });
    fc.assert(property, options);
  });

  test("wherever the bytes lie, and whatever becomes of them afterwards (P1.6)", () => {
    const property = fc.property(arbitrary, fc.nat(9), (message, before) => {
      const bytes = encode(message);
      const larger = new Uint8Array(bytes.length + 20).fill(7);
      larger.set(bytes, before);
      const read = decode(larger.subarray(before, before + bytes.length));
      larger.fill(0);
      expect(readable(read)).toStrictEqual(readable(decode(bytes)));
    });
    fc.assert(property, options);
  });

  test("msgpackr reads the same elements (P1.1)", () => {
    const property = fc.property(arbitrary, (message) => {
      const elements = unpack(encode(message).subarray(4)) as readonly unknown[];
      expect(elements.every((each) => ["number", "string", "object"].includes(typeof each))).toBe(true);
      expect(elements.length).toBeGreaterThan(0);
    });
    fc.assert(property, options);
  });
});

test("the bytes do not tell in which order the rows were (P1.5)", () => {
  const property = fc.property(arbitraries.cells, fc.infiniteStream(fc.nat()), (cells, stream) => {
    const order = Array.from({ length: cells.length }, (_, row) => [stream.next().value as number, row] as const);
    const shuffled = new Cells(1);
    for (const [, row] of order.sort(([a], [b]) => a - b)) {
      const { place, layer, option, dimension, content } = cells;
      shuffled.push(place[row] ?? 0, layer[row] ?? 0, option[row] ?? 0, dimension[row] ?? 0, content[row] ?? 0);
    }
    expect(encodeFrame({ kind: "part", cells: shuffled }, 0)).toEqual(encodeFrame({ kind: "part", cells }, 0));
  });
  fc.assert(property, options);
});

test("many rows, close together and far apart, in order and not", () => {
  for (const [options, dimensions, places] of [
    [100, 10, 1],
    [100_000, 3, 2],
    // Keys between 2^31 and 2^32.
    [30_000, 20_000, 3],
    [2 ** 22, 2 ** 22, 32],
  ] as const) {
    const cells = new Cells();
    const seen = new Set<number>();
    for (let i = 1; cells.length < 3000 && i < 30_000; i++) {
      const [option, dimension] = [(i * 7919) % options, (i * 104_729) % dimensions];
      const key = (dimension * options + option) * places + (i % places);
      if (!seen.has(key)) cells.push(i % places, 0, option, dimension, i / 3);
      seen.add(key);
    }
    const frame = { kind: "part", cells } as const;
    expect(readable(decodeFrame(encodeFrame(frame, 0)).frame)).toStrictEqual(readable(frame));
  }
});

test("the columns of what is read are as long as they need be, and nobody else's", () => {
  const cells = new Cells();
  for (let i = 0; i < 5; i++) cells.push(0, 0, i, 0, i === 3 ? NaN : i / 3);
  const bytes = encodeFrame({ kind: "publish", sequence: 1, cells }, 0);
  const read = (decodeFrame(bytes).frame as Publish).cells;
  for (const column of [read.place, read.layer, read.option, read.dimension, read.content]) {
    expect(column.length).toBe(5);
  }
  const before = read.content.slice();
  const other = (decodeFrame(bytes).frame as Publish).cells;
  other.content.fill(7);
  expect(read.content).toEqual(before);
});

test("the bytes of a frame stay what they are; those of a large one fill their buffer", () => {
  const first = encodeFrame({ kind: "acknowledge", sequence: 1 }, 0);
  const kept = first.slice();
  encodeFrame({ kind: "acknowledge", sequence: 2 }, 1);
  expect(first).toEqual(kept);
  const large = encodeFrame({ kind: "names", numbers: [0, 1], names: ["a".repeat(1_000), "b".repeat(1_000)] }, 2);
  expect(large.buffer.byteLength).toBe(large.length);
  expect(Object.getPrototypeOf(first)).toBe(Uint8Array.prototype);
});

test("−0 is written as 0", () => {
  const cells = new Cells();
  cells.push(0, 0, 0, 0, -0);
  const read = (decodeFrame(encodeFrame({ kind: "part", cells }, 0)).frame as Publish).cells;
  expect(Object.is(read.content[0], 0)).toBe(true);
});
