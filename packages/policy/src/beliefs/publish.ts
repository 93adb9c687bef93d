import type { Writer } from "@thalweg/core";
import { instanceOf } from "./address.ts";
import type { Beliefs } from "./beliefs.ts";

/** Takes of {@link publish}. */
export interface PublishOptions {
  /** Also writes how far the truth may be, as `<dimension>:deviation`, and how many observations, as `<dimension>:count`. */
  readonly withSpread?: boolean | undefined;
}

/**
 * Writes what is believed into a tensor, in one batch: at each address the mean of each option of which anything was seen
 * there or below, and at the root the prior mean as the default, so that an option that nobody has met does not count as
 * free. A finer level's instance names all that is coarser, too: `acme/classify` is `classify` of `acme`
 * ({@link Beliefs.levels} are levels of the tensor). Returns how many cells. Throws what the writer throws.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { Beliefs, publish, rate } from "@thalweg/policy/beliefs";
 * const beliefs = new Beliefs({ levels: ["global", "task"], dimensions: { deficit: rate() } });
 * beliefs.observe({ cursor: { task: "math" }, option: "small", dimension: "deficit", value: 1 });
 * const tensor = new Tensor(["global", "task"]);
 * publish(beliefs, tensor.writer("global"));
 * console.log(tensor.value({ task: "math" }, "small", "deficit")?.toFixed(2)); // 0.69
 */
export function publish(beliefs: Beliefs, writer: Writer, { withSpread = false }: PublishOptions = {}): number {
  let cells = 0;
  writer.batch(() => {
    for (const dimension of beliefs.dimensions) {
      const set = (path: readonly string[], option: string): void => {
        const belief = beliefs.at(path, option, dimension);
        const slice = [beliefs.levels[path.length] as string, instanceOf(path), option] as const;
        writer.setValue(...slice, dimension, belief.mean);
        cells++;
        if (!withSpread) return;
        writer.setValue(...slice, `${dimension}:deviation`, belief.deviation);
        writer.setValue(...slice, `${dimension}:count`, belief.count);
        cells += 2;
      };
      writer.setDefault(beliefs.levels[0] as string, "", dimension, beliefs.at([], "", dimension).mean);
      cells++;
      for (const [path] of beliefs.addresses(dimension)) {
        for (const option of beliefs.options) {
          if (path.length === 0 || beliefs.isTouched(path, option, dimension)) set(path, option);
        }
      }
    }
  });
  return cells;
}
