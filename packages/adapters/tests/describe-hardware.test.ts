import {
  type Declaration,
  describe as describeInto,
  GPU,
  HARDWARE,
  LEVELS,
  type ModelDeclaration,
  type StepDeclaration,
} from "@thalweg/adapters";
import { Tensor } from "@thalweg/core";
import { describe, expect, test } from "vitest";

/** A tensor with a writer of all of it. */
function made() {
  const tensor = new Tensor(LEVELS);
  return { tensor, writer: tensor.writer("global") };
}

describe("what a call takes of the hardware", () => {
  const taken = (model: ModelDeclaration, tokens: StepDeclaration["tokens"], more: Partial<Declaration> = {}) => {
    const { tensor, writer } = made();
    const own = { name: "own", summary: "", tokens, weights: {}, needs: [] };
    const cells = describeInto({ models: [model], steps: [own], ...more }, writer);
    const [option = ""] = tensor.options();
    const of = (dimension: string) => tensor.value({ step: "own" }, option, dimension) as number;
    return { of, cells };
  };
  const kind = { ...GPU, wait: 1, prefill: 0.01, tpot: 0.1, power: 300, concurrency: 10 };
  const gpu = { provider: "together", model: "m" };

  test("a cache that is written is worked through, one that is read is not", () => {
    const { of } = taken(
      gpu,
      { input: 10, output: 2, cacheRead: 1000, cacheWrite: 20, cacheWrite1h: 30 },
      { hardware: [kind] },
    );
    expect(of("ttft")).toBeCloseTo(1.6, 12);
    expect(of("latency")).toBeCloseTo(1.8, 12);
  });

  test("its share of the power for as long as it is worked on, and none for as long as it waits", () => {
    const { of } = taken(gpu, { input: 10, output: 2 }, { hardware: [kind] });
    expect(of("energy")).toBeCloseTo(30 * (10 * 0.01 + 2 * 0.1), 12);
  });

  test("a larger model is slower where the memory is one's own, and not in a cloud", () => {
    const local = { provider: "ollama", model: "m", hardware: "npu" };
    const tokens = { input: 100, output: 10 };
    const small = taken(local, tokens);
    const large = taken({ ...local, parameters: 80 }, tokens);
    expect(large.of("ttft") - 0.3).toBeCloseTo(10 * (small.of("ttft") - 0.3), 12);
    expect(large.of("energy")).toBeCloseTo(10 * small.of("energy"), 12);
    const told = large.cells.find(({ dimension, option }) => dimension === "tpot" && option !== "");
    expect(told?.from.map(({ kind }) => kind)).toEqual(["hardware", "model"]);
    const cloud = { provider: "groq", model: "m" };
    expect(taken({ ...cloud, parameters: 80 }, tokens).of("latency")).toBe(taken(cloud, tokens).of("latency"));
    // A speed that is declared is that of the model as it is.
    expect(taken({ ...local, parameters: 80, tpot: 0.5, prefill: 0 }, tokens).of("latency")).toBeCloseTo(5.3, 12);
  });

  test("nothing in a cloud is on the device, whatever its provider says", () => {
    const provider = {
      name: "box",
      summary: "",
      data: "device",
      residency: [],
      carries: [],
      gives: [],
      documentation: "",
    } as const;
    for (const [hardware, offers] of [
      ["gpu", true],
      ["lpu", false],
    ] as const) {
      const { tensor, writer } = made();
      describeInto(
        { models: [{ provider: "box", model: "m" }], providers: [{ ...provider, hardware: [hardware] }] },
        writer,
      );
      expect(tensor.value({}, `box/m@${hardware}`, "can:on-device")).toBe(offers ? 0 : undefined);
    }
  });

  test("what the hardware usually costs is a price where the host says so, and only there", () => {
    const tokens = { input: 1_000_000, output: 0 };
    expect(taken(gpu, tokens).of("financial")).toBe(10);
    expect(taken({ ...gpu, price: GPU.price }, tokens).of("financial")).toBe(GPU.price.input);
  });

  test("the kinds are told apart: joules for a token of an answer, to the order of magnitude", () => {
    const joules = Object.fromEntries(
      HARDWARE.map(({ name, power, concurrency, tpot }) => [name, (power / concurrency) * tpot]),
    );
    const bounds: Readonly<Record<string, readonly [number, number]>> = {
      cpu: [2, 10],
      npu: [0.1, 1],
      gpu: [0.1, 1],
      tpu: [0.1, 1],
      lpu: [0.1, 1],
      wafer_scale: [0.1, 1],
      frontier_api: [1, 10],
    };
    for (const [name, [least, most]] of Object.entries(bounds)) {
      expect(joules[name], name).toBeGreaterThan(least);
      expect(joules[name], name).toBeLessThan(most);
    }
    // One installation of the largest is a rack, and not a power station.
    for (const { power } of HARDWARE) expect(power).toBeLessThanOrEqual(25_000);
  });

  test("a server in OpenAI's form that streams is open to a chat", () => {
    const { tensor, writer } = made();
    const server = { provider: "openai-compatible", model: "m" };
    describeInto({ models: [server] }, writer);
    expect(tensor.resolve({ step: "chat" })).toEqual([]);
    describeInto({ models: [{ ...server, capabilities: { streaming: true } }] }, writer);
    expect(tensor.resolve({ step: "chat" })).toEqual(["openai-compatible/m@gpu"]);
  });

  test("what a model is said not to be able to do its provider does not give it, on the device either", () => {
    const { tensor, writer } = made();
    describeInto({ models: [{ provider: "ollama", model: "m", capabilities: { "on-device": false } }] }, writer);
    expect(tensor.value({}, "ollama/m@cpu", "can:on-device")).toBeUndefined();
  });
});
