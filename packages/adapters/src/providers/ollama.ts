import { frozen } from "../world/shape.ts";
import type { ProviderDeclaration } from "./declaration.ts";

/**
 * Ollama on the device itself. A call is charged nothing; what it draws is `energy`. A schema given as `format` is
 * enforced while sampling, whatever the model is.
 */
export const OLLAMA: ProviderDeclaration = frozen({
  name: "ollama",
  summary: "open models on the device itself",
  hardware: ["cpu", "gpu", "npu"],
  data: "device",
  residency: [],
  carries: ["text", "tools", "vision", "reasoning"],
  gives: ["text", "json", "streaming"],
  price: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
  documentation: "https://docs.ollama.com/api/chat",
});
