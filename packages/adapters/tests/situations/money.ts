import { applyPreset } from "@thalweg/adapters";
import { CEREBRAS, CLAUDE, CPU, GEMINI, GPT, GROQ_SMALL, NPU, OFFICE_GPU, TOGETHER } from "./fleet.ts";
import type { Situation } from "./situation.ts";

const preset = (name: Parameters<typeof applyPreset>[1], workspace?: string): NonNullable<Situation["given"]> => {
  const slice = workspace === undefined ? {} : { level: "workspace", instance: workspace };
  return (writer) => applyPreset(writer, name, slice);
};

/** What money, time and good answers are worth. */
export const MONEY: readonly Situation[] = [
  {
    says: "The cheap preset: classifying is done at home",
    cursor: { step: "classify" },
    given: preset("cheap"),
    first: NPU,
    order: [[CPU, GROQ_SMALL]],
    by: [GROQ_SMALL, "financial"],
  },
  {
    says: "The cheap preset: so is reranking",
    cursor: { step: "rerank" },
    given: preset("cheap"),
    first: NPU,
    order: [[CPU, GROQ_SMALL]],
    by: [GROQ_SMALL, "financial"],
  },
  {
    says: "The cheap preset: verifying is not, for a small model is wrong too often",
    cursor: { step: "verify" },
    given: preset("cheap"),
    first: OFFICE_GPU,
    order: [[OFFICE_GPU, NPU]],
    by: [NPU, "quality"],
  },
  {
    says: "The cheap preset: extracting is done at home",
    cursor: { step: "extract" },
    given: preset("cheap"),
    first: NPU,
    order: [[CPU, GROQ_SMALL]],
  },
  {
    says: "The cheap preset: reasoning goes to one's own server, where it is good enough",
    cursor: { step: "reason" },
    given: preset("cheap"),
    first: OFFICE_GPU,
    order: [[NPU, CLAUDE]],
    by: [NPU, "quality"],
  },
  {
    says: "The fast preset: the whole queue is in the order of speed, near enough",
    cursor: { step: "reason" },
    given: preset("fast"),
    first: CEREBRAS,
    order: [
      [GROQ_SMALL, GEMINI],
      [GEMINI, CPU],
    ],
    by: [OFFICE_GPU, "latency"],
  },
  {
    says: "The accurate preset: planning goes to the frontier",
    cursor: { step: "plan" },
    given: preset("accurate"),
    first: CLAUDE,
    order: [[CLAUDE, CEREBRAS]],
    by: [CEREBRAS, "quality"],
  },
  {
    says: "A premium workspace reasons at the frontier",
    cursor: { workspace: "premium", step: "reason" },
    given: preset("accurate", "premium"),
    first: CLAUDE,
    by: [CEREBRAS, "quality"],
  },
  {
    says: "A workspace beside the premium one does not",
    cursor: { workspace: "free", step: "reason" },
    given: preset("accurate", "premium"),
    first: CEREBRAS,
    order: [[CEREBRAS, CLAUDE]],
  },
  {
    says: "Only cost counts",
    cursor: { step: "rewrite" },
    given: preset("cost"),
    first: CPU,
    order: [
      [CPU, GROQ_SMALL],
      [GROQ_SMALL, OFFICE_GPU],
      [GPT, CLAUDE],
    ],
  },
  {
    says: "Only latency counts",
    cursor: { step: "rewrite" },
    given: preset("latency"),
    first: CEREBRAS,
    order: [
      [CEREBRAS, GROQ_SMALL],
      [GROQ_SMALL, TOGETHER],
      [TOGETHER, CPU],
    ],
  },
  {
    says: "Only quality counts",
    cursor: { step: "rewrite" },
    given: preset("quality"),
    first: CLAUDE,
    order: [[CLAUDE, CPU]],
  },
  {
    says: "A battery is worth saving: of what runs on the phone, the processor that draws less",
    cursor: { step: "classify", device: "phone" },
    needs: ["on-device"],
    given: (writer) => {
      applyPreset(writer, "cheap");
      writer.setWeight("device", "phone", "energy", 0.000_01);
    },
    first: NPU,
    by: [CPU, "energy"],
  },
  {
    says: "A budget's pool is nearly empty, and its shadow price is up",
    cursor: { workspace: "acme", step: "reason" },
    given: (writer) => {
      applyPreset(writer, "accurate", { level: "workspace", instance: "acme" });
      writer.setValue("workspace", "acme", CLAUDE, "budget:frontier", 0.02);
      writer.setWeight("workspace", "acme", "budget:frontier", 10);
    },
    first: CEREBRAS,
    order: [[CEREBRAS, CLAUDE]],
    by: [CLAUDE, "budget:frontier"],
  },
];
