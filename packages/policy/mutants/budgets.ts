import { type Mutant, mutant } from "./mutant.ts";

const clock = "budgets/clock.test.ts";
const rates = "budgets/token-bucket.test.ts";
const reservations = "budgets/reservations.test.ts";
const prices = "budgets/price.test.ts";
const assignment = "budgets/assign.test.ts";

/** What is limited and shared. */
export const budgets: readonly Mutant[] = [
  mutant(
    "U1",
    rates,
    "a bucket earns more than it holds",
    "budgets/token-bucket.ts",
    "return Math.min(this.#capacity, this.#tokens + (passed / 1000) * this.#rate);",
    "return this.#tokens + (passed / 1000) * this.#rate;",
  ),
  mutant(
    "U2",
    rates,
    "waiting is not rounded up to what take accepts",
    "budgets/token-bucket.ts",
    "until < Infinity && this.#tokensAt(until - from) < count",
    "false",
  ),
  mutant(
    "U3",
    rates,
    "one more than the limit may come in",
    "budgets/concurrency-limit.ts",
    "this.inside(now) >= this.#limit",
    "this.inside(now) > this.#limit",
  ),
  mutant(
    "U4",
    clock,
    "a clock that was ahead once stops time for ever",
    "budgets/clock.ts",
    "if (!(passed >= 0)) return 0;",
    "if (!(passed >= Infinity)) return 0;",
  ),
  mutant(
    "U4",
    clock,
    "any reading behind the latest is believed",
    "budgets/clock.ts",
    "const passed = now - (from + this.#patience);",
    "const passed = now - from;",
  ),
  mutant(
    "U5",
    reservations,
    "what is reserved does not count against the cap",
    "budgets/reservations.ts",
    "if (grains > this.#cap - this.#spent - this.#reserved)",
    "if (grains > this.#cap - this.#spent)",
  ),
  mutant(
    "U5",
    reservations,
    "a second refund frees the amount again",
    "budgets/reservations.ts",
    "if (this.#held.delete(id)) this.#reserved -= grains;",
    "this.#reserved -= grains;",
  ),
  mutant(
    "U6",
    prices,
    "a price may be negative",
    "budgets/price.ts",
    "Math.max(0, price + step * (usage - cap))",
    "price + step * (usage - cap)",
  ),
  mutant(
    "U7",
    prices,
    "the price of an idle pool stands",
    "budgets/price.ts",
    "step * (usage - cap))",
    "step * Math.max(0, usage - cap))",
  ),
  mutant(
    "U8",
    prices,
    "what was drawn after a meter began again is not counted",
    "budgets/usage-readings.ts",
    "drawn += total < last ? total : total - last;",
    "drawn += Math.max(0, total - last) * (last > 0 ? 0.5 : 1);",
  ),
  mutant(
    "U9",
    prices,
    "every advance earns allowance",
    "budgets/price-loop.ts",
    "capOfWindow * (elapsed / window)",
    "capOfWindow * ((elapsed + 1) / window)",
  ),
  mutant(
    "U11",
    assignment,
    "a cap may be exceeded by a hundredth",
    "budgets/repair.ts",
    "amount <= (caps[pool] as number));",
    "amount <= (caps[pool] as number) + 1);",
  ),
  mutant(
    "U12",
    assignment,
    "a bound forgets what the caps are worth",
    "budgets/dual-ascent.ts",
    "for (const price of prices) value -= price;",
    "",
  ),
];
