import { frozen } from "../world/shape.ts";
import type { HardwareDeclaration } from "./declaration.ts";

/** A neural processor in a device: slower than a cloud, sparing with the battery, and private. */
export const NPU: HardwareDeclaration = frozen({
  name: "npu",
  summary: "the neural processor of a phone or laptop",
  data: "device",
  wait: 0.3,
  prefill: 0.002,
  tpot: 0.04,
  // A phone's or laptop's chip with its memory, a few watts to some ten: an order of magnitude.
  power: 10,
  concurrency: 1,
  price: { input: 0, output: 0 },
});
