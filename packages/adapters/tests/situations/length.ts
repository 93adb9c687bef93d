import { contextCapability } from "@thalweg/adapters";
import { CEREBRAS, CLAUDE, CPU, GEMINI, GPT, GROQ_SMALL, NPU, OFFICE_GPU } from "./fleet.ts";
import type { Situation } from "./situation.ts";

/** How much a request is. */
export const LENGTH: readonly Situation[] = [
  {
    says: "A summary of 150,000 tokens",
    cursor: { step: "summarize_long" },
    needs: [contextCapability(150_000)],
    first: GEMINI,
    order: [
      [GEMINI, GPT],
      [GPT, CLAUDE],
    ],
    by: [CLAUDE, "financial"],
  },
  {
    says: "A summary of 700,000 tokens: one option is left",
    cursor: { step: "summarize_long" },
    needs: [contextCapability(700_000)],
    first: GEMINI,
  },
  {
    says: "A summary of 1,500,000 tokens: none is left",
    cursor: { step: "summarize_long" },
    needs: [contextCapability(1_500_000)],
  },
  {
    says: "A long report of the usual size: what cannot hold it is out",
    cursor: { step: "summarize_long" },
    first: GROQ_SMALL,
    order: [[GROQ_SMALL, OFFICE_GPU]],
    closed: { [NPU]: "can:context:64000" },
    by: [CPU, "latency"],
  },
  {
    says: "One page to summarise: even the smallest is long enough",
    cursor: { step: "summarize_short" },
    first: CEREBRAS,
    order: [[CEREBRAS, NPU]],
  },
  {
    says: "A file of 30,000 tokens to change",
    cursor: { step: "code_gen" },
    needs: [contextCapability(30_000)],
    first: CEREBRAS,
    order: [[CEREBRAS, GROQ_SMALL]],
  },
  {
    says: "Somebody waits for a summary of 40,000 tokens: reading it takes a processor a quarter of an hour",
    cursor: { step: "summarize_long", workspace: "desk" },
    given: (writer) => writer.setWeight("workspace", "desk", "latency", 0.01),
    first: CEREBRAS,
    order: [
      [CEREBRAS, OFFICE_GPU],
      [OFFICE_GPU, CPU],
    ],
    by: [CPU, "latency"],
  },
];
