import { checkNumber } from "../check-number.ts";
import { checkFunction, checkList, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";

/** The least propensity that a decision is judged by: what was less probable weighs more than any log can balance. */
const LEAST = 1e-9;

/** The largest outcome in size: its square, weighted, is still a number. */
export const LARGEST_OUTCOME = 1e140;

/** A decision as it was logged, and what came of it. */
export interface Decision<Context = unknown> {
  /** What the decision was about: whatever the candidate needs to decide it anew. */
  readonly context: Context;
  /** What was there to choose from. */
  readonly options: readonly string[];
  /** What was chosen, and how probable that was. */
  readonly option: string;
  readonly propensity: number;
  /** What it came to: a cost, lower is better. */
  readonly outcome: number;
}

/** How probable each option is under a policy that is to be judged; one that always knows names an option alone. */
export type Candidate<Context> = (decision: Decision<Context>) => string | Readonly<Record<string, number>>;

/** How probable the candidate makes an option. Throws `unknown-option`, `invalid-number`. */
export function probabilityOf<Context>(
  candidate: Candidate<Context>,
  decision: Decision<Context>,
  place: string,
): (option: string) => number {
  const chosen = checkFunction(candidate, "candidate")(decision);
  if (typeof chosen === "string") {
    if (!decision.options.includes(chosen)) throw new PolicyError("unknown-option", chosen, place);
    return (option) => Number(option === chosen);
  }
  checkObject(chosen, place);
  let sum = 0;
  for (const [option, probability] of Object.entries(chosen)) {
    if (!decision.options.includes(option)) throw new PolicyError("unknown-option", option, place);
    if (!(probability >= 0 && probability <= 1)) throw new PolicyError("invalid-number", probability, place);
    sum += probability;
  }
  if (Math.abs(sum - 1) > 1e-6) throw new PolicyError("invalid-number", sum, place);
  return (option) => (Object.hasOwn(chosen, option) ? (chosen[option] as number) : 0);
}

/** Throws `no-sample`, `not-logged`, `invalid-number`, `invalid-option` or `unknown-option` unless a log can be judged by. */
export function checkLog(log: readonly Decision[]): void {
  if (checkList(log, "log").length === 0) throw new PolicyError("no-sample", "none", "log");
  for (const [i, decision] of log.entries()) {
    const { options, option, propensity, outcome } = checkObject(decision, `log[${i}]`);
    if (!(propensity >= LEAST && propensity <= 1)) {
      throw new PolicyError("not-logged", propensity, `log[${i}].propensity`);
    }
    checkNumber(outcome, `log[${i}].outcome`, -LARGEST_OUTCOME, LARGEST_OUTCOME);
    if (!checkList(options, `log[${i}].options`).includes(option)) {
      throw new PolicyError("unknown-option", option, `log[${i}].option`);
    }
  }
}
