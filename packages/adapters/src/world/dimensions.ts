import { AdapterError } from "../errors.ts";
import { checkPart, isOwnName } from "./names.ts";
import { checkObject, frozen } from "./shape.ts";

/** What a dimension measures. All are costs: lower is better. */
export interface DimensionDeclaration {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  /**
   * What an option counts as that nobody has measured: a number that hardly any real option exceeds. Without it an
   * unmeasured dimension would count as free, and what is known least would come first.
   */
  readonly unknown: number;
}

/** The dimensions of this package, with their units and what an unmeasured one counts as. */
export const DIMENSIONS: readonly DimensionDeclaration[] = frozen([
  { name: "financial", unit: "USD per call", meaning: "what a call is charged", unknown: 10 },
  { name: "ttft", unit: "s", meaning: "time to the first token", unknown: 120 },
  { name: "tpot", unit: "s per token", meaning: "time for each further token", unknown: 1 },
  { name: "latency", unit: "s", meaning: "time to the whole answer", unknown: 3600 },
  { name: "quality", unit: "deficit, 0 to 1", meaning: "share of the answers that are not good enough", unknown: 1 },
  { name: "reliability", unit: "rate, 0 to 1", meaning: "share of the calls that fail", unknown: 1 },
  {
    name: "energy",
    unit: "J per call",
    meaning: "what a call draws from the socket or the battery",
    unknown: 1_000_000,
  },
  { name: "staleness", unit: "s", meaning: "age of what the option was last known by", unknown: 31_536_000 },
  { name: "load", unit: "share, 0 to 1", meaning: "share of the capacity in use", unknown: 1 },
]);

/** Throws `unknown-dimension` unless it is one of {@link DIMENSIONS}, or one of a host's own, as `budget:eu`. */
export function checkDimension(dimension: unknown, place: string): void {
  checkPart(dimension, place);
  const known = DIMENSIONS.map(({ name }) => name);
  if (known.includes(dimension) || isOwnName(dimension)) return;
  throw new AdapterError("unknown-dimension", dimension, place, [...known, "budget:<pool>"]);
}

/** Throws `unknown-dimension`, and `invalid-number` unless every weight is finite. */
export function checkWeights(weights: Readonly<Record<string, number>>, place: string): void {
  checkObject(weights, place);
  for (const [dimension, weight] of Object.entries(weights)) {
    checkDimension(dimension, `${place}.${dimension}`);
    if (!Number.isFinite(weight)) throw new AdapterError("invalid-number", weight, `${place}.${dimension}`);
  }
}

/** The dimension of a budget's pool: a value is what a call takes from it, the shared weight its shadow price. */
export function budgetDimension(pool: string): string {
  return `budget:${pool}`;
}
