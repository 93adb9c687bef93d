/**
 * The levels of a fleet that calls language models, coarse to fine: facts for everyone, for a workspace, for a step of
 * a workflow, for a device. A host may choose others; whatever writes or reads here takes the names of its levels.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { LEVELS } from "@thalweg/adapters";
 * console.log(new Tensor(LEVELS).levels.join(" ")); // global workspace step device
 */
export const LEVELS: readonly ["global", "workspace", "step", "device"] = Object.freeze([
  "global",
  "workspace",
  "step",
  "device",
] as const);

/** A slice of a tensor: one instance of a level, `""` (the default) being the shared one. */
export interface Slice<Level extends string = string> {
  readonly level: Level;
  readonly instance?: string | undefined;
}
