import { PolicyError } from "../errors.ts";

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
  const chosen = candidate(decision);
  if (typeof chosen === "string") {
    if (!decision.options.includes(chosen)) throw new PolicyError("unknown-option", chosen, place);
    return (option) => Number(option === chosen);
  }
  let sum = 0;
  for (const [option, probability] of Object.entries(chosen)) {
    if (!decision.options.includes(option)) throw new PolicyError("unknown-option", option, place);
    if (!(probability >= 0 && probability <= 1)) throw new PolicyError("invalid-number", probability, place);
    sum += probability;
  }
  if (Math.abs(sum - 1) > 1e-6) throw new PolicyError("invalid-number", sum, place);
  return (option) => (Object.hasOwn(chosen, option) ? (chosen[option] as number) : 0);
}

/** Throws `no-sample`, `not-logged`, `invalid-number` or `unknown-option` unless a log can be judged by. */
export function checkLog(log: readonly Decision[]): void {
  if (log.length === 0) throw new PolicyError("no-sample", "none", "log");
  for (const [i, { options, option, propensity, outcome }] of log.entries()) {
    if (!(propensity > 0 && propensity <= 1)) throw new PolicyError("not-logged", propensity, `log[${i}].propensity`);
    if (!Number.isFinite(outcome)) throw new PolicyError("invalid-number", outcome, `log[${i}].outcome`);
    if (!options.includes(option)) throw new PolicyError("unknown-option", option, `log[${i}].option`);
  }
}
