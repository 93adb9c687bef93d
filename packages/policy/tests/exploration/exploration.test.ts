import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { Reservations } from "../../src/budgets/index.ts";
import { PolicyError } from "../../src/errors.ts";
import type { Arms } from "../../src/exploration/arms.ts";
import { BatchExplorer, extra, leastProbability, optimism, thompson } from "../../src/exploration/index.ts";
import { randomFrom } from "../../src/random.ts";

const parameters = { seed: inject("seed"), numRuns: inject("runs") };

const number = fc.double({ min: -5, max: 5, noNaN: true });
const arms = fc
  .array(
    fc.record({ mean: number, deviation: fc.oneof(fc.constant(0), fc.double({ min: 1e-4, max: 3, noNaN: true })) }),
    {
      minLength: 1,
      maxLength: 7,
    },
  )
  .map((all) => ({
    options: all.map((_, i) => `o${i}`),
    means: all.map(({ mean }) => mean),
    deviations: all.map(({ deviation }) => deviation),
  }));

describe("law X1: the propensities of all options are probabilities, and add up to 1", () => {
  test("of draws", () => {
    fc.assert(
      fc.property(arms, fc.double({ min: 0, max: 2, noNaN: true }), (arms, temperature) => {
        const all = arms.options.map((_, i) => leastProbability(arms, temperature, i));
        for (const each of all) expect(each >= 0 && each <= 1).toBe(true);
        expect(Math.abs(all.reduce((a, b) => a + b) - 1)).toBeLessThan(2e-6);
      }),
      parameters,
    );
  });

  test("of draws of which some are a thousand times narrower than others, within 1e-6", () => {
    const random = randomFrom(inject("seed"));
    let worst = 0;
    for (let n = 0; n < 2000; n++) {
      const options = Array.from({ length: 2 + Math.floor(random() * 6) }, (_, i) => `o${i}`);
      const means = options.map(() => (random() - 0.5) * (n % 2 === 0 ? 4 : 0.5));
      const deviations = options.map(() => 10 ** (-4 + 5 * random()));
      const sum = options.reduce((sum, _, i) => sum + leastProbability({ options, means, deviations }, 1, i), 0);
      worst = Math.max(worst, Math.abs(sum - 1));
    }
    expect(worst).toBeLessThan(1e-6);
  });

  test("of two it is what the normal distribution of the difference says", () => {
    for (const [a, b, s, t] of [
      [0, 0, 1, 1],
      [0, 1, 1, 2],
      [0.2, 0.3, 0.05, 0.05],
      [0, 1e-3, 1e-3, 1],
    ] as const) {
      const found = leastProbability({ options: ["a", "b"], means: [a, b], deviations: [s, t] }, 1, 0);
      const z = (b - a) / Math.hypot(s, t);
      let sum = 0;
      for (let x = -9; x < z; x += 1e-4) sum += Math.exp((-x * x) / 2) * 1e-4;
      expect(found).toBeCloseTo(sum / Math.sqrt(2 * Math.PI), 3);
    }
  });

  test("an option is drawn as often as its propensity says", () => {
    const some = { options: ["a", "b", "c"], means: [0.2, 0.25, 0.5], deviations: [0.05, 0.1, 0.2] };
    const random = randomFrom(5);
    const count = { a: 0, b: 0, c: 0 };
    const draws = 40_000;
    for (let i = 0; i < draws; i++) count[thompson(some, { random }).option as "a"]++;
    for (const [i, option] of (["a", "b", "c"] as const).entries()) {
      expect(count[option] / draws).toBeCloseTo(leastProbability(some, 1, i), 2);
    }
  });
});

