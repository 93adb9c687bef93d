export {
  type Difficulty,
  type DifficultyOptions,
  type DifficultyReason,
  difficulty,
} from "../difficulty/difficulty.ts";
export {
  DEFAULT_THRESHOLDS,
  THRESHOLD_DIMENSIONS,
  type Thresholds,
  type Tier,
  thresholdsAt,
  tierOf,
} from "../difficulty/tiers.ts";
export type { AnswerFormat } from "../reading/format.ts";
export { type ModelRequest, type RequestTool, readRequest, type Turn } from "../request.ts";
export { classifyStep, correctStep, type StepClassification, type StepReading } from "../steps/classify.ts";
export type { StepReason } from "../steps/classify-evidence.ts";
