import { checkNumber } from "../check-number.ts";
import { checkList, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";

/** What there is to choose from: what each option is expected to cost, all in all, and how unsure that is. Lower is better. */
export interface Arms {
  readonly options: readonly string[];
  readonly means: ArrayLike<number>;
  /** One standard deviation each, 0 where it is known. */
  readonly deviations: ArrayLike<number>;
}

/** A decision, with what whoever wants to judge it later has to know. */
export interface Plan {
  readonly option: string;
  /** Its place among the options. */
  readonly index: number;
  /** How probable it was that this very option would be chosen: 1 where chance had no part in it. */
  readonly propensity: number;
  /** The option with the least mean: what would have been chosen without curiosity. */
  readonly greedy: string;
  /** Of each option, the number that was compared in its place. */
  readonly compared: readonly number[];
}

/** Throws `no-options`, `invalid-number` or `invalid-option` unless there is something to choose from. */
export function checkArms(arms: Arms, temperature: number): void {
  const { options, means, deviations } = checkObject(arms, "arms");
  if (checkList(options, "options").length === 0) throw new PolicyError("no-options", "none", "options");
  checkNumber(temperature, "temperature", 0);
  for (const [name, numbers] of Object.entries({ means, deviations })) {
    if (checkList(numbers, name).length === options.length) continue;
    throw new PolicyError("invalid-option", numbers.length, `${name}.length`, "give as many as there are options");
  }
  for (let i = 0; i < options.length; i++) {
    // In words only where something is wrong: this is asked of every option of every decision.
    if (Number.isFinite(means[i]) && Number.isFinite(deviations[i]) && (deviations[i] as number) >= 0) continue;
    checkNumber(means[i], `means[${i}]`);
    checkNumber(deviations[i], `deviations[${i}]`, 0);
  }
}

/** The place of the least number; of equals the first. */
export function leastOf(numbers: ArrayLike<number>): number {
  let least = 0;
  for (let i = 1; i < numbers.length; i++) if ((numbers[i] as number) < (numbers[least] as number)) least = i;
  return least;
}

/** A plan for the option at `index`. */
export function planOf({ options, means }: Arms, index: number, propensity: number, compared: readonly number[]): Plan {
  return {
    option: options[index] as string,
    index,
    propensity,
    greedy: options[leastOf(means)] as string,
    compared,
  };
}