test("law X6: what was chosen by draws has a propensity from 1e-9 to 1 − 1e-9, however narrow they are", () => {
  const size = fc.constantFrom(0, 1e-320, 1e-150, 1e-20, 1e-9, 1, 1e9, 1e300);
  const property = fc.property(
    fc.array(fc.tuple(fc.oneof(size, number), size), { minLength: 1, maxLength: 5 }),
    fc.integer(),
    fc.double({ min: 0, max: 3, noNaN: true }),
    (all, seed, temperature) => {
      const arms = {
        options: all.map((_, i) => `o${i}`),
        means: all.map(([mean]) => mean),
        deviations: all.map(([, deviation]) => deviation),
      };
      const { propensity, compared } = thompson(arms, { random: randomFrom(seed), temperature });
      expect(propensity >= 1e-9 && propensity <= 1).toBe(true);
      if (propensity < 1) expect(1 - propensity).toBeGreaterThanOrEqual(0.99e-9);
      expect(compared.some(Number.isNaN)).toBe(false);
    },
  );
  fc.assert(property, parameters);
  const tiny = { options: ["a", "b"], means: [0, 0], deviations: [1e-150, 1e-150] };
  for (const seed of [1, 2, 3]) {
    // Too narrow to be told apart: then chance has no part in it.
    expect(thompson(tiny, { random: randomFrom(seed) })).toMatchObject({ option: "a", propensity: 1 });
  }
  const narrow = { options: ["a", "b"], means: [1, 1], deviations: [1e-20, 1e-20] };
  const chosen = [1, 2, 3, 4, 5, 6].map((seed) => thompson(narrow, { random: randomFrom(seed) }));
  expect(new Set(chosen.map(({ option }) => option)).size).toBe(2);
  for (const { propensity } of chosen) expect(propensity).toBeCloseTo(0.5, 6);
  // The rarest draws that there are: 8.6 deviations below the mean, where the integral is 0.
  const rarest = [0, 0, 1 - 2 ** -53, 0.5];
  const unlikely = { options: ["a", "b"], means: [0, 7], deviations: [0.1, 1] };
  const found = thompson(unlikely, { random: () => rarest.shift() as number });
  expect(found).toMatchObject({ option: "b", propensity: 1e-9 });
  // Two that cannot be told apart beside the least: of these the first is drawn, and no other.
  const beside = { options: ["a", "b", "c"], means: [0, 1, 1], deviations: [5, 1e-20, 1e-20] };
  const random = randomFrom(1);
  let drawn = 0;
  for (let i = 0; i < 4000; i++) drawn += Number(thompson(beside, { random }).option === "b");
  expect(drawn / 4000).toBeCloseTo(leastProbability(beside, 1, 1), 1);
  expect(leastProbability(beside, 1, 2)).toBe(0);
  const far = { options: ["a", "b"], means: [0, 100], deviations: [1, 1] };
  expect(thompson(far, { random: randomFrom(1) }).propensity).toBe(1 - 1e-9);
});

