export type { Candidate, Decision } from "./decision.ts";
export type { Estimate, EstimateOptions } from "./estimate.ts";
export { doublyRobust, inversePropensity, type Prediction, selfNormalised } from "./estimators.ts";
export {
  type Decider,
  type LoggedDecision,
  type Replay,
  type Replayed,
  type ReplayOptions,
  replay,
} from "./replay.ts";
