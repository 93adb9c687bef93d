import type { Cursor, Reader } from "@thalweg/core";
import { checkFunction, checkKeys, checkList, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import { checkLog, type Decision } from "./decision.ts";
import { average, type Estimate, type EstimateOptions } from "./estimate.ts";
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
  /** What was: the mean of the outcomes that were seen. */
  readonly logged: number;
  /** How many decisions there are, all that the candidate can decide, and in how many of them this dimension was seen. */
  readonly decisions: number;
  readonly seen: number;
  /** Absent where an outcome is missing: the rows that are left would no longer stand for all. */
  readonly inversePropensity?: Estimate;
  /** Where outcomes are missing, of those alone that were seen; absent where none of them matches. */
  readonly selfNormalised?: Estimate;
  /** Absent where {@link inversePropensity} is. */
  readonly doublyRobust?: Estimate;
}

/** What replay says of a candidate. */
export interface Replay {
  /** The share of decisions that the candidate would have made otherwise. */
  readonly changed: number;
  /** Decisions for which the candidate's tensor has no option at all; they are left out. */
  readonly undecided: number;
  readonly dimensions: Readonly<Record<string, Replayed>>;
}

/** What decides anew: a tensor, or a learner, who knows what it believes at each address. */
export type Decider = Pick<Reader, "best" | "value">;

/** Takes of {@link replay}. */
export interface ReplayOptions {
  /** By dimension: between which two numbers its outcomes can lie; between those that the log has seen unless given. */
  readonly ranges?: Readonly<Record<string, readonly [low: number, high: number]>> | undefined;
}

/**
 * What would have been: takes a log of decisions with their outcomes, and a candidate, which decides each anew
 * (`best`, among the options that there were). The predictions of the doubly robust estimate are the candidate's own
 * values. What cannot be told of a dimension is absent from it; the others are told all the same. A decision that was
 * sure, of propensity 1, and that the candidate would have made otherwise, is refused with `not-logged`: of what had no
 * chance a log says nothing. Throws `no-sample`, `unknown-option`, `invalid-number`, `invalid-option`, too.
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
 * console.log(replay(log, candidate).dimensions.cost?.selfNormalised?.mean); // 0.2
 */
export function replay(log: readonly LoggedDecision[], candidate: Decider, options?: ReplayOptions): Replay {
  const { ranges = {} } = checkKeys(options, ["ranges"], "options");
  checkObject(ranges, "ranges");
  for (const method of ["best", "value"] as const)
    checkFunction(checkObject(candidate, "candidate")[method], `candidate.${method}`);
  if (checkList(log, "log").length === 0) throw new PolicyError("no-sample", "none", "log");
  for (const [i, decision] of log.entries()) {
    checkObject(decision, `log[${i}]`);
    checkObject(decision.cursor, `log[${i}].cursor`);
    checkObject(decision.outcome, `log[${i}].outcome`);
    checkList(decision.options, `log[${i}].options`);
  }
  const choices = log.map(({ cursor, options }) => candidate.best(cursor, { among: options }));
  const decided = log.flatMap((decision, i) => {
    const choice = choices[i];
    return choice === undefined ? [] : [{ decision, choice }];
  });
  const dimensions = [...new Set(decided.flatMap(({ decision }) => Object.keys(decision.outcome)))].sort();
  for (const dimension of Object.keys(ranges)) {
    if (!dimensions.includes(dimension)) {
      throw new PolicyError("invalid-option", dimension, "ranges", `known are ${dimensions.join(", ")}`);
    }
  }
  const replayed = dimensions.map((dimension) => {
    const range = Object.hasOwn(ranges, dimension) ? ranges[dimension] : undefined;
    return [dimension, replayedIn(dimension, decided, candidate, { range })] as const;
  });
  const changed = decided.filter(({ decision, choice }) => choice !== decision.option).length;
  return {
    changed: decided.length === 0 ? 0 : changed / decided.length,
    undecided: log.length - decided.length,
    dimensions: Object.fromEntries(replayed),
  };
}

/** One dimension of {@link replay}. */
function replayedIn(
  dimension: string,
  decided: readonly { readonly decision: LoggedDecision; readonly choice: string }[],
  candidate: Decider,
  options: EstimateOptions,
): Replayed {
  const seen = decided.flatMap(
    ({ decision, choice }): readonly Decision<{ readonly cursor: Cursor; readonly choice: string }>[] => {
      const { cursor, options, option, propensity } = decision;
      const outcome = Object.hasOwn(decision.outcome, dimension) ? decision.outcome[dimension] : undefined;
      return outcome === undefined ? [] : [{ context: { cursor, choice }, options, option, propensity, outcome }];
    },
  );
  checkLog(seen);
  const policy = (decision: (typeof seen)[number]): string => decision.context.choice;
  const logged = average(seen.map(({ outcome }) => outcome));
  const isWhole = seen.length === decided.length;
  const isMatched = seen.some(({ context, option }) => context.choice === option);
  return {
    logged,
    decisions: decided.length,
    seen: seen.length,
    ...(isWhole && { inversePropensity: inversePropensity(seen, policy, options) }),
    ...(isMatched && { selfNormalised: selfNormalised(seen, policy, options) }),
    ...(isWhole && {
      // Of what the candidate knows nothing, the log's mean is the best guess.
      doublyRobust: doublyRobust(
        seen,
        policy,
        ({ context }, option) => {
          const value = candidate.value(context.cursor, option, dimension);
          return value === undefined || !Number.isFinite(value) ? logged : value;
        },
        options,
      ),
    }),
  };
}
