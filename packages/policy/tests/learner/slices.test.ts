import { Tensor, type Writer } from "@thalweg/core";
import { describe, expect, test } from "vitest";
import { Learner, rate } from "../../src/index.ts";
import { LEVELS, type Level, meet } from "./setting.ts";

describe("in a slice of its own, as on a replica", () => {
  const cursor = { workspace: "w", device: "A" };
  const onSlice = () => {
    const tensor = new Tensor(LEVELS);
    const host = tensor.writer("global");
    host.setWeight("global", "", "deficit", 1);
    for (const option of ["a", "b"]) host.setValue("global", "", option, "price", 0);
    const learner = new Learner({
      levels: LEVELS,
      dimensions: { deficit: rate() },
      tensor: tensor.reader(),
      writer: tensor.writer("device", "A"),
    });
    return { tensor, host, learner };
  };

  test("it decides and learns, and writes nothing else", () => {
    const { tensor, learner } = onSlice();
    const others = (): unknown => [...tensor.cells()].filter(({ instance }) => instance !== "A");
    const before = others();
    for (let i = 0; i < 40; i++) {
      const { option, receipt } = learner.decide(cursor);
      learner.observe(receipt, { values: { deficit: option === "a" ? 1 : 0 } });
    }
    expect(learner.queue(cursor)).toEqual(["b", "a"]);
    expect(others()).toEqual(before);
    const { mean } = learner.beliefs.belief(cursor, "a", "deficit");
    expect(tensor.value(cursor, "a", "deficit")).toBe(mean);
  });

  test("weights are the hub's, which may come later", () => {
    const tensor = new Tensor(LEVELS);
    const options = { tensor: tensor.reader(), writer: tensor.writer("device", "A") };
    const learner = new Learner({ levels: LEVELS, dimensions: { deficit: rate() }, ...options });
    expect([...learner.tensor.cells()].filter(({ weight }) => weight !== undefined)).toEqual([]);
  });

  test("a cursor without the slice is refused, and so is a reader without a writer", () => {
    const { tensor, learner } = onSlice();
    expect(() => learner.decide({ workspace: "w" })).toThrow(expect.objectContaining({ code: "invalid-name" }));
    const wrong = { levels: LEVELS, dimensions: { deficit: rate() }, tensor: tensor.reader() };
    expect(() => new Learner(wrong)).toThrow(expect.objectContaining({ code: "invalid-option", place: "tensor" }));
    const coarse = { ...wrong, writer: tensor.writer("workspace") as unknown as Writer<Level> };
    expect(() => new Learner(coarse)).toThrow(expect.objectContaining({ code: "invalid-option", place: "writer" }));
  });
});

test("where levels are not pooled, what is named in the finest slice alone is a candidate there alone", () => {
  const tensor = new Tensor(LEVELS);
  const host = tensor.writer("global");
  const learner = new Learner({ levels: LEVELS, pooled: ["global"], dimensions: { deficit: rate() }, tensor });
  host.setValue("global", "", "cloud", "price", 0);
  host.setValue("device", "A", "gpu", "price", 0);
  const [here, there] = [{ device: "A" }, { device: "B" }];
  for (let i = 0; i < 30; i++) {
    const { option, receipt } = learner.decide(here);
    learner.observe(receipt, { values: { deficit: option === "gpu" ? 0 : 1 } });
  }
  expect(learner.queue(here)).toEqual(["gpu", "cloud"]);
  expect(learner.queue(there)).toEqual(["cloud"]);
  expect(learner.tensor.resolve({})).toEqual(["cloud"]);
  const finest = [...tensor.cells()].filter(({ level }) => level === "device").map(({ option }) => option);
  expect(new Set(finest)).toEqual(new Set(["gpu"]));
});

test("what is named at a level between that is not pooled is learnt of in the slice of the address", () => {
  const { host, learner } = meet({ pooled: ["global", "device"] });
  host.setValue("workspace", "w", "house", "price", 0);
  const cursor = { workspace: "w", device: "A" };
  const { receipt } = learner.decide(cursor);
  learner.observe(receipt, { values: { deficit: 1 } });
  expect(learner.queue(cursor)).toEqual(["house"]);
  expect(learner.tensor.value(cursor, "house", "deficit")).toBe(
    learner.beliefs.belief({ device: "A" }, "house", "deficit").mean,
  );
  expect(learner.tensor.resolve({ workspace: "v", device: "B" })).toEqual([]);
});

test("what is expected, and what others have seen, of an option counts as soon as somebody names it", () => {
  const { host, learner } = meet({ options: ["cloud"], priors: { gpu: { deficit: 0.1 } } });
  for (let i = 0; i < 20; i++) {
    learner.beliefs.observe({ cursor: {}, option: "tpu", dimension: "deficit", value: 1 });
  }
  for (const option of ["tpu", "gpu"]) host.setValue("device", "A", option, "price", 0);
  expect(learner.queue({ workspace: "w", device: "A" })).toEqual(["gpu", "cloud", "tpu"]);
});
