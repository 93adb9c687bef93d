import type { ProviderDeclaration } from "./declaration.ts";

/**
 * Any server with an API in OpenAI's form, of which nothing else is known: the start of one's own provider, as in
 * `{ ...OPENAI_COMPATIBLE, name: "office", data: "device" }`.
 */
export const OPENAI_COMPATIBLE: ProviderDeclaration = {
  name: "openai-compatible",
  summary: "any server with an API in OpenAI's form",
  hardware: ["gpu", "cpu", "lpu", "npu", "tpu", "wafer_scale", "frontier_api"],
  data: "cloud",
  residency: [],
  carries: ["text", "tools", "json", "vision", "audio", "pdf", "reasoning", "prompt-cache"],
  gives: ["text"],
  documentation: "https://platform.openai.com/docs/api-reference/chat",
};
