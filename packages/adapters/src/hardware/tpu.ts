import type { HardwareDeclaration } from "./declaration.ts";

/** A tensor processor: made for throughput, with long contexts across many chips. */
export const TPU: HardwareDeclaration = {
  name: "tpu",
  summary: "a tensor processor in a data centre",
  data: "cloud",
  wait: 0.4,
  prefill: 0.000_05,
  tpot: 0.008,
  power: 75,
  concurrency: 128,
  price: { input: 0.1, output: 0.4 },
};
