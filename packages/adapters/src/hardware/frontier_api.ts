import type { HardwareDeclaration } from "./declaration.ts";

/** An API to a frontier model: the best answers, at the highest price, on whatever its maker runs. */
export const FRONTIER_API: HardwareDeclaration = {
  name: "frontier_api",
  summary: "a frontier model behind its maker's API, on hardware not disclosed",
  data: "cloud",
  wait: 1,
  prefill: 0.000_2,
  tpot: 0.015,
  power: 600,
  concurrency: 256,
  price: { input: 3, output: 15 },
};
