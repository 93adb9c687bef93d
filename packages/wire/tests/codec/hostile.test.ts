import { expect, inject, test } from "vitest";
import { WireError } from "../../src/errors.ts";
import { authored } from "../../vectors/files.ts";
import { memory } from "../memory.ts";
import { type Codec, codecs } from "./codecs.ts";
import { hostile } from "./mutants.ts";

/** How many hostile strings of bytes each decoder is given: THALWEG_HOSTILE, all decoders together. */
const count = Number(process.env.THALWEG_HOSTILE ?? 20_000);
const codes = ["invalid-bytes", "too-large", "unsupported-version"];

/** Reads bytes: true where they were a message, and the very bytes that the message is written as. */
function isMessage({ decode, encode }: Codec, bytes: Uint8Array): boolean {
  let message: unknown;
  try {
    message = decode(bytes);
  } catch (error) {
    if (error instanceof WireError && codes.includes(error.code)) return false;
    throw error;
  }
  expect(Buffer.from(encode(message)).equals(bytes), Buffer.from(bytes).toString("hex")).toBe(true);
  return true;
}

for (const [name, codec] of Object.entries(codecs)) {
  // The frames come from elsewhere; the others from a disk of one's own.
  const share = Math.ceil(name === "frame" ? count * 0.6 : count * 0.1);
  test(`W10: ${share} hostile strings as ${name}: a message in its one encoding, or one typed error (P1.5, P1.7)`, () => {
    const valid = Object.values(authored)
      .flat()
      .filter(({ of, gives }) => of === name && gives !== undefined)
      .map(({ hex }) => Uint8Array.from(Buffer.from(hex, "hex")));
    const strings = hostile(valid, inject("seed"));
    let messages = 0;
    let before = 0;
    for (let i = 0; i < share; i++) {
      // The first tenth fills caches, and pools, and the engine's own tables.
      if (i === Math.floor(share / 10)) before = memory();
      if (isMessage(codec, strings.next().value)) messages++;
    }
    // Some mutants are messages; were none, or most, the mutants would be no good.
    expect(messages).toBeGreaterThan(share / 1000);
    expect(messages).toBeLessThan(share / 2);
    expect(memory() - before, "bytes more than after the first tenth").toBeLessThan(4_000_000);
  }, 1_800_000);
}

test("W10: every beginning of every vector, as it is and with its checksum mended", async () => {
  const { crc32 } = await import("node:zlib");
  for (const { of, hex, gives } of Object.values(authored).flat()) {
    if (gives === undefined || hex.length > 2000) continue;
    const whole = Buffer.from(hex, "hex");
    for (let length = 0; length < whole.length; length++) {
      const bytes = Uint8Array.from(whole.subarray(0, length));
      expect(isMessage(codecs[of], bytes)).toBe(false);
      if (length > 4) new DataView(bytes.buffer).setUint32(0, crc32(bytes.subarray(4)), true);
      expect(isMessage(codecs[of], bytes)).toBe(false);
    }
  }
});

test("W10: a hundred thousand lists in each other end at the second", async () => {
  const { crc32 } = await import("node:zlib");
  const bytes = new Uint8Array(100_004).fill(0x91);
  new DataView(bytes.buffer).setUint32(0, crc32(bytes.subarray(4)), true);
  for (const codec of Object.values(codecs)) expect(isMessage(codec, bytes)).toBe(false);
});
