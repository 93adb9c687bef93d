import { inProcess, type Subject, type TensorLike } from "@thalweg/conformance";
import * as engine from "@thalweg/core";
import { type AnyTensor, SpelledTensor } from "./spelled-tensor.ts";

/** The engine, or a build of it, or a copy that is broken on purpose, in all the ways in which it can be called. */
export function coreSubject({ Tensor, compose }: Pick<typeof engine, "Tensor" | "compose"> = engine): Subject {
  return inProcess({
    name: "@thalweg/core",
    create: (levels): TensorLike => new SpelledTensor(new Tensor(levels)),
    compose,
    restore: (tensor) => {
      const restored: AnyTensor = Tensor.from((tensor as SpelledTensor).tensor.snapshot());
      return new SpelledTensor(restored);
    },
  });
}
