import type { Tensor } from "@thalweg/core";

/** What the laws are checked against: the package, a build of it, or a defective copy that they should catch. */
export type Subject = Pick<typeof import("@thalweg/core"), "Tensor" | "TensorError" | "compose" | "formatExplanation">;

/** A tensor whose levels are known at run time only. */
export type AnyTensor = Tensor<readonly string[]>;