/** The same integral by brute force: a sum over very many points of the density times what all others draw above. */
function plainly({ means, deviations }: Arms, index: number): number {
  const above = (x: number, i: number): number => {
    const z = (x - (means[i] as number)) / (deviations[i] as number);
    // By the series of erf, and its continued fraction far out: other ways than that of the sources.
    if (Math.abs(z) > 5) return z > 0 ? 0 : 1;
    let [sum, term] = [z, z];
    for (let k = 1; k < 120; k++) sum += term *= (z * z) / (2 * k + 1);
    return 0.5 - (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
  };
  const [mean, deviation, points] = [means[index] as number, deviations[index] as number, 1500];
  let total = 0;
  for (let n = 0; n < points; n++) {
    const z = -7 + (14 * (n + 0.5)) / points;
    let product = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * (14 / points);
    for (let i = 0; i < means.length; i++) if (i !== index) product *= above(mean + z * deviation, i);
    total += product;
  }
  return total;
}

test("law X7: the propensity of a draw is the integral that it stands for, to 1e-6, with few options and with many", () => {
  const random = randomFrom(inject("seed"));
  for (const count of [2, 3, 5, 10, 40]) {
    for (let n = 0; n < 6; n++) {
      const options = Array.from({ length: count }, (_, i) => `o${i}`);
      const means = options.map(() => random() * 0.2);
      const deviations = options.map(() => 0.05 + random() * (n % 2 === 0 ? 0.05 : 1));
      const index = n % count;
      const some = { options, means, deviations };
      expect(Math.abs(leastProbability(some, 1, index) - plainly(some, index))).toBeLessThan(1e-6);
    }
  }
});

test("law X2: the same seed leads to the same plan", () => {
  fc.assert(
    fc.property(arms, fc.integer(), (arms, seed) => {
      const plan = (): unknown => thompson(arms, { random: randomFrom(seed) });
      expect(plan()).toEqual(plan());
    }),
    parameters,
  );
});

test("law X3: without curiosity the least mean is taken, of equals the first", () => {
  fc.assert(
    fc.property(arms, fc.integer(), (arms, seed) => {
      const best = arms.means.indexOf(Math.min(...arms.means));
      for (const plan of [
        optimism(arms, { temperature: 0 }),
        thompson(arms, { temperature: 0, random: randomFrom(seed) }),
      ]) {
        expect(plan).toMatchObject({ index: best, option: plan.greedy, propensity: 1 });
      }
    }),
    parameters,
  );
});

test("law X3: of equals that chance does not touch, all goes to the first", () => {
  const some = { options: ["a", "b", "c", "d"], means: [2, 1, 1, 1], deviations: [0, 0, 0, 0] };
  expect(some.options.map((_, i) => leastProbability(some, 1, i))).toEqual([0, 1, 0, 0]);
  for (const plan of [optimism(some), thompson(some, { random: randomFrom(1) })]) {
    expect(plan).toMatchObject({ option: "b", index: 1, greedy: "b", propensity: 1 });
  }
});

test("law X4: what is less sure is not put back by it", () => {
  fc.assert(
    fc.property(arms, fc.nat(6), fc.double({ min: 0, max: 3, noNaN: true }), (arms, at, more) => {
      fc.pre(at < arms.options.length);
      const isChosen = optimism(arms).index === at;
      const deviations = arms.deviations.map((deviation, i) => deviation + (i === at ? more : 0));
      if (isChosen) expect(optimism({ ...arms, deviations }).index).toBe(at);
    }),
    parameters,
  );
});

test("by lot every option has its share, and the rest goes to the best", () => {
  const some = { options: ["a", "b"], means: [0, 1], deviations: [0, 0] };
  const random = randomFrom(3);
  const plans = Array.from({ length: 10_000 }, () => optimism(some, { share: 0.2, random }));
  expect(plans.filter(({ option }) => option === "b").length / 10_000).toBeCloseTo(0.1, 2);
  expect(new Set(plans.map(({ option, propensity }) => `${option} ${propensity}`))).toEqual(
    new Set(["a 0.9", "b 0.1"]),
  );
});

test("law X5: a batch starves nobody: less than the number of options behind its shares, whatever these are", () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(fc.tuple(shares, fc.nat(9)), { maxLength: 30 }), (batches) => {
      const options = ["a", "b", "c"];
      const explorer = new BatchExplorer(options, { least: 0.1 });
      const due = [0, 0, 0];
      const count: Record<string, number> = { a: 0, b: 0, c: 0 };
      for (const [shares, tasks] of batches) {
        const sum = shares.reduce((a, b) => a + b);
        fc.pre(sum > 1e-6);
        for (const option of explorer.next(shares, tasks)) count[option] = (count[option] as number) + 1;
        for (const [i, share] of shares.entries()) due[i] = (due[i] as number) + tasks * (0.1 + (0.7 * share) / sum);
      }
      for (const [i, option] of options.entries()) {
        expect((due[i] as number) - (count[option] as number)).toBeLessThan(options.length);
      }
    }),
    parameters,
  );
  // With a floor even what is given no share has its part.
  const explorer = new BatchExplorer(["a", "b", "c"], { least: 0.1 });
  const dealt = explorer.next([1, 0, 0], 1000);
  for (const option of ["b", "c"]) expect(dealt.filter((each) => each === option).length).toBeGreaterThanOrEqual(98);
});

test("an extra execution needs a reserved budget, and somebody likely enough", () => {
  const some = { options: ["tried", "new", "bad"], means: [0.2, 0.25, 9], deviations: [0.01, 0.2, 0.1] };
  const plan = optimism(some, { temperature: 0 });
  expect(extra(some, plan, { cost: () => 3, reserve: (amount) => ({ amount }) })).toMatchObject({
    option: "new",
    reservation: { amount: 3 },
  });
  expect(extra(some, plan, { cost: () => 3, reserve: () => undefined })).toBeUndefined();
  expect(extra(some, plan, { cost: () => 3, reserve: () => 1, least: 0.9 })).toBeUndefined();
});

