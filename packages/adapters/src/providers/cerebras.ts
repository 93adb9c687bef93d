import { frozen } from "../world/shape.ts";
import type { ProviderDeclaration } from "./declaration.ts";

/** Cerebras: open models on processors of a whole wafer, behind an API in OpenAI's form. */
export const CEREBRAS: ProviderDeclaration = frozen({
  name: "cerebras",
  summary: "open models on Cerebras' wafer-scale processors",
  hardware: ["wafer_scale"],
  data: "cloud",
  residency: [],
  carries: ["text", "tools", "json", "reasoning"],
  gives: ["text", "streaming"],
  documentation: "https://inference-docs.cerebras.ai/api-reference/chat-completions",
});
