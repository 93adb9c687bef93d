import { CPU } from "./cpu.ts";
import type { HardwareDeclaration } from "./declaration.ts";
import { FRONTIER_API } from "./frontier_api.ts";
import { GPU } from "./gpu.ts";
import { LPU } from "./lpu.ts";
import { NPU } from "./npu.ts";
import { TPU } from "./tpu.ts";
import { WAFER_SCALE } from "./wafer_scale.ts";

/** The kinds of hardware that this package knows. One's own is one more {@link HardwareDeclaration}. */
export const HARDWARE: readonly HardwareDeclaration[] = Object.freeze([
  CPU,
  GPU,
  LPU,
  NPU,
  TPU,
  WAFER_SCALE,
  FRONTIER_API,
]);
