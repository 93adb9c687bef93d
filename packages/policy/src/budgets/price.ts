import { checkNumber, checkPositive } from "../check-number.ts";
import { checkKeys } from "../check-options.ts";

/** Takes of {@link priceStep}. */
export interface PriceStep {
  /** The pool's cap, in its units per window. */
  readonly cap: number;
  /** The price, in score per unit, at which hardly anybody would still choose the pool. */
  readonly swing: number;
  /** The share of a window's cap that may be overspent while the price climbs from 0 to `swing`; 0.01 by default. */
  readonly tolerance?: number | undefined;
}

/**
 * The step α = swing / (tolerance · cap) of {@link nextPrice}, in score per unit squared.
 *
 * Each advance raises the price by at least α · (usage − cap), so over any run Σ(usage − cap) ≤ (last − first price) / α:
 * with this α at most `tolerance` of the cap for a climb through the whole `swing`, plus what one advance can use. A
 * price that rises from 0 to `swing` takes the demand D of a window at price 0 down to none, so that with n advances in a
 * window the response has the slope D / (n · swing); the loop does not oscillate where α times that is at most 1, which
 * is n ≥ D / (tolerance · cap): see {@link advancesPerWindow}. Dual (sub)gradient ascent: Bertsekas, Nonlinear
 * Programming (1999), section 6.3. Throws `invalid-number`.
 */
export function priceStep(given: PriceStep): number {
  const { cap, swing, tolerance = 0.01 } = checkKeys(given, ["cap", "swing", "tolerance"], "options");
  checkPositive(cap, "cap");
  checkPositive(swing, "swing");
  checkNumber(tolerance, "tolerance", 1e-6, 1);
  return Math.min(Number.MAX_VALUE, swing / tolerance / cap);
}

/**
 * How often to advance the price in a window so that the loop settles: ⌈demand / (tolerance · cap)⌉, where `demand` is
 * what would be used in a window if the pool were free. Throws `invalid-number`.
 */
export function advancesPerWindow(given: {
  readonly cap: number;
  readonly demand: number;
  readonly tolerance?: number | undefined;
}): number {
  const { cap, demand, tolerance = 0.01 } = checkKeys(given, ["cap", "demand", "tolerance"], "options");
  checkPositive(cap, "cap");
  checkNumber(demand, "demand", 0);
  checkNumber(tolerance, "tolerance", 1e-6, 1);
  return Math.max(1, Math.ceil(Math.min(Number.MAX_SAFE_INTEGER, demand / tolerance / cap)));
}

/** Takes of {@link nextPrice}: usage and cap of the same stretch of time. */
export interface Price {
  readonly price: number;
  readonly usage: number;
  readonly cap: number;
  /** α, as {@link priceStep} gives it. */
  readonly step: number;
  /** No price rises above it; so a price that nobody can answer comes down again in time. */
  readonly ceiling?: number | undefined;
}

/**
 * The next shadow price: λ ← min(ceiling, max(0, λ + α · (usage − cap))). Always finite and at least 0; a pool that is
 * not used becomes cheaper until it is free. Throws `invalid-number`.
 *
 * @example
 * import { nextPrice } from "@thalweg/policy/budgets";
 * console.log(nextPrice({ price: 1, usage: 120, cap: 100, step: 0.05 })); // 2
 * console.log(nextPrice({ price: 1, usage: 0, cap: 100, step: 0.05 })); // 0
 */
export function nextPrice(given: Price): number {
  const known = ["price", "usage", "cap", "step", "ceiling"];
  const { price, usage, cap, step, ceiling = Number.MAX_VALUE } = checkKeys(given, known, "options");
  checkNumber(price, "price", 0);
  checkNumber(usage, "usage", 0);
  checkNumber(cap, "cap", 0);
  checkNumber(step, "step", 0);
  checkNumber(ceiling, "ceiling", 0);
  // Finite numbers can overflow to ±∞, which the bounds take back; 0 · ∞ and ∞ − ∞ cannot come.
  return Math.min(ceiling, Math.max(0, price + step * (usage - cap)));
}
