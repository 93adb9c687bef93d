import type { Contents } from "@thalweg/core/testing";
import { contents, pick, pickShared } from "@thalweg/core/testing";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { type Cell, Tensor, type Writer } from "../src/index.ts";
import { rootOf, tensorOf } from "./readings.ts";
import { refusal, unchanged, writeCells, writerOf } from "./unchanged.ts";

const random = { seed: inject("seed"), numRuns: inject("runs") };
const twoContents = fc.tuple(contents(), contents());

/** Other cells at the levels and instances of a tensor. */
function cellsIn(drawn: Contents, more: Contents): Cell[] {
  return more.cells.map((cell, at) => ({
    ...cell,
    level: pick(drawn.levels, at),
    instance: pickShared(drawn.instances, at),
  }));
}

class Left extends Error {}

/** How a batch may come to nothing, and the code of the refusal where it is one. */
const endings: readonly (readonly [code: string | undefined, end: (writer: Writer, tensor: Tensor) => unknown])[] = [
  [
    undefined,
    () => {
      throw new Left();
    },
  ],
  ["invalid-value", (writer) => writer.setValue(writer.floor, "", "o", "k", Number.NaN)],
  ["foreign-instance", (writer, tensor) => writerOf(tensor, writer.floor, "mine").clear(writer.floor, "theirs")],
  ["async-batch", () => Promise.resolve()],
  // biome-ignore lint/suspicious/noThenProperty: what awaits is told by its `then`
  ["async-batch", () => ({ then: () => 1 })],
];

test("a batch that an error leaves, or that returns a promise, is undone before the eyes of all", () => {
  const property = fc.property(twoContents, fc.constantFrom(...endings), ([drawn, more], [code, end]) => {
    const tensor = tensorOf(drawn);
    const root = rootOf(tensor);
    let left: unknown;
    const error = unchanged(tensor, drawn.cursors, () => {
      try {
        root.batch((writer) => {
          for (const [at, cell] of cellsIn(drawn, more).entries()) {
            if (at % 3 === 0) writer.clear(cell.level, cell.instance);
            writeCells(writer, [cell]);
            for (const cursor of drawn.cursors) tensor.resolve(cursor);
          }
          return end(writer, tensor);
        });
      } catch (thrown) {
        if (!(thrown instanceof Left)) throw thrown;
        left = thrown;
      }
    });
    expect(error?.code).toBe(code);
    // Another error than a refusal comes out as it was thrown.
    expect(left instanceof Left).toBe(code === undefined);
    root.setValue(root.floor, "", "afterwards", "k", 1);
    expect(tensor.value({}, "afterwards", "k")).toBeDefined();
  });
  fc.assert(property, random);
});

test("an asynchronous function is no batch: what it wrote before it awaited is undone", async () => {
  const tensor: Tensor = new Tensor(["level"]);
  const root = rootOf(tensor);
  let finished: Promise<void> | undefined;
  const error = unchanged(tensor, [{}], () =>
    root.batch((writer) => {
      finished = (async () => {
        writer.setValue("level", "", "before", "k", 1);
        await undefined;
        writer.setValue("level", "", "after", "k", 2);
      })();
      return finished;
    }),
  );
  expect(error?.code).toBe("async-batch");
  expect([...tensor.cells()]).toEqual([]);
  // What it writes later is a write like any other.
  await finished;
  expect([tensor.resolve({}), tensor.revision]).toEqual([["after"], 1]);
});

test("a batch returns what its function does, and a listener finds the tensor as it has been told", () => {
  const property = fc.property(twoContents, ([drawn, more]) => {
    const tensor = tensorOf(drawn);
    const twin = tensorOf(drawn);
    const before = [...tensor.cells()];
    const { revision } = tensor;
    const revisions: number[] = [];
    tensor.subscribe((delta, told) => {
      revisions.push(told);
      expect(tensor.revision).toBe(told);
      rootOf(twin).apply(delta);
      expect([...twin.cells()]).toStrictEqual([...tensor.cells()]);
    });
    const result = {};
    const returned = rootOf(tensor).batch((writer) => {
      writeCells(writer, cellsIn(drawn, more));
      writer.batch((nested) => writeCells(nested, drawn.cells.slice(0, 2)));
      expect(revisions).toEqual([]);
      return result;
    });
    expect(returned).toBe(result);
    expect([...twin.cells()]).toStrictEqual([...tensor.cells()]);
    const isChanged = fc.stringify(before) !== fc.stringify([...tensor.cells()]);
    expect(tensor.revision).toBe(isChanged ? revision + 1 : revision);
    expect(revisions).toEqual(isChanged ? [tensor.revision] : []);
  });
  fc.assert(property, random);
});

test("a nested batch that is left takes nothing from the one around it", () => {
  const tensor: Tensor = new Tensor(["level"]);
  const root = rootOf(tensor);
  root.batch((writer) => {
    writer.setValue("level", "", "outer", "k", 1);
    expect(refusal(() => writer.batch(async (nested) => nested.clear("level", "")))?.code).toBe("async-batch");
    expect(() =>
      writer.batch((nested) => {
        nested.setValue("level", "", "inner", "k", 1);
        throw new Left();
      }),
    ).toThrow(Left);
    expect(tensor.resolve({})).toEqual(["outer"]);
  });
  expect([tensor.resolve({}), tensor.revision]).toEqual([["outer"], 1]);
});

test("a writer that is revoked in its own batch writes no more, and what it had written stands", () => {
  const tensor = new Tensor(["g"]) as Tensor;
  const root = rootOf(tensor);
  const parent = root.attenuate("g");
  const writer = parent.attenuate("g");
  writer.batch((inner) => {
    inner.setValue("g", "", "before", "k", 1);
    parent.revoke();
    for (const act of [
      () => inner.setValue("g", "", "after", "k", 2),
      () => inner.clear("g", ""),
      () => inner.batch(() => 1),
    ])
      expect(refusal(act)?.code).toBe("revoked");
    root.setValue("g", "", "another's", "k", 3);
  });
  expect(tensor.options()).toEqual(["another's", "before"]);
  // A revocation is no write, and is not undone with those.
  expect(() =>
    root.batch(() => {
      root.revoke();
      throw new Left();
    }),
  ).toThrow(Left);
  expect(refusal(() => root.setValue("g", "", "o", "k", 1))?.code).toBe("revoked");
});
