import { frozen } from "../world/shape.ts";
import type { HardwareDeclaration } from "./declaration.ts";

/** An API to a frontier model: the best answers, at the highest price, on whatever its maker runs. */
export const FRONTIER_API: HardwareDeclaration = frozen({
  name: "frontier_api",
  summary: "a frontier model behind its maker's API, on hardware not disclosed",
  data: "cloud",
  wait: 1,
  prefill: 0.000_2,
  tpot: 0.015,
  // Eight H100 in one machine, 10.2 kW (NVIDIA, DGX H100 datasheet): an order of magnitude, for nobody says.
  power: 10_200,
  concurrency: 64,
  price: { input: 3, output: 15 },
});
