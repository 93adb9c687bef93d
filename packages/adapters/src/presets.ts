import type { Writer } from "@thalweg/core";
import { AdapterError } from "./errors.ts";
import { checkWeights } from "./world/dimensions.ts";
import type { Slice } from "./world/levels.ts";
import { checkObject, checkWriter, frozen } from "./world/shape.ts";

/**
 * What one unit of each dimension is worth, in USD: a dollar, a second until the answer is there, an answer that is not
 * good enough. The rates between them are what a preset is: at `balanced` half a cent buys ten seconds, or one answer
 * in ten that gets good. A dimension that is left out keeps the weight it has.
 */
export type Weights = Readonly<Record<string, number>>;

/** The names of the presets. */
export type PresetName = "cost" | "latency" | "quality" | "balanced" | "cheap" | "fast" | "accurate";

/**
 * The presets. Each sets the same dimensions, so that one takes the place of another without a trace. `cost`, `latency`
 * and `quality` look at one of them alone, beside what a step weighs itself; the others say how much money a second (an
 * hour: × 3,600) and a good answer are worth.
 */
export const PRESETS: Readonly<Record<PresetName, Weights>> = frozen({
  cost: { financial: 1, latency: 0, quality: 0 },
  latency: { financial: 0, latency: 1, quality: 0 },
  quality: { financial: 0, latency: 0, quality: 1 },
  /** 1.80 USD an hour: a process waits. A bad answer costs five cents, for what finds it and what repeats it. */
  balanced: { financial: 1, latency: 0.0005, quality: 0.05 },
  /** A third of a cent an hour: it may take the night. A bad answer costs half a cent. */
  cheap: { financial: 1, latency: 0.000_001, quality: 0.005 },
  /** 36 USD an hour: a person waits. */
  fast: { financial: 1, latency: 0.01, quality: 0.05 },
  /** 1.80 USD an hour; a bad answer costs half a dollar: somebody has to find and mend it. */
  accurate: { financial: 1, latency: 0.0005, quality: 0.5 },
});

/**
 * The weights of a preset, or those given. Throws `unknown-preset`, `unknown-dimension`, and `invalid-number` unless all
 * are finite.
 */
export function weightsOf(preset: PresetName | Weights, place = "preset"): Weights {
  if (Object(preset) !== preset || Array.isArray(preset)) {
    if (!Object.hasOwn(PRESETS, preset as PresetName)) {
      throw new AdapterError("unknown-preset", preset, place, Object.keys(PRESETS));
    }
    return PRESETS[preset as PresetName];
  }
  checkWeights(preset as Weights, place);
  return preset as Weights;
}

/**
 * Writes a preset as the weights of a slice, in one batch: the writer's own by default, or that of a workspace, a
 * device. Throws `unknown-preset`, `unknown-dimension`, `invalid-number`, and what the writer refuses.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { applyPreset, LEVELS } from "@thalweg/adapters";
 * const tensor = new Tensor(LEVELS);
 * applyPreset(tensor.writer("global"), "accurate", { level: "workspace", instance: "acme" });
 * console.log(tensor.weight({ workspace: "acme" }, "", "quality")); // 0.5
 */
export function applyPreset<Level extends string>(
  writer: Writer<Level>,
  preset: PresetName | Weights,
  slice: Partial<Slice<NoInfer<Level>>> = {},
): void {
  checkWriter(writer);
  checkObject(slice, "slice", ["level", "instance"]);
  const { level = writer.floor, instance = writer.instance ?? "" } = slice;
  const weights = Object.entries(weightsOf(preset));
  writer.batch(() => {
    for (const [dimension, weight] of weights) writer.setWeight(level, instance, dimension, weight);
  });
}
