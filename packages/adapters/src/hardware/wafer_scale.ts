import { frozen } from "../world/shape.ts";
import type { HardwareDeclaration } from "./declaration.ts";

/** A processor of a whole wafer: the quickest answers there are, for the few models that are served on it. */
export const WAFER_SCALE: HardwareDeclaration = frozen({
  name: "wafer_scale",
  summary: "a processor as large as a wafer",
  data: "cloud",
  wait: 0.2,
  prefill: 0.000_02,
  tpot: 0.000_5,
  // One CS-3, 23 kW at its peak (Cerebras, CS-3 datasheet); how many share it is an order of magnitude.
  power: 23_000,
  concurrency: 64,
  price: { input: 0.1, output: 0.1 },
});
