import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { Tensor, TensorError } from "../src/index.ts";

function sample(): Uint8Array {
  const tensor = new Tensor(["global", "device"]);
  const writer = tensor.writer("global");
  writer.setWeight("global", "", "latency", 0.5);
  writer.setDefault("global", "", "consent", Infinity);
  for (const device of ["A", "Ä", "𐀀"]) writer.setValue("device", device, "groq", "latency", 0.25);
  writer.setOptionWeight("device", "A", "groq", "latency", -3);
  return tensor.snapshot();
}

function refusal(bytes: Uint8Array): TensorError {
  try {
    Tensor.from(bytes);
  } catch (error) {
    if (error instanceof TensorError) return error;
    throw error;
  }
  throw new Error(`taken: [${bytes}]`);
}

test("every truncation, every changed byte and every byte too many is refused", () => {
  const whole = sample();
  expect(JSON.stringify(Tensor.from(whole))).toContain("inf");
  for (let length = 0; length < whole.length; length++) {
    expect(refusal(whole.subarray(0, length)).code).toBe("invalid-snapshot");
  }
  for (let at = 0; at < whole.length; at++) {
    for (const bit of [1, 16, 128]) {
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ bit;
      expect(refusal(changed).code).toBe("invalid-snapshot");
    }
  }
  expect(refusal(Uint8Array.from([...whole, 0])).code).toBe("invalid-snapshot");
});

test("a snapshot in the middle of a larger buffer is read where it lies", () => {
  const whole = sample();
  const larger = new Uint8Array(whole.length + 20).fill(7);
  larger.set(whole, 5);
  expect(Tensor.from(larger.subarray(5, 5 + whole.length)).snapshot()).toEqual(whole);
});

test("whatever else is given is refused, with the checksum made right", () => {
  // Bytes that pass the checksum reach the decoder: it has to refuse what makes no sense, or read it as a tensor.
  const sealed = (bytes: Uint8Array): Uint8Array => {
    let state = 0x811c9dc5;
    for (const byte of bytes.subarray(8)) state = Math.imul(state ^ byte, 0x01000193);
    new DataView(bytes.buffer).setUint32(4, state >>> 0, true);
    return bytes;
  };
  const body = sample();
  const edit = fc.tuple(fc.nat(body.length - 1), fc.nat(255));
  const property = fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
    const changed = body.slice();
    for (const [at, byte] of edits) changed[at] = byte;
    try {
      const tensor = Tensor.from(sealed(changed));
      expect(JSON.stringify(Tensor.from(tensor.snapshot()))).toBe(JSON.stringify(tensor));
    } catch (error) {
      expect(error).toBeInstanceOf(TensorError);
      expect((error as TensorError).code).toBe("invalid-snapshot");
    }
  });
  fc.assert(property, { seed: inject("seed"), numRuns: inject("runs") * 3 });
  // @ts-expect-error a snapshot is bytes
  expect(refusal("THLW").code).toBe("invalid-snapshot");
  // @ts-expect-error a snapshot is bytes
  expect(refusal(undefined).code).toBe("invalid-snapshot");
  expect(refusal(new Uint8Array(100)).code).toBe("invalid-snapshot");
});

test("a head that says what no tensor is, with the checksum made right, is refused", () => {
  const withHead = (head: unknown, contents: readonly number[] = []): Uint8Array => {
    const text = JSON.stringify(head);
    const bytes = new Uint8Array(12 + text.length + contents.length * 8);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < text.length; i++) bytes[12 + i] = text.charCodeAt(i);
    for (const [i, content] of contents.entries()) view.setFloat64(12 + text.length + i * 8, content, true);
    view.setUint32(0, 0x014c4854, true);
    view.setUint32(8, text.length, true);
    let state = 0x811c9dc5;
    for (const byte of bytes.subarray(8)) state = Math.imul(state ^ byte, 0x01000193);
    view.setUint32(4, state >>> 0, true);
    return bytes;
  };
  expect([...Tensor.from(withHead([3, ["g"], ["a", "k"], [[0, "", 1]]], [7])).cells()]).toHaveLength(1);
  for (const depth of [5, 0.5, 1e9, -1, true, null, "0", "x"]) {
    expect(refusal(withHead([3, ["g"], ["a", "k"], [[depth, "", 1]]], [7])).code).toBe("invalid-snapshot");
  }
  for (const cell of [0, -1, 4, 1.9, "1", 2 ** 32 + 1, 9, null]) {
    expect(refusal(withHead([3, ["g"], ["a", "k"], [[0, "", cell]]], [7])).code).toBe("invalid-snapshot");
  }
  for (const revision of [-5, 1.5, "3", null, 2 ** 60]) {
    expect(refusal(withHead([revision, ["g"], ["a", "k"], [[0, "", 1]]], [7])).code).toBe("invalid-snapshot");
  }
  for (const names of ["ak", [], [1, 2], null]) {
    expect(refusal(withHead([3, ["g"], names, [[0, "", 1]]], [7])).code).toBe("invalid-snapshot");
  }
  for (const content of [NaN, -Infinity]) {
    expect(refusal(withHead([3, ["g"], ["a", "k"], [[0, "", 1]]], [content])).code).toBe("invalid-snapshot");
  }
});
