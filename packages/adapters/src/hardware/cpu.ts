import { frozen } from "../world/shape.ts";
import type { HardwareDeclaration } from "./declaration.ts";

/** A processor: always there and bound by its memory, so that long prompts are what it is slow at. */
export const CPU: HardwareDeclaration = frozen({
  name: "cpu",
  summary: "the processor of a laptop or server",
  data: "device",
  wait: 0.5,
  prefill: 0.02,
  tpot: 0.1,
  // A laptop's package under load, from 15 to 65 W: an order of magnitude.
  power: 45,
  concurrency: 1,
  price: { input: 0, output: 0 },
});
