export { type RecompileOptions, recompile } from "./recompile.ts";
export { sampleHash } from "./sample-hash.ts";
export {
  type PendingShadow,
  ShadowLog,
  type ShadowLogOptions,
  type ShadowLogState,
  type ShadowVerdict,
} from "./shadow-log.ts";
export { type ShadowPick, ShadowPlan, type ShadowPlanOptions } from "./shadow-plan.ts";
