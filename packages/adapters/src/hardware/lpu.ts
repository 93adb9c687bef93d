import type { HardwareDeclaration } from "./declaration.ts";

/** A language processor: each token is quick, also for one request alone. */
export const LPU: HardwareDeclaration = {
  name: "lpu",
  summary: "a language processor with its weights in on-chip memory",
  data: "cloud",
  wait: 0.2,
  prefill: 0.000_05,
  tpot: 0.001_5,
  power: 600,
  concurrency: 64,
  price: { input: 0.05, output: 0.08 },
};
