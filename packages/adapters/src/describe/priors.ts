import { checkDimension } from "../world/dimensions.ts";
import { checkList, checkObject } from "../world/shape.ts";
import type { DescribedCell } from "./origin.ts";

/**
 * What is described of each option in some dimensions, in their units, for the `priors` of a `Learner` that learns these
 * and would else expect the same of every option. It takes what `describe` returned, and of it the description's own
 * slice, where a call is the typical one; what is unknown is left out. Throws `invalid-declaration`, `unknown-dimension`.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { describe, LEVELS, priorsOf } from "@thalweg/adapters";
 * const models = [{ provider: "groq", model: "llama", quality: 0.3 }];
 * const described = describe({ models }, new Tensor(LEVELS).writer("global"));
 * console.log(priorsOf(described, ["quality", "ttft"])); // { 'groq/llama@lpu': { quality: 0.3, ttft: 0.25 } }
 */
export function priorsOf(
  described: readonly DescribedCell[],
  dimensions: readonly string[],
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  checkList(described, "described", checkObject);
  checkList(dimensions, "dimensions", checkDimension);
  const priors: Record<string, Record<string, number>> = {};
  for (const { level, instance, option, dimension, content, from } of described) {
    // The cells of the steps come after those of the slice.
    const isOwn = level === described[0]?.level && instance === described[0].instance;
    const isUnknown = from.some(({ kind }) => kind === "dimension");
    if (option === "" || !isOwn || isUnknown || !dimensions.includes(dimension)) continue;
    priors[option] = { ...priors[option], [dimension]: content };
  }
  return priors;
}
