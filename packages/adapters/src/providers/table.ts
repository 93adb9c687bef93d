import { ANTHROPIC } from "./anthropic.ts";
import { CEREBRAS } from "./cerebras.ts";
import type { ProviderDeclaration } from "./declaration.ts";
import { GROQ } from "./groq.ts";
import { OLLAMA } from "./ollama.ts";
import { OPENAI } from "./openai.ts";
import { OPENAI_COMPATIBLE } from "./openai-compatible.ts";
import { OPENROUTER } from "./openrouter.ts";
import { TOGETHER } from "./together.ts";

/** The providers that this package knows. One's own is one more {@link ProviderDeclaration}. */
export const PROVIDERS: readonly ProviderDeclaration[] = Object.freeze([
  OPENAI,
  ANTHROPIC,
  GROQ,
  TOGETHER,
  OLLAMA,
  CEREBRAS,
  OPENROUTER,
  OPENAI_COMPATIBLE,
]);
