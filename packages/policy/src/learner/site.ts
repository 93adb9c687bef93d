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
  /** By option: how unsure its score is, with the weights of an epoch; and who has to be looked at again. */
  #deviations = new Float64Array(0);
  #epoch = -1;
  readonly #stale: Set<number> = new Set();

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
          this.#stale.add(option);
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
   * How unsure the scores of all options are, by their numbers, one standard deviation each: those of the dimensions by
   * their weights, which are read again in another epoch.
   */
  deviations(tensor: Reader, cursor: Cursor, epoch: number): Float64Array {
    const { options } = this.#beliefs;
    if (this.#epoch !== epoch || this.#deviations.length < options.length) {
      this.#deviations = Float64Array.from(options, (_, number) => this.#deviation(tensor, cursor, number));
      this.#epoch = epoch;
    } else {
      for (const number of this.#stale) this.#deviations[number] = this.#deviation(tensor, cursor, number);
    }
    this.#stale.clear();
    return this.#deviations;
  }

  #deviation(tensor: Reader, cursor: Cursor, number: number): number {
    const { options, dimensions } = this.#beliefs;
    const { views } = this.#steps.at(-1) as Step;
    let variance = 0;
    for (const [i, view] of views.entries()) {
      const weight = tensor.weight(cursor, options[number] as string, dimensions[i] as string);
      const part = weight * (view.deviations[number] as number);
      variance += part * part;
    }
    return Math.min(MOST, Math.sqrt(variance));
  }
}

/** No score is believed to be less sure than this. */
const MOST = 1e150;
