import { expect, test } from "vitest";
import { Frame } from "../src/frame.ts";
import { Tensor } from "../src/index.ts";
import { Store } from "../src/store.ts";
import { Views } from "../src/view.ts";

test("a view that is asked again is the same array, until a change on its path moves an option", () => {
  const tensor = new Tensor(["global", "device"]);
  const writer = tensor.writer("global");
  writer.setWeight("global", "", "latency", 1);
  for (let i = 0; i < 20; i++) writer.setValue("global", "", `option ${i}`, "latency", i);
  const queue = tensor.resolve({ device: "A" });
  expect(Object.isFrozen(queue)).toBe(true);
  writer.setValue("device", "B", "option 3", "latency", -1);
  expect(tensor.resolve({ device: "A" })).toBe(queue);
  writer.setValue("global", "", "option 3", "latency", 3.5);
  expect(tensor.resolve({ device: "A" })).toBe(queue);
  writer.setValue("global", "", "option 3", "latency", 7.5);
  expect(tensor.resolve({ device: "A" })).not.toBe(queue);
  expect(queue[3]).toBe("option 3");
  expect(tensor.resolve({ device: "A" })[7]).toBe("option 3");
});

test("a view catches up or folds anew, with every number of changes since it was asked", () => {
  const tensor = new Tensor(["global", "device"]) as Tensor;
  const writer = tensor.writer("global");
  writer.setWeight("global", "", "latency", 1);
  for (let i = 0; i < 20; i++) writer.setValue("global", "", `option ${i}`, "latency", i);
  for (let changes = 1; changes < 140; changes++) {
    for (let i = 0; i < changes; i++) writer.setValue("device", "A", `option ${i % 7}`, "latency", (i * 37) % 23);
    expect(tensor.rank({ device: "A" })).toEqual(Tensor.fromJSON(tensor.toJSON()).rank({ device: "A" }));
  }
});

test("a frame that fits many paths does not keep the size of the largest", () => {
  const store = new Store(["global", "device"]);
  const at = (instance: string, option: number, dimension: number) => ({
    level: "device",
    instance,
    option: `option ${option}`,
    dimension: `dimension ${dimension}`,
  });
  for (let option = 0; option < 300; option++) {
    for (let dimension = 0; dimension < 100; dimension++) {
      if (dimension % 10 === option % 10) store.writeNamed(0, 1, at("large", option, dimension), 1);
    }
  }
  store.writeNamed(0, 1, at("small", 1, 1), 1);
  const frame = new Frame(store);
  frame.fold([0, 1, store.findSlice(1, "large")]);
  expect(frame.values.length).toBeGreaterThanOrEqual(301 * 100);
  frame.fold([0, 1, store.findSlice(1, "small")]);
  expect([frame.options.length, frame.dimensions.length]).toEqual([2, 1]);
  expect(frame.score(1)).toBe(true);
});

test("paths of one hash are kept apart", () => {
  const store = new Store(["global", "a", "b"]);
  const views = new Views(store);
  const at = { option: "x", dimension: "k" };
  for (let i = 0; i < 600; i++) {
    store.writeNamed(0, 1, { ...at, level: "a", instance: `${i}`, option: `a${i}` }, 1);
    store.writeNamed(0, 2, { ...at, level: "b", instance: `${i}`, option: `b${i}` }, 1);
  }
  // Found by search, for slices numbered in this order.
  for (let round = 0; round < 3; round++)
    for (const [a, b] of [
      ["237", "36"],
      ["579", "22"],
    ] as const) {
      expect(views.view({ a, b }).queue).toEqual([`a${a}`, `b${b}`]);
    }
});

test("paths with many options and many dimensions, each with few cells, cost what their cells cost", () => {
  const tensor = new Tensor(["global", "device"]) as Tensor;
  const writer = tensor.writer("global");
  const size = 6_000;
  writer.setWeight("global", "", "dimension 7", 2);
  for (let i = 0; i < size; i++) {
    writer.setValue("device", "wide", "option", `dimension ${i}`, 1);
    writer.setValue("device", "tall", `option ${i}`, "dimension 7", i);
    writer.setValue("device", "diagonal", `option ${i}`, `dimension ${i}`, -i);
  }
  expect(tensor.rank({ device: "wide" })).toEqual([{ option: "option", score: 2 }]);
  expect(tensor.resolve({ device: "tall" })).toHaveLength(size);
  expect(tensor.best({ device: "diagonal" })).toBe("option 7");
  writer.setValue("device", "diagonal", "option 9", "dimension 7", -8);
  expect(tensor.rank({ device: "diagonal" }, { limit: 2 })).toEqual([
    { option: "option 9", score: -16 },
    { option: "option 7", score: -14 },
  ]);
  writer.gate("device", "diagonal", "option 9", "dimension 8");
  writer.setDefault("global", "", "dimension 7", -10);
  expect(tensor.rank({ device: "diagonal" }, { limit: 1 })).toEqual([{ option: "option 0", score: -20 }]);
  expect(tensor.value({ device: "diagonal" }, "option 7", "dimension 7")).toBe(-7);
});
