import { frozen } from "../world/shape.ts";
import type { ProviderDeclaration } from "./declaration.ts";

/** Groq: open models on language processors, behind an API in OpenAI's form. */
export const GROQ: ProviderDeclaration = frozen({
  name: "groq",
  summary: "open models on Groq's language processors",
  hardware: ["lpu"],
  data: "cloud",
  residency: [],
  carries: ["text", "tools", "json", "vision", "audio", "reasoning", "prompt-cache"],
  gives: ["text", "streaming"],
  documentation: "https://console.groq.com/docs/api-reference",
});
