import { expect, test } from "vitest";
import { Tensor, TensorError } from "../src/index.ts";

const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    return error instanceof TensorError ? error.code : `${error}`;
  }
  return undefined;
};

test("a handle whose write a listener undoes writes again", () => {
  const tensor = new Tensor(["g"]);
  const writer = tensor.writer("g");
  const handle = writer.cell("g", "", "a", "k");
  const end = tensor.subscribe(() => {
    end();
    writer.unsetValue("g", "", "a", "k");
  });
  handle.set(1);
  handle.set(2);
  expect(tensor.value({}, "a", "k")).toBe(2);
});

test("a watch that began in a batch that was taken back sees the next change", () => {
  const tensor = new Tensor(["g"]);
  const writer = tensor.writer("g");
  const queues: string[][] = [];
  const fail = () =>
    writer.batch(() => {
      writer.setValue("g", "", "a", "k", 1);
      tensor.watch({}, (queue) => queues.push([...queue]));
      throw new Error("no");
    });
  expect(fail).toThrow("no");
  writer.setValue("g", "", "a", "k", 1);
  expect(queues).toEqual([["a"]]);
});

test("within a batch, an instance without cells is no instance", () => {
  const tensor = new Tensor(["g", "d"]);
  const writer = tensor.writer("g");
  writer.setValue("d", "A", "a", "k", 1);
  writer.batch(() => {
    writer.clear("d", "A");
    expect(tensor.instances("d")).toEqual([]);
  });
});

test("what one listener does to a delta no other hears", () => {
  const tensor = new Tensor(["g"]);
  tensor.subscribe((delta) => expect(() => (delta as unknown[]).pop()).toThrow(TypeError));
  tensor.subscribe((delta) => expect(Object.isFrozen(delta[0])).toBe(true));
  tensor.writer("g").setWeight("g", "", "k", 1);
});

test("a pin that is undefined by mistake opens nothing", () => {
  const tensor = new Tensor(["g", "d"]);
  const missing = undefined as unknown as string;
  expect(codeOf(() => tensor.writer("d", missing))).toBe("invalid-name");
  expect(codeOf(() => tensor.writer("g").attenuate("d", missing))).toBe("invalid-name");
  expect(codeOf(() => tensor.writer("d", "A").attenuate("d", missing))).toBe("foreign-instance");
});

test("reduce without an option or a dimension is refused, and not a roll-up", () => {
  const tensor = new Tensor(["g", "d"]);
  const writer = tensor.writer("g");
  writer.setValue("d", "A", "a", "k", 1);
  expect(codeOf(() => writer.reduce({ from: "d", to: "g" } as never))).toBe("invalid-name");
});

test("a revoked writer says so, whatever else is wrong", () => {
  const tensor = new Tensor(["g", "d"]);
  const writer = tensor.writer("g");
  const far = Array.from({ length: 20_000 }).reduce<typeof writer>((last) => last.attenuate("g"), writer);
  far.setWeight("g", "", "k", 1);
  writer.revoke();
  expect(codeOf(() => far.rollUp({ from: "x" as "d", to: "g" }))).toBe("revoked");
  expect(codeOf(() => far.apply(5 as never))).toBe("revoked");
  expect(codeOf(() => far.corroborate({ from: "d", to: "g", quorum: 0 }))).toBe("revoked");
});

test("holes in an array are no cells and no changes", () => {
  const holes = new Array(2);
  expect(codeOf(() => Tensor.fromJSON({ levels: ["g"], cells: holes }))).toBe("invalid-declaration");
  expect(codeOf(() => new Tensor(["g"]).writer("g").apply(holes))).toBe("invalid-delta");
});

test("cells that are unset while they are listed are left out", () => {
  const tensor = new Tensor(["g", "d"]);
  const writer = tensor.writer("g");
  for (const instance of ["A", "B"]) {
    for (const option of ["a", "b"]) writer.setValue("d", instance, option, "k", 1);
  }
  const seen: string[] = [];
  for (const { instance, option, value } of tensor.cells()) {
    seen.push(`${instance} ${option} ${value}`);
    writer.clear("d", "A");
    writer.clear("d", "B");
    writer.setValue("d", "Z", "z", "k", 1);
  }
  expect(seen).toEqual(["A a 1"]);
});

test("an option with an undefined score keeps no flip from the others", () => {
  const tensor = new Tensor(["g"]);
  const writer = tensor.writer("g");
  writer.setWeight("g", "", "k", 1);
  writer.setValue("g", "", "a", "k", 1);
  writer.setValue("g", "", "b", "k", 2);
  for (const [dimension, weight] of [
    ["x", 1e200],
    ["y", -1e200],
  ] as const) {
    writer.setValue("g", "", "z", dimension, 1e200);
    writer.setOptionWeight("g", "", "z", dimension, weight);
  }
  expect(tensor.rank({}).map(({ score }) => score)).toEqual([1, 2, NaN]);
  const flip = tensor.explain({}).flips.find(({ option }) => option === "b");
  expect(flip?.change.option).toBe("b");
});

test("a cursor maps a level to undefined as if it were left out, and a limit may be infinite", () => {
  const tensor = new Tensor(["g", "d"]);
  const writer = tensor.writer("g");
  writer.setValue("g", "", "a", "k", 1);
  writer.setValue("d", "A", "b", "k", 1);
  expect(tensor.rank({ d: undefined })).toEqual(tensor.rank({}));
  expect(tensor.resolve({ g: undefined, d: "A" }, { limit: Number.POSITIVE_INFINITY })).toEqual(["a", "b"]);
});
