import type { Cursor, Reader, Writer } from "@thalweg/core";
import { addressOf, type Beliefs, cursorOf, instanceOf } from "../beliefs/index.ts";
import type { BeliefView } from "../beliefs/view.ts";

/** One level of a site. */
interface Step {
  readonly path: readonly string[];
  readonly level: string;
  readonly instance: string;
  /** By dimension, in the order of the beliefs. */
  readonly views: readonly BeliefView[];
}

/** One address at which a learner decides: it keeps the tensor in step with what is believed along the path. */
export class Site {
  /** What the tensor is asked for. */
  readonly cursor: Cursor;
  readonly #beliefs: Beliefs;
  readonly #steps: readonly Step[];
  /** By dimension and option: the weights in the tensor, as of an epoch. */
  #weights: readonly Float64Array[] = [];
  #epoch = -1;

  constructor(beliefs: Beliefs, levels: readonly string[], cursor: Cursor) {
    const pooled = Object.fromEntries(beliefs.levels.slice(1).map((level) => [level, cursor[level]]));
    const path = addressOf(beliefs.levels, pooled);
    this.#beliefs = beliefs;
    const others = Object.fromEntries(levels.map((level) => [level, cursor[level]]));
    this.cursor = { ...others, ...cursorOf(beliefs.levels, path) };
    this.#steps = Array.from({ length: path.length + 1 }, (_, depth): Step => {
      const to = path.slice(0, depth);
      const at = Object.fromEntries(to.map((name, i) => [beliefs.levels[i + 1] as string, name]));
      const views = beliefs.dimensions.map((dimension) => beliefs.view(at, dimension));
      return { path: to, level: beliefs.levels[depth] as string, instance: instanceOf(to), views };
    });
  }

  /** Writes what is not believed any more as it stands, in one batch. */
  sync(writer: Writer): void {
    const changes: (() => void)[] = [];
    const { dimensions, options } = this.#beliefs;
    for (const { path, level, instance, views } of this.#steps) {
      for (const [i, view] of views.entries()) {
        const dimension = dimensions[i] as string;
        view.refresh((option) => {
          const name = options[option] as string;
          // What was never seen here is what it is above.
          if (path.length > 0 && !view.isTouched(option)) return;
          changes.push(() => writer.setValue(level, instance, name, dimension, view.means[option] as number));
        });
      }
    }
    if (changes.length === 0) return;
    writer.batch(() => {
      for (const change of changes) change();
    });
  }

  /**
   * How unsure the scores of options are, one standard deviation each: those of the dimensions by their weights, which are
   * read again in another epoch.
   */
  deviations(tensor: Reader, epoch: number, numbers: readonly number[]): Float64Array {
    const { options, dimensions } = this.#beliefs;
    if (this.#epoch !== epoch || (this.#weights[0]?.length ?? 0) < options.length) {
      this.#weights = dimensions.map((dimension) =>
        Float64Array.from(options, (option) => tensor.weight(this.cursor, option, dimension)),
      );
      this.#epoch = epoch;
    }
    const views = (this.#steps.at(-1) as Step).views;
    const result = new Float64Array(numbers.length);
    for (let i = 0; i < result.length; i++) {
      const number = numbers[i] as number;
      let variance = 0;
      for (let d = 0; d < views.length; d++) {
        const part = (this.#weights[d]?.[number] ?? 0) * (views[d]?.deviations[number] ?? 0);
        variance += part * part;
      }
      result[i] = Math.sqrt(variance);
    }
    return result;
  }
}
