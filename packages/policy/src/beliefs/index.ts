export { addressOf, cursorOf, instanceOf, pathOf } from "./address.ts";
export { type Belief, expectationOf, intervalOf, type Of } from "./belief.ts";
export { Beliefs } from "./beliefs.ts";
export type { BeliefsOptions } from "./beliefs-options.ts";
export { type LoadOptions, loadEvidence, type Slice, saveEvidence } from "./facts.ts";
export { fitted } from "./fit.ts";
export { type Evidence, gaussian, type Observation, type Prior, rate, skewed } from "./observation.ts";
export { type PublishOptions, publish } from "./publish.ts";
export type { Expectation, Sighting } from "./sighting.ts";
