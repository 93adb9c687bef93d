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
  /** What decided: the mean and deviation of the option, and the number that was compared in its place. */
  readonly why: { readonly mean: number; readonly deviation: number; readonly compared: number };
}

/** Throws `no-options` or `invalid-number` unless there is something to choose from. */
export function checkArms({ options, means, deviations }: Arms, temperature: number): void {
  if (options.length === 0) throw new PolicyError("no-options", "none", "options");
  if (!(temperature >= 0 && temperature < Infinity))
    throw new PolicyError("invalid-number", temperature, "temperature");
  for (let i = 0; i < options.length; i++) {
    if (!Number.isFinite(means[i])) throw new PolicyError("invalid-number", means[i], `means[${i}]`);
    if (!((deviations[i] as number) >= 0 && (deviations[i] as number) < Infinity)) {
      throw new PolicyError("invalid-number", deviations[i], `deviations[${i}]`);
    }
  }
}

/** The place of the least number; of equals the first. */
export function leastOf(numbers: ArrayLike<number>): number {
  let least = 0;
  for (let i = 1; i < numbers.length; i++) if ((numbers[i] as number) < (numbers[least] as number)) least = i;
  return least;
}

/** A plan for the option at `index`, which was compared by a number. */
export function planOf(
  { options, means, deviations }: Arms,
  index: number,
  propensity: number,
  compared: number,
): Plan {
  return {
    option: options[index] as string,
    index,
    propensity,
    greedy: options[leastOf(means)] as string,
    why: { mean: means[index] as number, deviation: deviations[index] as number, compared },
  };
}
