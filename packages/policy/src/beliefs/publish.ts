import type { Writer } from "@thalweg/core";
import { instanceOf } from "./address.ts";
import type { Beliefs } from "./beliefs.ts";
import { latestOf } from "./seen.ts";

/** Takes of {@link publish}. */
export interface PublishOptions {
  /** Also writes how far the truth may be, as `<dimension>:deviation`, and how many observations, as `<dimension>:count`. */
  readonly withSpread?: boolean | undefined;
  /**
   * Also writes for how long nothing was seen there or below, in the unit of `now`, as `<dimension>:age`; where that is known:
   * of what was seen in this life, at a time.
   */
  readonly withAge?: boolean | undefined;
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
export function publish(
  beliefs: Beliefs,
  writer: Writer,
  { withSpread = false, withAge = false }: PublishOptions = {},
): number {
  let cells = 0;
  writer.batch(() => {
    for (const dimension of beliefs.dimensions) {
      const latest = withAge ? latestBelow(beliefs, dimension) : undefined;
      const set = (path: readonly string[], option: string): void => {
        const belief = beliefs.at(path, option, dimension);
        const slice = [beliefs.levels[path.length] as string, instanceOf(path), option] as const;
        writer.setValue(...slice, dimension, belief.mean);
        cells++;
        if (withSpread) {
          writer.setValue(...slice, `${dimension}:deviation`, belief.deviation);
          writer.setValue(...slice, `${dimension}:count`, belief.count);
          cells += 2;
        }
        const seen = latest?.get(slice[1])?.get(option);
        if (seen === undefined) return;
        writer.setValue(...slice, `${dimension}:age`, beliefs.now - seen);
        cells++;
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

/** When each option was last seen at each address or below it, where that is known. */
function latestBelow(beliefs: Beliefs, dimension: string): Map<string, Map<string, number>> {
  const latest = new Map<string, Map<string, number>>();
  for (const [path, seen] of beliefs.addresses(dimension)) {
    for (const [number, sums] of seen ?? []) {
      const option = beliefs.options[number] as string;
      const at = latestOf(sums);
      if (at === -Infinity) continue;
      for (let depth = 0; depth <= path.length; depth++) {
        const instance = instanceOf(path.slice(0, depth));
        const options = latest.get(instance) ?? new Map<string, number>();
        options.set(option, Math.max(options.get(option) ?? at, at));
        latest.set(instance, options);
      }
    }
  }
  return latest;
}
