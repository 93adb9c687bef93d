export { gaussian, type Observation, rate, skewed } from "./beliefs/index.ts";
export { PolicyError, type PolicyErrorCode } from "./errors.ts";
export { type DecideOptions, type Exploration, Learner, type LearnerOptions } from "./learner/learner.ts";
export type { Outcome, Receipt } from "./learner/receipt.ts";
export { normal, type Random, randomFrom } from "./random.ts";
