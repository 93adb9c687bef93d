export { maxAbsScale, type QuantileScaleOptions, quantileScale, type Scale } from "./scale.ts";
export { type PublishWeights, publishWeights, type Weighting, weightsOf } from "./weights.ts";
