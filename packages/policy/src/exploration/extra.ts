import { PolicyError } from "../errors.ts";
import { type Arms, checkArms, type Plan } from "./arms.ts";
import { leastProbability } from "./thompson.ts";

/** Takes of {@link extra}. */
export interface ExtraOptions<Reservation> {
  /** What one more execution of an option costs, in the unit of the budget. */
  readonly cost: (option: string) => number;
  /** Reserves so much of a budget; nothing where it has not got as much. See `@thalweg/policy/budgets`. */
  readonly reserve: (amount: number) => Reservation | undefined;
  /** How probable it has to be that the other option is better; 0.05 by default. */
  readonly least?: number | undefined;
}

/** One more execution, for what can be learnt from it. */
export interface Extra<Reservation> {
  readonly option: string;
  /** How probable it is that it is the best of all. */
  readonly probability: number;
  /** To be committed or refunded. */
  readonly reservation: Reservation;
}

/**
 * A second option to run beside the planned one, whose answer is not used but learnt from: the one most likely to be better
 * than it, if that is likely enough, and only against a reserved budget. Throws `no-options`, `invalid-number`.
 *
 * @example
 * import { extra, optimism } from "@thalweg/policy/exploration";
 * const arms = { options: ["tried", "new"], means: [0.2, 0.3], deviations: [0.01, 0.2] };
 * const plan = optimism(arms, { temperature: 0 });
 * console.log(extra(arms, plan, { cost: () => 1, reserve: (amount) => amount })?.option); // new
 */
export function extra<Reservation>(
  arms: Arms,
  plan: Plan,
  { cost, reserve, least = 0.05 }: ExtraOptions<Reservation>,
): Extra<Reservation> | undefined {
  checkArms(arms, 1);
  if (!(least >= 0 && least <= 1)) throw new PolicyError("invalid-number", least, "least");
  const likely = arms.options
    .map((option, index) => ({ option, probability: index === plan.index ? -1 : leastProbability(arms, 1, index) }))
    .sort((a, b) => b.probability - a.probability)[0];
  if (likely === undefined || likely.probability < least) return undefined;
  const amount = cost(likely.option);
  if (!(amount >= 0 && amount < Infinity)) throw new PolicyError("invalid-number", amount, `cost of ${likely.option}`);
  const reservation = reserve(amount);
  return reservation === undefined ? undefined : { ...likely, reservation };
}
