import { frozen } from "../world/shape.ts";
import type { ProviderDeclaration } from "./declaration.ts";

/** OpenRouter: many makers' models behind one API in OpenAI's form; what they run on depends on the model. */
export const OPENROUTER: ProviderDeclaration = frozen({
  name: "openrouter",
  summary: "many makers' models behind one API",
  hardware: ["gpu", "tpu", "frontier_api", "lpu", "wafer_scale"],
  data: "cloud",
  residency: [],
  carries: ["text", "tools", "json", "vision", "audio", "pdf", "reasoning", "prompt-cache"],
  gives: ["text", "streaming"],
  documentation: "https://openrouter.ai/docs/api-reference/overview",
});
