import {
  AdapterError,
  applyPreset,
  capableOf,
  describe as describeInto,
  LEVELS,
  optionName,
  requireCapabilities,
} from "@thalweg/adapters";
import { Tensor, type Writer } from "@thalweg/core";
import { expect, test } from "vitest";

const model = { provider: "groq", model: "llama" };

function errorOf(work: () => unknown): AdapterError {
  try {
    work();
  } catch (error) {
    if (error instanceof AdapterError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

test("a tensor with other levels: the option that names them, and not the number of a cell", () => {
  const two = new Tensor(["everyone", "device"] as readonly string[]);
  const refused = (options?: object) =>
    errorOf(() => describeInto({ models: [model] }, two.writer("everyone"), options));
  expect(refused()).toMatchObject({ code: "unknown-level", place: "options.step", found: "step" });
  expect(refused().message).toContain("{level, step}");
  expect(refused({ level: "planet" })).toMatchObject({
    code: "unknown-level",
    place: "options.level",
    found: "planet",
  });
  expect([...two.cells()]).toEqual([]);
});

/** What callers without types may call with. */
const untyped: readonly (readonly [
  place: string,
  code: string,
  work: (tensor: Tensor, writer: Writer) => unknown,
  says?: string,
])[] = [
  ["writer", "invalid-declaration", () => describeInto({ models: [] }, undefined as never), "tensor.writer"],
  ["writer", "invalid-declaration", () => applyPreset({} as never, "fast"), "tensor.writer"],
  ["writer", "invalid-declaration", () => requireCapabilities(null as never, [], { level: "global" })],
  ["options", "invalid-declaration", (_, writer) => describeInto({ models: [] }, writer, null as never)],
  [
    "options.previous[0]",
    "invalid-declaration",
    (_, writer) => describeInto({ models: [] }, writer, { previous: [null as never] }),
  ],
  [
    "options.previous",
    "invalid-declaration",
    (_, writer) => describeInto({ models: [] }, writer, { previous: {} as never }),
  ],
  [
    "options.prevous",
    "invalid-name",
    (_, writer) => describeInto({ models: [] }, writer, { prevous: [] } as never),
    "previous",
  ],
  [
    "capabilities",
    "invalid-declaration",
    (_, writer) => requireCapabilities(writer, "tools" as never, { level: "global" }),
    "list",
  ],
  ["slice", "invalid-declaration", (_, writer) => requireCapabilities(writer, ["tools"], undefined as never), "object"],
  ["slice", "invalid-declaration", (_, writer) => applyPreset(writer, "fast", null as never), "object"],
  [
    "capabilities[0]",
    "unknown-capability",
    (_, writer) => requireCapabilities(writer, ["flying"], { level: "global" }),
    "tools",
  ],
  ["capabilities[0]", "unknown-capability", (tensor) => capableOf(tensor, {}, ["flying"]), "yours:name"],
  ["capabilities", "invalid-declaration", (tensor) => capableOf(tensor, {}, null as never)],
  ["options", "invalid-declaration", (tensor) => capableOf(tensor, {}, [], null as never)],
  ["options.context", "invalid-number", (tensor) => capableOf(tensor, {}, [], { context: -1 })],
  ["preset", "unknown-preset", (_, writer) => applyPreset(writer, undefined as never)],
  ["preset.latnecy", "unknown-dimension", (_, writer) => applyPreset(writer, { latnecy: 1 }), "latency"],
  ["option", "invalid-declaration", () => optionName(undefined as never), "object"],
];

for (const [i, [place, code, work, says = ""]] of untyped.entries()) {
  test(`without types, at ${place}: ${code} (${i})`, () => {
    const tensor: Tensor = new Tensor(LEVELS as readonly string[]);
    const error = errorOf(() => work(tensor, tensor.writer("global")));
    expect(error).toMatchObject({ code, place });
    expect(error.message).toContain(says);
    expect(tensor.revision).toBe(0);
  });
}
