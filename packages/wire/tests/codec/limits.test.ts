import { expect, test } from "vitest";
import { Cells } from "../../src/codec/cells.ts";
import { decodeFrame } from "../../src/codec/decode.ts";
import { encodeFrame } from "../../src/codec/encode.ts";
import type { DecodeLimits } from "../../src/codec/limits.ts";
import { WireError } from "../../src/errors.ts";
import { sealed } from "../../vectors/raw.ts";

function codeOf(bytes: Uint8Array, limits?: Partial<DecodeLimits>): string {
  try {
    decodeFrame(bytes, limits);
    return "read";
  } catch (error) {
    if (error instanceof WireError) return error.code;
    throw error;
  }
}

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

test("bytes (P5.1)", () => {
  const bytes = encodeFrame({ kind: "bye", code: "a".repeat(20) }, 0);
  expect(codeOf(bytes, { maxBytes: bytes.length })).toBe("read");
  expect(codeOf(bytes, { maxBytes: bytes.length - 1 })).toBe("too-large");
  expect(codeOf(new Uint8Array(2 ** 20))).toBe("invalid-bytes");
  expect(codeOf(new Uint8Array(2 ** 20 + 1))).toBe("too-large");
});

test("cells (P5.2), set and unset, also those of the default", () => {
  const cells = new Cells();
  for (let i = 0; i < 65_537; i++) cells.push(0, 0, i, 0, i % 2 === 0 ? i : NaN);
  const frame = (length: number) => encodeFrame({ kind: "part", cells: cells.slice(0, length) }, 0);
  expect(codeOf(frame(65_536))).toBe("read");
  expect(codeOf(frame(65_537))).toBe("too-large");
  expect(codeOf(frame(10), { maxCells: 10 })).toBe("read");
  expect(codeOf(frame(10), { maxCells: 9 })).toBe("too-large");
});

test("names (P5.3), also those of the default", () => {
  const frame = (length: number) => {
    const numbers = Array.from({ length }, (_, i) => i);
    return encodeFrame({ kind: "names", numbers, names: numbers.map(String) }, 0);
  };
  expect(codeOf(frame(65_536))).toBe("read");
  expect(codeOf(frame(65_537))).toBe("too-large");
  expect(codeOf(frame(3), { maxNames: 3 })).toBe("read");
  expect(codeOf(frame(3), { maxNames: 2 })).toBe("too-large");
});

test("units (P5.4)", () => {
  const frame = encodeFrame({ kind: "bye", code: "é".repeat(1024) }, 0);
  expect(codeOf(frame)).toBe("read");
  expect(codeOf(frame, { maxNameUnits: 1023 })).toBe("too-large");
});

test("what is too large is not made room for: a great number of rows, of names, of list elements", () => {
  const started = process.memoryUsage().arrayBuffers;
  for (const hex of [
    // A million rows, of which each key is one byte.
    sealed("97 04 00 00 00 c6 000f4240", new Uint8Array(1_000_000).fill(1), "c4 00 c4 00"),
    // A list that says it has four thousand million elements.
    sealed("94 02 00 c4 00 dd ffffffff", new Uint8Array(1000)),
    sealed("dd ffffffff 00"),
    sealed("94 02 00 c6 000f4240", new Uint8Array(1_000_000).fill(1), "90"),
    // A text and bytes that say they have four thousand million.
    sealed("93 09 00 db ffffffff"),
    sealed("94 02 00 c6 ffffffff"),
  ]) {
    expect(["too-large", "invalid-bytes"]).toContain(codeOf(bytesOf(hex)));
  }
  expect(process.memoryUsage().arrayBuffers - started).toBeLessThan(16_000_000);
});
