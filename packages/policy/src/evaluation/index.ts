export type { Candidate, Decision } from "./decision.ts";
export type { Estimate } from "./estimate.ts";
export { doublyRobust, inversePropensity, type Prediction, selfNormalised } from "./estimators.ts";
export { type LoggedDecision, type Replay, type Replayed, replay } from "./replay.ts";
