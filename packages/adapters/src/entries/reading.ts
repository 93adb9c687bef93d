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
export type { Attachment } from "../reading/content.ts";
export type { AnswerFormat } from "../reading/format.ts";
export { type RequiredCapability, type Requirements, requirementsOf } from "../reading/requirements.ts";
export { tokensOf } from "../reading/tokens.ts";
export type { RequestTool, ToolChoice } from "../reading/tools.ts";
export { type ModelRequest, readRequest, type Turn } from "../request.ts";
export { classifyStep, correctStep, type StepClassification, type StepReading } from "../steps/classify.ts";
export type { StepReason } from "../steps/classify-evidence.ts";
