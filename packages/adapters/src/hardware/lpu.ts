import { frozen } from "../world/shape.ts";
import type { HardwareDeclaration } from "./declaration.ts";

/** A language processor: each token is quick, also for one request alone. */
export const LPU: HardwareDeclaration = frozen({
  name: "lpu",
  summary: "a language processor with its weights in on-chip memory",
  data: "cloud",
  wait: 0.2,
  prefill: 0.000_05,
  tpot: 0.001_5,
  // A rack of 64 cards, some 240 W each, for 230 MB of memory on each: an order of magnitude.
  power: 15_000,
  concurrency: 64,
  price: { input: 0.05, output: 0.08 },
});
