import { frozen } from "../world/shape.ts";
import type { ProviderDeclaration } from "./declaration.ts";

/** Together: open models on rented graphics processors, behind an API in OpenAI's form. */
export const TOGETHER: ProviderDeclaration = frozen({
  name: "together",
  summary: "open models on Together's graphics processors",
  hardware: ["gpu"],
  data: "cloud",
  residency: [],
  carries: ["text", "tools", "json", "vision", "reasoning"],
  gives: ["text", "streaming"],
  documentation: "https://docs.together.ai/reference/chat-completions-1",
});
