export { addressOf, cursorOf, instanceOf, pathOf } from "./address.ts";
export { type Belief, intervalOf, type Of } from "./belief.ts";
export { Beliefs, type BeliefsOptions, type Sighting } from "./beliefs.ts";
export { type LoadOptions, loadEvidence, type Slice, saveEvidence } from "./facts.ts";
export { type Evidence, gaussian, type Observation, type Prior, rate, skewed } from "./observation.ts";
export { type PublishOptions, publish } from "./publish.ts";
