import { frozen } from "../world/shape.ts";
import type { ProviderDeclaration } from "./declaration.ts";

/**
 * Any server with an API in OpenAI's form, of which nothing else is known: the start of one's own provider, as in
 * `{ ...OPENAI_COMPATIBLE, name: "office", data: "device" }`. Its form can stream; whether this server does is the
 * model's declaration to say, or that of one's own provider in `gives`.
 */
export const OPENAI_COMPATIBLE: ProviderDeclaration = frozen({
  name: "openai-compatible",
  summary: "any server with an API in OpenAI's form",
  hardware: ["gpu", "cpu", "lpu", "npu", "tpu", "wafer_scale", "frontier_api"],
  data: "cloud",
  residency: [],
  carries: ["text", "tools", "json", "vision", "audio", "pdf", "reasoning", "streaming", "prompt-cache"],
  gives: ["text"],
  documentation: "https://platform.openai.com/docs/api-reference/chat",
});
