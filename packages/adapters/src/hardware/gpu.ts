import type { HardwareDeclaration } from "./declaration.ts";

/** A graphics processor: quick with long prompts, and cheap where many requests share it. */
export const GPU: HardwareDeclaration = {
  name: "gpu",
  summary: "a graphics processor, one's own or rented",
  data: "either",
  wait: 0.4,
  prefill: 0.000_1,
  tpot: 0.012,
  power: 80,
  concurrency: 32,
  price: { input: 0.18, output: 0.18 },
};
