import type { Cursor, Reader, Writer } from "@thalweg/core";
import { addressOf, type Beliefs } from "../beliefs/index.ts";
import type { BeliefView } from "../beliefs/view.ts";
import { PolicyError } from "../errors.ts";

/** One level of a site. */
export interface Step {
  /** The slice of the tensor that has what is believed there. */
  readonly level: string;
  readonly instance: string;
  readonly isRoot: boolean;
  /** By dimension, in the order of the beliefs. */
  readonly views: readonly BeliefView[];
}

/** By slice: whose beliefs stand there. Two addresses whose finest names are equal take turns. */
export type Owners = Map<string, Step>;

/** One address at which a learner decides: it keeps the tensor in step with what is believed along the path. */
export class Site {
  readonly #beliefs: Beliefs;
  readonly #steps: readonly Step[];
  /** By dimension and option: the weights in the tensor, as of an epoch. */
  #weights: readonly Float64Array[] = [];
  #epoch = -1;

  /** Throws `invalid-name` where a cursor names a level that there is not. */
  constructor(beliefs: Beliefs, levels: readonly string[], cursor: Cursor) {
    for (const level of Object.keys(cursor)) {
      if (!levels.includes(level)) throw new PolicyError("invalid-name", level, "cursor");
    }
    const pooled = Object.fromEntries(beliefs.levels.slice(1).map((level) => [level, cursor[level]]));
    const path = addressOf(beliefs.levels, pooled);
    this.#beliefs = beliefs;
    this.#steps = Array.from({ length: path.length + 1 }, (_, depth): Step => {
      const at = Object.fromEntries(path.slice(0, depth).map((name, i) => [beliefs.levels[i + 1] as string, name]));
      const views = beliefs.dimensions.map((dimension) => beliefs.view(at, dimension));
      return { level: beliefs.levels[depth] as string, instance: path[depth - 1] ?? "", isRoot: depth === 0, views };
    });
  }

  /** Writes what is not believed any more as it stands, in one batch. */
  sync(writer: Writer, owners: Owners): void {
    const changes: (() => void)[] = [];
    const { dimensions, options } = this.#beliefs;
    for (const step of this.#steps) {
      const { level, instance, isRoot, views } = step;
      const slice = `${level.length}:${level}${instance}`;
      if (owners.get(slice) !== step) {
        for (const view of views) view.forget();
        owners.set(slice, step);
      }
      for (const [i, view] of views.entries()) {
        const dimension = dimensions[i] as string;
        view.refresh((option) => {
          const name = options[option] as string;
          // What was never seen here, or is forgotten, is what it is above.
          const isHere = isRoot || view.isTouched(option);
          changes.push(() => {
            if (isHere) writer.setValue(level, instance, name, dimension, view.means[option] as number);
            else writer.unsetValue(level, instance, name, dimension);
          });
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
  deviations(tensor: Reader, cursor: Cursor, epoch: number, numbers: readonly number[]): Float64Array {
    const { options, dimensions } = this.#beliefs;
    if (this.#epoch !== epoch || (this.#weights[0]?.length ?? 0) < options.length) {
      this.#weights = dimensions.map((dimension) =>
        Float64Array.from(options, (option) => tensor.weight(cursor, option, dimension)),
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
      result[i] = Math.min(MOST, Math.sqrt(variance));
    }
    return result;
  }
}

/** No score is believed to be less sure than this. */
const MOST = 1e150;
