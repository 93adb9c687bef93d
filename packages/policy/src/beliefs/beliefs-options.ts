import { checkNumber } from "../check-number.ts";
import { PolicyError } from "../errors.ts";
import { checkModel } from "./check-model.ts";
import type { Observation } from "./observation.ts";
import { checkName } from "./option-names.ts";

/** Takes of {@link Beliefs}. */
export interface BeliefsOptions {
  /** The levels that are pooled, coarse to fine; the first is the root of all. */
  readonly levels: readonly string[];
  /** How the observations of each dimension come about. */
  readonly dimensions: Readonly<Record<string, Observation>>;
  /**
   * Evidence counts half as much after so long, in the unit of `now`, above 1e-100; never less by default. A clock that once
   * was in the future has aged everything for good: check the unit where both come from.
   */
  readonly halfLife?: number | undefined;
  /** `"exact"` is the posterior; `"robust"` bounds what children can do to their parent. */
  readonly pooling?: "exact" | "robust" | undefined;
}

const KNOWN: readonly string[] = ["levels", "dimensions", "halfLife", "pooling"];

/** What was given, if it can be; else throws `invalid-option`, `invalid-number`, `invalid-name`. */
export function checkOptions(options: BeliefsOptions): {
  readonly levels: readonly string[];
  readonly dimensions: readonly (readonly [name: string, model: Observation])[];
  readonly halfLife: number;
  readonly isRobust: boolean;
} {
  if (typeof options !== "object" || options === null) {
    throw new PolicyError("invalid-option", options, "options", "give levels and dimensions");
  }
  for (const key of Object.keys(options)) {
    if (!KNOWN.includes(key)) throw new PolicyError("invalid-option", key, "options", `known are ${KNOWN.join(", ")}`);
  }
  const { levels, dimensions, halfLife = Infinity, pooling = "exact" } = options;
  if (!Array.isArray(levels) || levels.length === 0) {
    throw new PolicyError("invalid-option", levels, "levels", "give a list of one at least, coarse to fine");
  }
  for (const [i, level] of levels.entries()) {
    checkName(level, `levels[${i}]`);
    if (levels.indexOf(level) < i) throw new PolicyError("invalid-option", level, `levels[${i}]`, "give it once");
  }
  if (typeof dimensions !== "object" || dimensions === null) {
    throw new PolicyError("invalid-option", dimensions, "dimensions", "give a model for each, as { deficit: rate() }");
  }
  if (pooling !== "exact" && pooling !== "robust") {
    throw new PolicyError("invalid-option", pooling, "pooling", "give exact or robust");
  }
  return {
    levels: [...levels],
    dimensions: Object.entries(dimensions).map(([name, model]) => [
      checkName(name, "dimensions"),
      checkModel(model, `dimensions.${name}`),
    ]),
    halfLife: halfLife === Infinity ? Infinity : checkNumber(halfLife, "halfLife", 1e-100),
    isRobust: pooling === "robust",
  };
}
