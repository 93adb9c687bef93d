import {
  applyPreset,
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
