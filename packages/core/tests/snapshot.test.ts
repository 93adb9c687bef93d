import { cellsOver, contents } from "@thalweg/core/testing";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { Tensor, TensorError } from "../src/index.ts";
import { readings, tensorOf } from "./readings.ts";

function sample(): Uint8Array {
  const tensor = new Tensor(["global", "device"]);
  const writer = tensor.writer("global");
  writer.setWeight("global", "", "latency", 0.5);
  writer.setDefault("global", "", "consent", Infinity);
  for (const device of ["A", "Ä", "𐀀"]) writer.setValue("device", device, "groq", "latency", 0.25);
  writer.setOptionWeight("device", "A", "groq", "latency", -3);
  return tensor.snapshot();
}

const options = { seed: inject("seed"), numRuns: inject("runs") };

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

test("whatever a tensor holds, one made from its bytes reads as it does, wherever the bytes lie", () => {
  const property = fc.property(contents({ maxCells: 40 }), (drawn) => {
    const tensor = tensorOf(drawn);
    const read = readings(tensor, drawn);
    const bytes = tensor.snapshot();
    const larger = new Uint8Array(bytes.length + 5).fill(255);
    larger.set(bytes, 3);
    for (const copy of [Tensor.from(bytes), Tensor.from(larger.subarray(3, 3 + bytes.length))]) {
      expect(readings(copy, drawn)).toStrictEqual(read);
      expect(copy.revision).toBe(tensor.revision);
      expect(copy.snapshot()).toEqual(bytes);
    }
  });
  fc.assert(property, options);
});

test("copies go their own ways, and neither the bytes nor the original with them", () => {
  const more = cellsOver({ maxCells: 12 });
  const property = fc.property(contents({ maxCells: 40 }), more, (drawn, more) => {
    const tensor = tensorOf(drawn);
    const read = readings(tensor, drawn);
    const bytes = tensor.snapshot();
    const kept = bytes.slice();
    const copy: Tensor = Tensor.from(bytes);
    const cells = more(drawn);
    const root = copy.writer(drawn.levels[0] ?? "");
    for (const { level, instance, option, dimension, value, weight } of cells) {
      if (value !== undefined) root.setValue(level, instance, option, dimension, value);
      if (weight !== undefined) root.setOptionWeight(level, instance, option, dimension, weight);
    }
    expect(bytes).toEqual(kept);
    bytes.fill(0);
    expect(readings(tensor, drawn)).toStrictEqual(read);
    expect(tensor.snapshot()).toEqual(kept);
    const written = tensorOf({ ...drawn, cells: [...drawn.cells, ...cells] });
    expect(readings(copy, drawn)).toStrictEqual(readings(written, drawn));
    // Both counted from the same revision on, and a copy of a copy goes on with that.
    expect(copy.revision).toBe(written.revision);
    expect(Tensor.from(copy.snapshot()).revision).toBe(copy.revision);
  });
  fc.assert(property, options);
});

test("bytes that are not a whole and unchanged snapshot are refused, whatever the tensor", () => {
  const flip = fc.integer({ min: 1, max: 255 });
  const noise = fc.uint8Array({ maxLength: 64 });
  const property = fc.property(contents(), fc.nat(), flip, noise, (drawn, where, flip, noise) => {
    const bytes = tensorOf(drawn).snapshot();
    const at = where % bytes.length;
    const changed = bytes.map((byte, index) => (index === at ? byte ^ flip : byte));
    for (const bad of [bytes.subarray(0, at), bytes.subarray(1), Uint8Array.from([...bytes, flip]), changed, noise])
      expect(refusal(bad).code).toBe("invalid-snapshot");
  });
  fc.assert(property, options);
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
  fc.assert(property, { ...options, numRuns: options.numRuns * 3 });
  // @ts-expect-error a snapshot is bytes
  expect(refusal("THLW").code).toBe("invalid-snapshot");
  // @ts-expect-error a snapshot is bytes
  expect(refusal(undefined).code).toBe("invalid-snapshot");
  expect(refusal(new Uint8Array()).code).toBe("invalid-snapshot");
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
