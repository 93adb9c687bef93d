import { frozen } from "../world/shape.ts";
import type { ProviderDeclaration } from "./declaration.ts";

/** Anthropic. */
export const ANTHROPIC: ProviderDeclaration = frozen({
  name: "anthropic",
  summary: "Anthropic's models behind its own API",
  hardware: ["frontier_api"],
  data: "cloud",
  residency: [],
  carries: ["text", "tools", "json", "vision", "pdf", "reasoning", "prompt-cache"],
  gives: ["text", "streaming"],
  documentation: "https://docs.anthropic.com/en/api/messages",
});
