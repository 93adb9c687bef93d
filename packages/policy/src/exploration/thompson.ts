import { checkKeys } from "../check-options.ts";
import { normal, type Random } from "../random.ts";
import { type Arms, checkArms, leastOf, type Plan, planOf } from "./arms.ts";
import { drawableOf, leastProbability } from "./least-probability.ts";

/** Takes of {@link thompson}. */
export interface ThompsonOptions {
  readonly random: Random;
  /** How much curiosity: deviations count so many times; 1 by default, 0 is none. */
  readonly temperature?: number | undefined;
}

/** Where chance has a part, no propensity is less sure than this, nor surer than 1 without it: so exact is no integral. */
const LEAST_PROPENSITY = 1e-9;

/**
 * Draws what each option might cost, and takes the one that drew least (Thompson, 1933): an option is chosen as often as it
 * may be the best. The same seed leads to the same draws. Where anything was drawn, the propensity is from 1e-9 to 1 − 1e-9,
 * so that a log of such plans can be judged by. Throws `no-options`, `invalid-number`, `invalid-option`.
 *
 * @example
 * import { randomFrom } from "@thalweg/policy";
 * import { thompson } from "@thalweg/policy/exploration";
 * const arms = { options: ["a", "b"], means: [0.2, 0.3], deviations: [0.05, 0.05] };
 * const { option, propensity } = thompson(arms, { random: randomFrom(1) });
 * console.log(option, propensity.toFixed(4)); // b 0.0786
 */
export function thompson(arms: Arms, options: ThompsonOptions): Plan {
  const { random, temperature = 1 } = checkKeys(options, ["random", "temperature"], "options");
  checkArms(arms, temperature);
  const { least, means, widths } = drawableOf(arms, temperature);
  const drawn = arms.options.map((_, i) => (means[i] as number) + (widths[i] as number) * normal(random));
  const index = leastOf(drawn);
  const isDrawn = drawn.length > 1 && widths.some((width) => width > 0);
  const probability = leastProbability(arms, temperature, index);
  const propensity = isDrawn ? Math.min(1 - LEAST_PROPENSITY, Math.max(LEAST_PROPENSITY, probability)) : 1;
  return planOf(
    arms,
    index,
    propensity,
    drawn.map((draw) => least + draw),
  );
}
