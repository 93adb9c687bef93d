import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { checksum } from "../../src/codec/checksum.ts";

test("the checksum is that of zlib, wherever the bytes lie (P1.2)", () => {
  expect(checksum(new TextEncoder().encode("123456789"), 0) >>> 0).toBe(0xcbf43926);
  const property = fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(9), fc.nat(9), (bytes, before, start) => {
    const larger = new Uint8Array(bytes.length + 12).fill(3);
    larger.set(bytes, before);
    const view = larger.subarray(before, before + bytes.length);
    expect(checksum(view, start) >>> 0).toBe(crc32(bytes.subarray(start)));
  });
  fc.assert(property, { seed: inject("seed"), numRuns: inject("runs") });
});
