import type { Reader, Writer } from "@thalweg/core";
import { checkNumber } from "../check-number.ts";
import { checkKeys, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import type { Scale } from "./scale.ts";

/** What counts how much, and what 1 of each dimension is. */
export interface Weighting {
  /** By dimension: 2 for one and 1 for another says that a whole scale of the first is worth two of the second. */
  readonly importance: Readonly<Record<string, number>>;
  readonly scales: Readonly<Record<string, Scale>>;
}

/**
 * The weights importance / scale: with them, value × weight is the number of scales times what one is worth, so weights
 * of dimensions in different units are honest rates of substitution. Throws `invalid-number`, `invalid-option`,
 * `unknown-option` for a dimension without a scale.
 *
 * @example
 * import { maxAbsScale, weightsOf } from "@thalweg/policy/normalisation";
 * const scales = { latency: maxAbsScale([250, 2000]), price: maxAbsScale([0.01, 0.05]) };
 * console.log(weightsOf({ importance: { latency: 1, price: 2 }, scales })); // { latency: 0.0005, price: 40 }
 */
export function weightsOf(weighting: Weighting): Readonly<Record<string, number>> {
  const { importance, scales } = checkKeys(weighting, ["importance", "scales"], "options");
  checkObject(importance, "importance");
  checkObject(scales, "scales");
  const weights = Object.keys(importance).map((dimension): [string, number] => {
    const worth = checkNumber(importance[dimension], `importance.${dimension}`);
    const scale = Object.hasOwn(scales, dimension) ? scales[dimension]?.scale : undefined;
    if (scale === undefined) throw new PolicyError("unknown-option", dimension, "importance");
    checkNumber(scale, `scales.${dimension}.scale`, Number.MIN_VALUE);
    const weight = worth / scale;
    return [dimension, Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, weight)) + 0];
  });
  return Object.fromEntries(weights);
}

/** Takes of {@link publishWeights}. */
export interface PublishWeights<Level extends string = string> extends Weighting {
  readonly reader: Reader;
  readonly writer: Writer<Level>;
  readonly level: Level;
  readonly instance?: string | undefined;
  /** A weight that would change by no more than this share stays as it is: 0.1 by default. */
  readonly tolerance?: number | undefined;
}

/**
 * Writes {@link weightsOf} as shared weights, in one batch, and returns the dimensions whose weight has changed. The
 * scales are facts: they change when somebody publishes them, and not with the options that happen to be present at a
 * decision (law 4.6). Throws as `weightsOf`, and what the writer refuses; then nothing was written.
 */
export function publishWeights<Level extends string>(options: PublishWeights<Level>): readonly string[] {
  const known = ["reader", "writer", "level", "instance", "importance", "scales", "tolerance"];
  const {
    reader,
    writer,
    level,
    instance = "",
    importance,
    scales,
    tolerance = 0.1,
  } = checkKeys(options, known, "options");
  checkObject(reader, "reader");
  checkObject(writer, "writer");
  checkNumber(tolerance, "tolerance", 0);
  const changed = Object.entries(weightsOf({ importance, scales })).filter(([dimension, weight]) => {
    const before = reader.weight({ [level]: instance }, "", dimension);
    return !(Math.abs(weight - before) <= tolerance * Math.abs(before)) || (weight === 0) !== (before === 0);
  });
  writer.batch(() => {
    for (const [dimension, weight] of changed) writer.setWeight(level, instance, dimension, weight);
  });
  return changed.map(([dimension]) => dimension);
}
