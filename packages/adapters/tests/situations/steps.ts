import { CEREBRAS, CLAUDE, CPU, GEMINI, GROQ_LARGE, GROQ_SMALL } from "./fleet.ts";
import type { Situation } from "./situation.ts";

/** The four-step workflow, and other steps, at the balanced preset. */
export const STEP_SITUATIONS: readonly Situation[] = [
  { says: "Reranking what a search found", cursor: { step: "rerank" }, first: CEREBRAS, by: [CLAUDE, "financial"] },
  { says: "Extracting from it", cursor: { step: "extract" }, first: CEREBRAS, by: [CPU, "latency"] },
  { says: "Reasoning about it", cursor: { step: "reason" }, first: CEREBRAS, by: [GROQ_SMALL, "quality"] },
  { says: "Verifying the answer", cursor: { step: "verify" }, first: CEREBRAS, by: [GROQ_SMALL, "quality"] },
  {
    says: "Sorting mail: a small model is nearly as good as a large one",
    cursor: { step: "classify" },
    first: CEREBRAS,
    order: [[GROQ_SMALL, CLAUDE]],
    by: [CLAUDE, "financial"],
  },
  {
    says: "Writing code: a small model saves nothing that its errors do not cost",
    cursor: { step: "code_gen" },
    first: CEREBRAS,
    order: [[GROQ_LARGE, GROQ_SMALL]],
    by: [GROQ_SMALL, "quality"],
  },
  {
    says: "A chat with somebody who reads along",
    cursor: { step: "chat" },
    first: CEREBRAS,
    order: [[GROQ_LARGE, GEMINI]],
    by: [CPU, "ttft"],
  },
  { says: "A step that nobody could name", cursor: { step: "unknown" }, first: CEREBRAS, order: [[CEREBRAS, CPU]] },
  { says: "No step at all: a call of the usual size", cursor: {}, first: CEREBRAS, order: [[CEREBRAS, CPU]] },
  {
    says: "A step of which nothing was described: the numbers of everyone count",
    cursor: { step: "compose" },
    first: CEREBRAS,
    order: [[CEREBRAS, CPU]],
  },
];
