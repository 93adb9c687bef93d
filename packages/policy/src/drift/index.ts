export { Cusum, type CusumOptions, type CusumState, type Drift } from "./cusum.ts";
export {
  type CompareOptions,
  type Comparison,
  type Counts,
  compareShares,
  klDivergence,
  stabilityIndex,
} from "./divergence.ts";
export { PageHinkley, type PageHinkleyOptions, type PageHinkleyState } from "./page-hinkley.ts";
export {
  type Interval,
  TierAccuracy,
  type TierAccuracyOptions,
  type TierAccuracyState,
  type TierReading,
  wilsonInterval,
} from "./tier-accuracy.ts";
