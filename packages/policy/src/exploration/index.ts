export type { Arms, Plan } from "./arms.ts";
export { BatchExplorer } from "./batch.ts";
export { type Extra, type ExtraOptions, extra } from "./extra.ts";
export { leastProbability } from "./least-probability.ts";
export { type OptimismOptions, optimism } from "./optimism.ts";
export { type ThompsonOptions, thompson } from "./thompson.ts";
