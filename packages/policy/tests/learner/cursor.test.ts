import { Tensor } from "@thalweg/core";
import { describe, expect, test } from "vitest";
import { PolicyError } from "../../src/errors.ts";
import { Learner, rate } from "../../src/index.ts";

describe("a cursor is that of the tensor, whatever its names are and however deep it is", () => {
  const deep = ["global", "workspace", "task"] as const;

  test.each([
    [{ workspace: "acme", task: "private" }, "task", "private"],
    [{ workspace: "acme", task: "a/b~c" }, "task", "a/b~c"],
    [{ workspace: "x/y", task: "" }, "workspace", "x/y"],
  ] as const)("gates of others hold at %o", (cursor, level, instance) => {
    const tensor = new Tensor(deep);
    const writer = tensor.writer("global");
    writer.setWeight("global", "", "deficit", 1);
    const learner = new Learner({ levels: deep, dimensions: { deficit: rate() }, options: ["cloud", "local"], tensor });
    for (let i = 0; i < 20; i++) {
      const { receipt } = learner.decide(cursor, { among: ["local"] });
      learner.observe(receipt, { values: { deficit: 1 } });
    }
    expect(learner.decide(cursor).option).toBe("cloud");
    writer.gate(level, instance, "cloud", "can:on-device");
    expect(learner.decide(cursor).option).toBe("local");
    expect(learner.queue(cursor)).toEqual(["local"]);
    const belief = learner.beliefs.belief(cursor.task === "" ? { workspace: "x/y" } : cursor, "local", "deficit");
    expect(learner.tensor.value(cursor, "local", "deficit")).toBe(belief.mean);
    expect(learner.tensor.explain(cursor).queue[0]?.option).toBe("local");
  });

  test("two addresses whose finest names are equal take turns in the slice", () => {
    const learner = new Learner({ levels: deep, dimensions: { deficit: rate() }, options: ["a", "b"] });
    const [one, other] = [
      { workspace: "one", task: "t" },
      { workspace: "other", task: "t" },
    ];
    for (let i = 0; i < 30; i++) {
      learner.observe(learner.decide(one, { among: ["a"] }).receipt, { values: { deficit: 1 } });
      learner.observe(learner.decide(other, { among: ["b"] }).receipt, { values: { deficit: 1 } });
    }
    for (let i = 0; i < 2; i++) {
      expect(learner.queue(one)).toEqual(["b", "a"]);
      expect(learner.queue(other)).toEqual(["a", "b"]);
    }
  });

  test("no two cursors are taken for one", () => {
    const levels = ["global", "region", "device"] as const;
    const tensor = new Tensor(levels);
    const writer = tensor.writer("global");
    writer.setWeight("global", "", "deficit", 1);
    writer.gate("device", "yz", "cloud", "can");
    const learner = new Learner({
      levels,
      pooled: ["global"],
      dimensions: { deficit: rate() },
      options: ["cloud", "local"],
      tensor,
    });
    learner.decide({ region: "xy", device: "z" });
    expect(learner.queue({ region: "x", device: "yz" })).toEqual(["local"]);
  });

  test("a level that there is not is refused", () => {
    const learner = new Learner({ levels: deep, dimensions: { deficit: rate() }, options: ["a"] });
    expect(() => learner.decide({ tsak: "math" } as unknown as { task: string })).toThrow(PolicyError);
  });
});
