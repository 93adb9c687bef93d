import { frozen } from "../world/shape.ts";
import type { ProviderDeclaration } from "./declaration.ts";

/** OpenAI. Regions are a setting of the project, by contract. */
export const OPENAI: ProviderDeclaration = frozen({
  name: "openai",
  summary: "OpenAI's models behind its own API",
  hardware: ["frontier_api"],
  data: "cloud",
  residency: [],
  carries: ["text", "tools", "json", "vision", "audio", "pdf", "reasoning", "prompt-cache"],
  gives: ["text", "streaming"],
  documentation: "https://platform.openai.com/docs/api-reference/chat",
});
