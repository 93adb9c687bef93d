import {
  applyPreset,
  capableOf,
  describe,
  LEVELS,
  type ModelDeclaration,
  optionName,
  requireCapabilities,
} from "@thalweg/adapters";
import { catalogueModel } from "@thalweg/adapters/catalogue";
import { GROQ } from "@thalweg/adapters/groq";
import { Tensor } from "@thalweg/core";

const tensor = new Tensor(LEVELS);
const writer = tensor.writer("global");
const model: ModelDeclaration = catalogueModel("groq", "llama-3.1-8b-instant", 0);

// A writer of a tensor with typed levels is as good as any, and so is a narrower one.
describe({ models: [model], steps: ["classify"], preset: "fast", providers: [GROQ] }, writer);
applyPreset(tensor.writer("workspace", "acme"), "cheap");
applyPreset(writer, { latency: 0.01 }, { level: "workspace", instance: "acme" });
requireCapabilities(writer, ["on-device"], { level: "device" });

// @ts-expect-error There is no such preset.
applyPreset(writer, "rapid");
// @ts-expect-error A reader cannot be described into.
describe({ models: [model] }, tensor.reader());
// @ts-expect-error A model is called through somebody.
describe({ models: [{ model: "llama" }] }, writer);
// @ts-expect-error A misspelt field would be an unknown number.
describe({ models: [{ provider: "groq", model: "llama", prise: {} }] }, writer);
// @ts-expect-error A substrate has three parts.
optionName({ provider: "groq", model: "llama" });
// @ts-expect-error A requirement stands at a slice.
requireCapabilities(writer, ["on-device"]);
// @ts-expect-error The tensor has no such level to require at.
requireCapabilities(writer, ["tools"], { level: "planet" });
// @ts-expect-error Nor to describe at.
describe({ models: [model] }, writer, { level: "planet" });
// @ts-expect-error Nor for the steps.
describe({ models: [model] }, writer, { step: "nowhere" });
// @ts-expect-error Nor for a preset.
applyPreset(writer, "fast", { level: "planet" });
// @ts-expect-error Nor in a cursor.
capableOf(tensor, { planet: "x" }, []);
// @ts-expect-error A pinned writer has one level.
requireCapabilities(tensor.writer("workspace", "acme"), ["tools"], { level: "device" });
// @ts-expect-error What a model can do is told by yes, no, or nothing.
describe({ models: [{ provider: "groq", model: "llama", capabilities: { tools: "yes" } }] }, writer);
// @ts-expect-error Nor by a list.
describe({ models: [{ provider: "groq", model: "llama", capabilities: ["tools"] }] }, writer);

// Levels of one's own, and names of one's own beside the known ones.
const other = new Tensor(["everyone", "task"]);
describe({ models: [model], steps: ["classify", "compose"] }, other.writer("everyone"), { step: "task" });
capableOf(other, { task: "classify" }, ["tools", "acme:sworn"], { context: 130_000 });
capableOf(tensor.reader(), { workspace: "acme" }, ["json"]);
describe(
  { models: [{ ...model, provider: "attic", hardware: "photonic", capabilities: { "acme:sworn": true } }] },
  writer,
);
// Levels that are known only when it runs.
const late: Tensor = new Tensor(["a", "b"] as readonly string[]);
describe({ models: [] }, late.writer("a"), { step: "b" });
