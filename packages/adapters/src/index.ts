export { type CapableOptions, capableOf, requireCapabilities } from "./capabilities.ts";
export type { Capabilities, Declaration, ModelDeclaration } from "./describe/declaration.ts";
export type { DescribedCell, Origin } from "./describe/origin.ts";
export { priorsOf } from "./describe/priors.ts";
export { type DescribeOptions, describe } from "./describe.ts";
export { AdapterError, type AdapterErrorCode } from "./errors.ts";
export { CPU } from "./hardware/cpu.ts";
export type { HardwareDeclaration, HardwareName } from "./hardware/declaration.ts";
export { FRONTIER_API } from "./hardware/frontier_api.ts";
export { GPU } from "./hardware/gpu.ts";
export { LPU } from "./hardware/lpu.ts";
export { NPU } from "./hardware/npu.ts";
export { HARDWARE } from "./hardware/table.ts";
export { TPU } from "./hardware/tpu.ts";
export { WAFER_SCALE } from "./hardware/wafer_scale.ts";
export { applyPreset, PRESETS, type PresetName, type Weights, weightsOf } from "./presets.ts";
export type { ProviderDeclaration, ProviderName } from "./providers/declaration.ts";
export { PROVIDERS } from "./providers/table.ts";
export type { StepDeclaration } from "./steps/declaration.ts";
export { STEPS } from "./steps/declarations.ts";
export { STEP_TYPES, type StepType } from "./steps/names.ts";
export { budgetDimension, DIMENSIONS, type DimensionDeclaration } from "./world/dimensions.ts";
export {
  CAPABILITIES,
  type CapabilityName,
  CONTEXT_SIZES,
  contextCapability,
  gateOf,
  residencyCapability,
} from "./world/gates.ts";
export { LEVELS, type Slice } from "./world/levels.ts";
export { type OpenName, optionName, parseOption, type Substrate } from "./world/names.ts";
export { callCost, type TokenCounts, type TokenPrice, type TokenRates } from "./world/price.ts";
