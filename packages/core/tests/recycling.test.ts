import { expect, test } from "vitest";
import { Tensor } from "../src/index.ts";

/** The same cells in a tensor that has no past. */
const anew = (tensor: Tensor) => Tensor.fromJSON(JSON.stringify(tensor));

test("numbers of names that are gone are given to others, and no view, handle or watcher mixes them up", () => {
  const tensor = new Tensor(["global", "device"]) as Tensor;
  const writer = tensor.writer("global");
  writer.setWeight("global", "", "latency", 1);
  writer.setValue("global", "", "stays", "latency", 0.5);
  const handle = writer.cell("device", "A", "handled", "latency");
  let watched: readonly string[] = tensor.resolve({ device: "A" });
  tensor.watch({ device: "A" }, (queue) => {
    watched = queue;
  });
  for (let round = 0; round < 30; round++) {
    for (let i = 0; i < 100; i++) writer.setValue("device", "A", `option ${round} ${i}`, `dimension ${round}`, i);
    writer.setWeight("global", "", `dimension ${round}`, -1);
    handle.set(round);
    expect(tensor.rank({ device: "A" })).toEqual(anew(tensor).rank({ device: "A" }));
    writer.setValue("device", `other ${round}`, "stays", "latency", round);
    writer.clear("device", "A");
    writer.clear("device", `other ${round - 1}`);
    writer.unsetWeight("global", "", `dimension ${round}`);
    expect(tensor.rank({ device: "A" })).toEqual(anew(tensor).rank({ device: "A" }));
    expect(watched).toEqual(tensor.resolve({ device: "A" }));
    handle.set(-round - 1);
    expect(tensor.value({ device: "A" }, "handled", "latency")).toBe(-round - 1);
    expect(tensor.resolve({ device: "A" })).toEqual(["handled", "stays"]);
    expect(tensor.resolve({ device: `other ${round}` })).toEqual(["stays"]);
  }
  expect(tensor.options()).toEqual(["handled", "stays"]);
  expect(tensor.dimensions()).toEqual(["latency"]);
  expect(tensor.instances("device")).toEqual(["A", "other 29"]);
  expect(JSON.stringify(anew(tensor))).toBe(JSON.stringify(tensor));
});

test("a slice that is emptied and written again within a batch is the same slice", () => {
  const tensor = new Tensor(["global", "device"]);
  const writer = tensor.writer("global");
  writer.setValue("device", "A", "x", "k", 1);
  const deltas: unknown[] = [];
  tensor.subscribe((delta) => deltas.push(delta));
  writer.batch(() => {
    writer.clear("device", "A");
    writer.setValue("device", "B", "y", "k", 2);
    writer.setValue("device", "A", "x", "k", 1);
  });
  const at = { level: "device", instance: "B", option: "y", dimension: "k" };
  expect(deltas).toEqual([[{ ...at, layer: "value", content: 2 }]]);
  expect(() =>
    writer.batch(() => {
      writer.clear("device", "B");
      writer.setValue("device", "C", "z", "k", 3);
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(tensor.instances("device")).toEqual(["A", "B"]);
  expect(tensor.resolve({ device: "B" })).toEqual(["y"]);
  expect(tensor.resolve({ device: "C" })).toEqual([]);
});
