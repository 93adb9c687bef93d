import type { Cursor, Reader } from "@thalweg/core";
import { PolicyError } from "../errors.ts";
import type { Decision } from "./decision.ts";
import type { Estimate } from "./estimate.ts";
import { doublyRobust, inversePropensity, selfNormalised } from "./estimators.ts";

/** A logged decision of a tensor, with all that came of it. */
export interface LoggedDecision {
  readonly cursor: Cursor;
  readonly options: readonly string[];
  readonly option: string;
  readonly propensity: number;
  /** By dimension; what is missing was not seen. */
  readonly outcome: Readonly<Record<string, number>>;
}

/** What would have been, in one dimension. */
export interface Replayed {
  /** What was: the mean of the outcomes in the log. */
  readonly logged: number;
  readonly decisions: number;
  readonly inversePropensity: Estimate;
  readonly selfNormalised: Estimate;
  readonly doublyRobust: Estimate;
}

/** What replay says of a candidate. */
export interface Replay {
  /** The share of decisions that the candidate would have made otherwise. */
  readonly changed: number;
  /** Decisions for which the candidate's tensor has no option at all; they are left out. */
  readonly undecided: number;
  readonly dimensions: Readonly<Record<string, Replayed>>;
}

/**
 * What would have been: takes a log of decisions with their outcomes, and a candidate tensor, which decides each anew
 * (`best`, among the options that there were). The predictions of the doubly robust estimate are the candidate's own values.
 * Throws `no-sample`, `not-logged`, `unknown-option`, `invalid-number`.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { replay } from "@thalweg/policy/evaluation";
 * const candidate = new Tensor(["global"]);
 * const writer = candidate.writer("global");
 * writer.setWeight("global", "", "cost", 1);
 * writer.setValue("global", "", "small", "cost", 0.1);
 * writer.setValue("global", "", "large", "cost", 0.9);
 * const at = { cursor: {}, options: ["small", "large"], propensity: 0.5 };
 * const log = [
 *   { ...at, option: "small", outcome: { cost: 0.2 } },
 *   { ...at, option: "large", outcome: { cost: 1 } },
 * ];
 * console.log(replay(log, candidate).dimensions.cost?.selfNormalised.mean); // 0.2
 */
export function replay(log: readonly LoggedDecision[], candidate: Reader): Replay {
  if (log.length === 0) throw new PolicyError("no-sample", "none", "log");
  const choices = log.map(({ cursor, options }) => candidate.best(cursor, { among: options }));
  const decided = log.flatMap((decision, i) => {
    const choice = choices[i];
    return choice === undefined ? [] : [{ decision, choice }];
  });
  const dimensions = [...new Set(decided.flatMap(({ decision }) => Object.keys(decision.outcome)))].sort();
  const replayed = dimensions.map((dimension): readonly [string, Replayed] => {
    const seen = decided
      .filter(({ decision }) => decision.outcome[dimension] !== undefined)
      .map(
        ({ decision, choice }): Decision<{ readonly cursor: Cursor; readonly choice: string }> => ({
          context: { cursor: decision.cursor, choice },
          options: decision.options,
          option: decision.option,
          propensity: decision.propensity,
          outcome: decision.outcome[dimension] as number,
        }),
      );
    const policy = (decision: (typeof seen)[number]): string => decision.context.choice;
    const logged = seen.reduce((sum, { outcome }) => sum + outcome, 0) / seen.length;
    return [
      dimension,
      {
        logged,
        decisions: seen.length,
        inversePropensity: inversePropensity(seen, policy),
        selfNormalised: selfNormalised(seen, policy),
        // Of what the candidate knows nothing, the log's mean is the best guess.
        doublyRobust: doublyRobust(seen, policy, ({ context }, option) => {
          const value = candidate.value(context.cursor, option, dimension);
          return value === undefined || value === Infinity ? logged : value;
        }),
      },
    ];
  });
  const changed = decided.filter(({ decision, choice }) => choice !== decision.option).length;
  return {
    changed: decided.length === 0 ? 0 : changed / decided.length,
    undecided: log.length - decided.length,
    dimensions: Object.fromEntries(replayed),
  };
}
