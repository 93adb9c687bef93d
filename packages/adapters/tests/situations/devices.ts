import { CEREBRAS, CLAUDE, CPU, GROQ_LARGE, GROQ_SMALL, NPU, OFFICE_GPU } from "./fleet.ts";
import type { Situation } from "./situation.ts";

const newcomer = "groq/brand-new@lpu";

/** What a device knows itself, and what nobody knows. */
export const DEVICES: readonly Situation[] = [
  {
    says: "No window of the local processors is open: the device is busy with a game",
    cursor: { device: "pc", step: "classify", workspace: "thrifty" },
    given: (writer) => {
      writer.setWeight("workspace", "thrifty", "latency", 0.000_001);
      writer.setWeight("workspace", "thrifty", "quality", 0.002);
      writer.gate("device", "pc", NPU, "window");
      writer.gate("device", "pc", CPU, "window");
    },
    first: GROQ_SMALL,
    closed: { [CPU]: "window", [NPU]: "window" },
    by: [CLAUDE, "financial"],
  },
  {
    says: "No GPU window is open in the office",
    cursor: { step: "rerank" },
    given: (writer) => writer.gate("global", "", OFFICE_GPU, "window"),
    first: CEREBRAS,
    closed: { [OFFICE_GPU]: "window" },
  },
  {
    says: "A device has measured that one provider is slow from where it is",
    cursor: { device: "ship", step: "reason" },
    given: (writer) => writer.setValue("device", "ship", CEREBRAS, "latency", 30),
    first: GROQ_LARGE,
    order: [[GROQ_LARGE, CEREBRAS]],
    by: [CEREBRAS, "latency"],
  },
  {
    says: "The ship's measurement is nobody else's",
    cursor: { device: "port", step: "reason" },
    given: (writer) => writer.setValue("device", "ship", CEREBRAS, "latency", 30),
    first: CEREBRAS,
  },
  {
    says: "A provider fails every call: it is not closed, and comes after those like it",
    cursor: { step: "reason" },
    given: (writer) => writer.setValue("global", "", CEREBRAS, "reliability", 1),
    first: GROQ_LARGE,
    order: [[CEREBRAS, OFFICE_GPU]],
    by: [CEREBRAS, "reliability"],
  },
  {
    says: "It fails every call, and a plan that is lost costs more: it comes after one's own server, too",
    cursor: { step: "plan" },
    given: (writer) => writer.setValue("global", "", CEREBRAS, "reliability", 1),
    first: GROQ_LARGE,
    order: [[OFFICE_GPU, CEREBRAS]],
    by: [CEREBRAS, "reliability"],
  },
  {
    says: "A model of which only the price is known does not come first for being unknown",
    cursor: { step: "reason" },
    given: (writer) => writer.setValue("global", "", newcomer, "financial", 0),
    first: CEREBRAS,
    order: [
      [CLAUDE, newcomer],
      [CPU, newcomer],
    ],
  },
  {
    says: "A model without a known price does not count as free",
    cursor: { step: "classify", workspace: "thrifty" },
    given: (writer) => {
      for (const [dimension, weight] of Object.entries({ financial: 1, latency: 0, quality: 0 })) {
        writer.setWeight("workspace", "thrifty", dimension, weight);
      }
      writer.setValue("global", "", newcomer, "latency", 0.1);
    },
    first: CPU,
    order: [[CLAUDE, newcomer]],
  },
  {
    says: "A device without a network has its own two",
    cursor: { device: "tunnel", step: "classify" },
    given: (writer) => writer.setDefault("device", "tunnel", "can:on-device", Number.POSITIVE_INFINITY),
    first: NPU,
    order: [[NPU, CPU]],
    closed: { [GROQ_SMALL]: "can:on-device" },
  },
];
