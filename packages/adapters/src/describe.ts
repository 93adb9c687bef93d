import type { Change, Writer } from "@thalweg/core";
import { cellsOf } from "./describe/cells.ts";
import type { Declaration } from "./describe/declaration.ts";
import type { DescribedCell } from "./describe/origin.ts";
import type { Slice } from "./world/levels.ts";

/** Takes of {@link describe}. */
export interface DescribeOptions extends Partial<Slice> {
  /** The level whose instances are the steps; `step` by default. */
  readonly step?: string | undefined;
  /** What an earlier call returned: its cells that are no longer meant are taken away. */
  readonly previous?: readonly DescribedCell[] | undefined;
}

/**
 * Writes what a declaration means, in one batch: at the slice (the writer's own by default) every option's offers and
 * numbers, what an unmeasured dimension counts as, and the preset; at each step its weights, its requirements and what
 * its typical call takes of each option. Returns the cells with the origin of each number. Describing twice is
 * describing once, and no option's cells depend on another option.
 *
 * Throws `unknown-hardware`, `unknown-provider`, `unknown-step`, `unknown-preset`, `duplicate-name`, `invalid-number`,
 * `invalid-name` with the place, and what the writer refuses; nothing is written then.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { describe, LEVELS } from "@thalweg/adapters";
 * const tensor = new Tensor(LEVELS);
 * const model = { provider: "groq", model: "llama-3.1-8b-instant", price: { input: 0.05, output: 0.08 } };
 * const cells = describe({ models: [model], steps: ["classify"], preset: "balanced" }, tensor.writer("global"));
 * console.log(tensor.value({ step: "classify" }, "groq/llama-3.1-8b-instant@lpu", "latency")); // 0.232
 */
export function describe(
  declaration: Declaration,
  writer: Writer,
  { level = writer.floor, instance = writer.instance ?? "", step = "step", previous = [] }: DescribeOptions = {},
): readonly DescribedCell[] {
  const cells = cellsOf(declaration, { level, instance, step });
  const meant = new Set(cells.map(keyOf));
  const gone = previous.filter((cell) => !meant.has(keyOf(cell)));
  writer.apply([...gone.map(({ content, from, ...at }): Change => at), ...cells]);
  return cells;
}

const keyOf = ({ level, instance, option, dimension, layer }: Change): string =>
  JSON.stringify([level, instance, option, dimension, layer]);
