import { checkNumber } from "../check-number.ts";
import { checkFunction, checkKeys, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import { type Arms, checkArms, type Plan } from "./arms.ts";
import { leastProbability } from "./least-probability.ts";

/** Takes of {@link extra}. */
export interface ExtraOptions<Reservation> {
  /** What one more execution of an option costs, in the unit of the budget. */
  readonly cost: (option: string) => number;
  /**
   * Reserves so much of a budget; where it has not got as much, returns nothing or throws `overdrawn`, as `reserve` of the
   * `Reservations` of `@thalweg/policy/budgets` does.
   */
  readonly reserve: (amount: number) => Reservation | undefined;
  /** How probable it has to be that the other option is better than the planned one; 0.05 by default. */
  readonly least?: number | undefined;
}

/** One more execution, for what can be learnt from it. */
export interface Extra<Reservation> {
  readonly option: string;
  /** How probable it is that it is better than the planned one, of the two alone. */
  readonly probability: number;
  /** To be committed or refunded. */
  readonly reservation: Reservation;
}

/**
 * A second option to run beside the planned one, whose answer is not used but learnt from: the one most likely to be better
 * than it, if that is likely enough, and only against a reserved budget; of equals the first. Throws `no-options`,
 * `invalid-number`, `invalid-option`, `unknown-option` (a plan for other arms), and what `reserve` throws, but for `overdrawn`.
 *
 * @example
 * import { Reservations } from "@thalweg/policy/budgets";
 * import { extra, optimism } from "@thalweg/policy/exploration";
 * const arms = { options: ["tried", "new"], means: [0.2, 0.3], deviations: [0.01, 0.2] };
 * const plan = optimism(arms, { temperature: 0 });
 * const ledger = new Reservations({ cap: 1, window: 3_600_000, expiry: 60_000 });
 * const budget = { cost: () => 0.6, reserve: (amount: number) => ledger.reserve(amount, 0) };
 * console.log(extra(arms, plan, budget)?.option, extra(arms, plan, budget)); // new undefined
 */
export function extra<Reservation>(
  arms: Arms,
  plan: Plan,
  options: ExtraOptions<Reservation>,
): Extra<Reservation> | undefined {
  checkArms(arms, 1);
  checkObject(plan, "plan");
  const { cost, reserve, least = 0.05 } = checkKeys(options, ["cost", "reserve", "least"], "options");
  checkFunction(cost, "cost");
  checkFunction(reserve, "reserve");
  checkNumber(least, "least", 0, 1);
  if (arms.options[plan.index] !== plan.option) throw new PolicyError("unknown-option", plan.option, "plan");
  const likely = arms.options
    .flatMap((option, index) =>
      index === plan.index ? [] : [{ option, probability: leastProbability(pairOf(arms, plan.index, index), 1, 1) }],
    )
    .sort((a, b) => b.probability - a.probability)[0];
  if (likely === undefined || likely.probability < least) return undefined;
  const amount = checkNumber(cost(likely.option), `cost of ${likely.option}`, 0);
  const reservation = reserved(reserve, amount);
  return reservation === undefined ? undefined : { ...likely, reservation };
}

/** Two of the arms. */
function pairOf({ options, means, deviations }: Arms, one: number, other: number): Arms {
  const both = (numbers: ArrayLike<number>): readonly number[] => [numbers[one] as number, numbers[other] as number];
  return {
    options: [options[one] as string, options[other] as string],
    means: both(means),
    deviations: both(deviations),
  };
}

function reserved<Reservation>(reserve: ExtraOptions<Reservation>["reserve"], amount: number): Reservation | undefined {
  try {
    return reserve(amount);
  } catch (error) {
    if (error instanceof PolicyError && error.code === "overdrawn") return undefined;
    throw error;
  }
}
