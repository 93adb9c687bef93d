import type { Change, Reader, TensorError, Writer } from "@thalweg/core";
import { descriptionOf, type Slices } from "./describe/cells.ts";
import type { Declaration } from "./describe/declaration.ts";
import { keyOf, unmeant } from "./describe/gone.ts";
import type { DescribedCell } from "./describe/origin.ts";
import { AdapterError } from "./errors.ts";
import type { Slice } from "./world/levels.ts";
import { checkList, checkObject, checkWriter } from "./world/shape.ts";

/** Takes of {@link describe}. */
export interface DescribeOptions<Level extends string = string> extends Partial<Slice<Level>> {
  /** The level whose instances are the steps; `step` by default. */
  readonly step?: Level | undefined;
  /**
   * What the last call returned, kept as JSON if need be: its cells that are no longer meant are taken away. Without it
   * the cells of models and steps that are declared no more stay.
   */
  readonly previous?: readonly DescribedCell[] | undefined;
  /**
   * The tensor that is written, to be read. Where it has something else than `previous` wrote, that was learnt: it stays,
   * unless the declaration itself has the number; without it, or `previous`, what is typical of the hardware, or what
   * the unknown counts as, takes its place. And an offer of the declared options that is not meant is found, whatever it is called.
   */
  readonly reader?: Pick<Reader, "cells"> | undefined;
}

/**
 * Writes what a declaration means, in one batch: at the slice (the writer's own by default) every option's offers and
 * numbers, what an unmeasured dimension counts as, and the preset; at each step its weights, its requirements and what
 * its typical call takes of each option. What was described of the same options and is meant no more is taken away.
 * Returns the cells with the origin of each number, to keep as `previous`. Describing twice is describing once, and no
 * option's cells depend on another option.
 *
 * At an instance that is not the shared one, it touches the options that it describes and no others: what they have no
 * number for stands at them, in place of a default. Steps are everybody's: there are none there, to name some is
 * `private-steps`, and `qualityAt` counts for nothing. A preset that is given there is that instance's, for all options.
 *
 * Throws `invalid-declaration`, `invalid-name`, `invalid-number`, `duplicate-name`, `private-steps`, `unknown-level`,
 * `unknown-hardware`, `unknown-provider`, `unknown-step`, `unknown-preset`, `unknown-capability`, `unknown-dimension`
 * with the place, and what the writer refuses; nothing is written then.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { describe, LEVELS } from "@thalweg/adapters";
 * const tensor = new Tensor(LEVELS);
 * const model = { provider: "groq", model: "llama-3.1-8b-instant", price: { input: 0.05, output: 0.08 } };
 * const cells = describe({ models: [model], steps: ["classify"], preset: "balanced" }, tensor.writer("global"));
 * console.log(tensor.value({ step: "classify" }, "groq/llama-3.1-8b-instant@lpu", "latency")); // 0.232
 */
export function describe<Level extends string>(
  declaration: Declaration,
  writer: Writer<Level>,
  options: DescribeOptions<NoInfer<Level>> = {},
): readonly DescribedCell[] {
  checkWriter(writer);
  checkObject(options, "options", ["level", "instance", "step", "previous", "reader"]);
  const { level = writer.floor, instance = writer.instance ?? "", step = "step", previous = [], reader } = options;
  checkList(previous, "options.previous", (cell, place) => checkObject(cell, place));
  const slices = { level, instance, step };
  const description = descriptionOf(declaration, slices);
  const { cells } = description;
  const held = new Map<string, Change>();
  for (const { value, weight, ...at } of reader?.cells() ?? []) {
    if (value === undefined) continue;
    const cell = { ...at, layer: "value", content: value } as const;
    held.set(keyOf(cell), cell);
  }
  const before = new Map(previous.map((cell) => [keyOf(cell), cell.content]));
  const isLearnt = (cell: Change): boolean =>
    options.previous !== undefined &&
    held.has(keyOf(cell)) &&
    held.get(keyOf(cell))?.content !== before.get(keyOf(cell));
  const meant = new Set(cells.map(keyOf));
  const declared = new Set(description.options.map(({ name }) => name));
  const offers = [...held.values()].filter(
    (cell) => isOffer(cell) && declared.has(cell.option) && cell.level === level && cell.instance === instance,
  );
  const gone = [...previous, ...offers].filter((cell) => !meant.has(keyOf(cell)));
  const changes: readonly Change[] = [
    ...[...gone, ...unmeant(description, slices)]
      .filter((cell) => isOffer(cell) || !declared.has(cell.option) || !isLearnt(cell))
      .map(({ level, instance, option, dimension, layer }): Change => ({ level, instance, option, dimension, layer })),
    ...cells.filter((cell) => !isGuess(cell) || !isLearnt(cell)),
  ];
  try {
    writer.apply(changes);
  } catch (error) {
    throw levelError(error, slices) ?? error;
  }
  return cells;
}

/** An option's number that the declaration has not: what is typical of the hardware, or what the unknown counts as. */
const isGuess = ({ option, from }: DescribedCell): boolean =>
  option !== "" && from.some(({ kind }) => kind === "hardware" || kind === "dimension");

/** A cell whose gate an offer opens. */
const isOffer = ({ dimension }: Change): boolean => dimension.startsWith("can:");

/** Of a level that the tensor does not have, which option names it, rather than the number of a cell. */
function levelError(error: unknown, { level, step }: Slices): AdapterError | undefined {
  const { code, found } = error as Partial<TensorError>;
  if (code !== "unknown-level") return undefined;
  const place = found === level ? "options.level" : "options.step";
  const advice = `give the names of the tensor's own levels: {level, step}, which are ${level} and ${step} here`;
  return new AdapterError("unknown-level", found, place, [], advice);
}
