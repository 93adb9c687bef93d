import { gateOf, requireCapabilities } from "@thalweg/adapters";
import { CEREBRAS, CLAUDE, CPU, GEMINI, GPT, GROQ_LARGE, GROQ_SMALL, NPU, OFFICE_GPU } from "./fleet.ts";
import type { Situation } from "./situation.ts";

/** What an option must be able to do. */
export const ABILITIES: readonly Situation[] = [
  {
    says: "A tool is to be called",
    cursor: { step: "tool_call_decision" },
    first: CEREBRAS,
    closed: { [CPU]: "can:tools", [NPU]: "can:tools" },
  },
  {
    says: "A tool call whose answer has a JSON schema",
    cursor: { step: "tool_call_decision" },
    needs: ["json"],
    first: CEREBRAS,
    order: [[CEREBRAS, OFFICE_GPU]],
  },
  {
    says: "Fields out of a mail: a model without an enforced schema is out, and a device's is in",
    cursor: { step: "extract" },
    first: CEREBRAS,
    closed: { [GROQ_LARGE]: "can:json" },
    order: [[GROQ_SMALL, CPU]],
  },
  {
    says: "A photograph comes with the request",
    cursor: { step: "classify" },
    needs: ["vision"],
    first: GEMINI,
    order: [
      [GEMINI, GPT],
      [GPT, CLAUDE],
    ],
  },
  {
    says: "A PDF file and a JSON schema",
    cursor: { step: "extract" },
    needs: ["pdf", "json"],
    first: GEMINI,
    order: [[GEMINI, CLAUDE]],
  },
  {
    says: "A spoken message",
    cursor: { step: "classify" },
    needs: ["audio"],
    first: GEMINI,
  },
  {
    says: "A prefix that is already cached is to be used",
    cursor: { step: "chat" },
    needs: ["prompt-cache"],
    first: CLAUDE,
  },
  {
    says: "A capability that nobody has declared closes everything rather than nothing",
    cursor: { workspace: "court" },
    given: (writer) => requireCapabilities(writer, ["court:sworn"], { level: "workspace", instance: "court" }),
    closed: { [CLAUDE]: "can:court:sworn", [CPU]: "can:court:sworn", [CEREBRAS]: "can:court:sworn" },
  },
  {
    says: "The host knows that its own processor's model calls tools, and says so for one device",
    cursor: { step: "tool_call_decision", device: "laptop" },
    given: (writer) => writer.open("device", "laptop", CPU, gateOf("tools")),
    first: CEREBRAS,
    closed: { [NPU]: "can:tools" },
    order: [[CEREBRAS, CPU]],
  },
  {
    says: "A chat wants its answer piece by piece, which all of these give",
    cursor: { step: "chat" },
    first: CEREBRAS,
    order: [[CEREBRAS, GROQ_SMALL]],
    by: [GROQ_SMALL, "quality"],
  },
];
