export { type Expectation, gaussian, type Observation, rate, skewed } from "./beliefs/index.ts";
export { PolicyError, type PolicyErrorCode } from "./errors.ts";
export { Learner } from "./learner/learner.ts";
export type { DecideOptions, Exploration, LearnerOptions } from "./learner/options.ts";
export type { Outcome, Receipt } from "./learner/receipt.ts";
export { normal, type Random, randomFrom } from "./random.ts";
