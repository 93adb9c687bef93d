import { frozen } from "../world/shape.ts";
import type { HardwareDeclaration } from "./declaration.ts";

/** A graphics processor: quick with long prompts, and cheap where many requests share it. */
export const GPU: HardwareDeclaration = frozen({
  name: "gpu",
  summary: "a graphics processor, one's own or rented",
  data: "either",
  wait: 0.4,
  prefill: 0.000_1,
  tpot: 0.012,
  // One H100 SXM holds such a model: 700 W (NVIDIA, H100 datasheet); how many share it is an order of magnitude.
  power: 700,
  concurrency: 32,
  price: { input: 0.18, output: 0.18 },
});