test("an extra execution is asked whether it is better than the planned one, not than all", () => {
  const options = ["planned", ...Array.from({ length: 40 }, (_, i) => `new${i}`)];
  const some = { options, means: options.map(() => 0.2), deviations: options.map((_, i) => (i === 0 ? 0 : 0.1)) };
  const plan = optimism(some, { temperature: 0 });
  // Each is better than the planned one every second time, and the best of all every fortieth.
  const found = extra(some, plan, { cost: () => 1, reserve: () => 1, least: 0.4 });
  expect(found).toMatchObject({ option: "new0", probability: expect.closeTo(0.5, 6) });
  // The widest is likely the best of all; the narrow one is likelier to be better than the planned one.
  const wide = { options: ["planned", "narrow", "wide"], means: [0.2, 0.15, 0.2], deviations: [0, 0.03, 3] };
  const { option, probability } = extra(wide, { ...plan, index: 0 }, { cost: () => 1, reserve: () => 1 }) ?? {};
  expect([option, probability]).toEqual(["narrow", expect.closeTo(0.952, 3)]);
  const known = { options: ["planned", "equal"], means: [1, 1], deviations: [0, 0] };
  const never = { cost: () => 1, reserve: () => 1, least: 0 };
  expect(extra(known, { ...plan, index: 0 }, never)?.probability).toBe(0);
  expect(extra({ options: ["planned"], means: [1], deviations: [1] }, plan, never)).toBeUndefined();
  expect(() => extra(known, { ...plan, index: 1 }, never)).toThrow("unknown-option: planned at plan");
});

test("an extra execution takes a ledger: what is overdrawn is not run, what else is wrong is thrown", () => {
  const ledger = new Reservations({ cap: 1, window: 1000, expiry: 100 });
  const some = { options: ["tried", "new"], means: [0.2, 0.25], deviations: [0.01, 0.2] };
  const plan = optimism(some, { temperature: 0 });
  const take = (now: number) =>
    extra(some, plan, { cost: () => 0.6, reserve: (amount) => ledger.reserve(amount, now) });
  expect(take(0)).toMatchObject({ option: "new", reservation: 0 });
  expect(take(0)).toBeUndefined();
  expect(ledger.usage(0)).toEqual({ spent: 0, reserved: 0.6 });
  expect(() => take(NaN)).toThrow("invalid-number: NaN at now");
});

test.each([
  [{ options: [], means: [], deviations: [] }, "no-options"],
  [{ options: ["a"], means: [NaN], deviations: [0] }, "invalid-number"],
  [{ options: ["a"], means: [Infinity], deviations: [0] }, "invalid-number"],
  [{ options: ["a"], means: [0], deviations: [-1] }, "invalid-number"],
])("refused: %o", (arms, code) => {
  expect(() => optimism(arms)).toThrow(expect.objectContaining({ code }) as PolicyError);
  expect(() => thompson(arms, { random: Math.random })).toThrow(PolicyError);
});

test("what is misspelt, missing or of another kind is refused with what is known", () => {
  const some = { options: ["a", "b"], means: [0, 1], deviations: [1, 1] };
  const random = randomFrom(1);
  for (const temperature of [NaN, -1, Infinity, "2", null]) {
    expect(() => optimism(some, { temperature: temperature as number })).toThrow("invalid-number");
    expect(() => thompson(some, { temperature: temperature as number, random })).toThrow("invalid-number");
  }
  expect(() => optimism(some, { temprature: 1 } as object)).toThrow(
    "invalid-option: temprature at options; known are temperature, share, random",
  );
  expect(() => optimism(some, { share: 0.5 })).toThrow("invalid-option: undefined at random; give a function");
  expect(() => thompson(some, undefined as never)).toThrow("invalid-option: undefined at random");
  expect(() => thompson(some, { random: () => 1 })).toThrow("invalid-number: 1 at random");
  expect(() => thompson(some, { random: () => NaN })).toThrow("invalid-number: NaN at random");
  expect(() => optimism(undefined as never)).toThrow("invalid-option: undefined at arms");
  expect(() => optimism({ ...some, means: [0] })).toThrow("invalid-option: 1 at means.length");
  const explorer = new BatchExplorer(["a", "b"]);
  expect(() => explorer.next([1], 2)).toThrow("invalid-option: 1 at shares.length");
  expect(() => explorer.next([1, NaN], 2)).toThrow("invalid-number: NaN at shares[1]");
  expect(() => new BatchExplorer(["a", "b"], { least: 0.6 })).toThrow("invalid-number: 0.6 at least");
  const plan = optimism(some);
  expect(() => extra(some, plan, { cost: () => 1 } as never)).toThrow("invalid-option: undefined at reserve");
  expect(() => randomFrom(NaN)).toThrow("invalid-number: NaN at seed");
});
