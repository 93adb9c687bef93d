import { checkNumber } from "../check-number.ts";
import { checkFunction, checkKeys } from "../check-options.ts";
import { type Random, uniform } from "../random.ts";
import { type Arms, checkArms, leastOf, type Plan, planOf } from "./arms.ts";

/** Takes of {@link optimism}. */
export interface OptimismOptions {
  /** By how many deviations each option is thought better than its mean; 2 by default, 0 is no curiosity. */
  readonly temperature?: number | undefined;
  /**
   * The share of decisions, from 0 to 1, that are made by lot among all options; 0 by default. With any above 0 every option
   * has a propensity, and what is logged can judge other policies; it needs `random`.
   */
  readonly share?: number | undefined;
  readonly random?: Random | undefined;
}

/**
 * Thinks each option as good as it may well be, `mean − temperature · deviation`, and takes the best (Lai and Robbins, 1985;
 * Auer et al., 2002): what is unsure is tried until it is sure. Throws `no-options`, `invalid-number`, `invalid-option`.
 *
 * @example
 * import { optimism } from "@thalweg/policy/exploration";
 * const arms = { options: ["tried", "new"], means: [0.2, 0.3], deviations: [0.01, 0.2] };
 * console.log(optimism(arms).option, optimism(arms, { temperature: 0 }).option); // new tried
 */
export function optimism(arms: Arms, given: OptimismOptions = {}): Plan {
  const { temperature = 2, share = 0, random } = checkKeys(given, ["temperature", "share", "random"], "options");
  checkArms(arms, temperature);
  checkNumber(share, "share", 0, 1);
  if (share > 0) checkFunction(random as Random, "random");
  const { options, means, deviations } = arms;
  const compared = new Array<number>(options.length);
  for (let i = 0; i < compared.length; i++) {
    compared[i] = boundOf(means[i] as number, temperature * (deviations[i] as number));
  }
  const best = leastOf(compared);
  const isDrawn = random !== undefined && share > 0 && uniform(random) < share;
  const index = isDrawn ? Math.floor(uniform(random) * options.length) : best;
  const propensity = share / options.length + (index === best ? 1 - share : 0);
  return planOf(arms, index, propensity, compared);
}

/** Finite numbers, whose difference or product may not be. */
const boundOf = (mean: number, width: number): number =>
  Math.max(-Number.MAX_VALUE, mean - Math.min(Number.MAX_VALUE, width));
