import type { Cursor, Reader } from "@thalweg/core";
import type { Beliefs } from "../beliefs/index.ts";
import type { BeliefView } from "../beliefs/view.ts";
import type { Candidates } from "./candidates.ts";
import type { Step } from "./step.ts";

/** No score is believed to be less sure than this. */
const MOST = 1e150;

/** One cursor at which a learner decides. */
export class Site {
  readonly cursor: Cursor;
  /** Those that are written, coarse to fine. */
  readonly steps: readonly Step[];
  readonly #beliefs: Beliefs;
  readonly #candidates: Candidates;
  /** What is believed at the address of the cursor, or the finest that is written. */
  readonly #views: readonly BeliefView[];
  /** The candidates there, each with its number. */
  candidates: ReadonlyMap<string, number> = new Map();
  /** The revision of the candidates that these are of. */
  #revision = -1;
  /** By dimension and option: the weights in the tensor, as of an epoch. */
  #weights: readonly Float64Array[] = [];
  #epoch = -1;

  constructor(beliefs: Beliefs, candidates: Candidates, cursor: Cursor, steps: readonly Step[], last: Step) {
    this.#beliefs = beliefs;
    this.#candidates = candidates;
    this.cursor = cursor;
    this.steps = steps;
    this.#views = last.views;
  }

  /** Looks who are candidates now, and makes those known who are new. */
  refresh(): void {
    const { revision } = this.#candidates;
    if (this.#revision === revision) return;
    this.candidates = new Map(this.#candidates.at(this.cursor).map((name) => [name, this.#beliefs.add(name)]));
    this.#revision = revision;
  }

  /** How unsure the scores of options are, one standard deviation each: those of the dimensions by their weights. */
  deviations(tensor: Reader, epoch: number, numbers: readonly number[]): number[] {
    const { options, dimensions } = this.#beliefs;
    if (this.#epoch !== epoch || (this.#weights[0]?.length ?? 0) < options.length) {
      this.#weights = dimensions.map((dimension) =>
        Float64Array.from(options, (option) => tensor.weight(this.cursor, option, dimension)),
      );
      this.#epoch = epoch;
    }
    const views = this.#views;
    const weights = this.#weights;
    return numbers.map((number) => {
      let variance = 0;
      for (let i = 0; i < views.length; i++) {
        const part =
          ((weights[i] as Float64Array)[number] as number) * ((views[i] as BeliefView).deviations[number] as number);
        if (views.length === 1) return Math.min(MOST, Math.abs(part));
        variance += part * part;
      }
      return Math.min(MOST, Math.sqrt(variance));
    });
  }
}
