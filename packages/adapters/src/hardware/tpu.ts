import { frozen } from "../world/shape.ts";
import type { HardwareDeclaration } from "./declaration.ts";

/** A tensor processor: made for throughput, with long contexts across many chips. */
export const TPU: HardwareDeclaration = frozen({
  name: "tpu",
  summary: "a tensor processor in a data centre",
  data: "cloud",
  wait: 0.4,
  prefill: 0.000_05,
  tpot: 0.008,
  // Four chips of some 200 W (Jouppi and others, 2023: TPU v4, 170 W on average); an order of magnitude.
  power: 800,
  concurrency: 32,
  price: { input: 0.1, output: 0.4 },
});
