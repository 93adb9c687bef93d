import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { Clock } from "../../src/budgets/clock.ts";

const runs = { seed: inject("seed"), numRuns: inject("runs") };
const patience = 100;

test("law U4: of readings that never stay behind for long, what passes is what lies between the first and the latest", () => {
  const property = fc.property(fc.array(fc.integer({ min: 0, max: 99 })), (readings) => {
    const clock = new Clock(patience);
    const passed = readings.reduce((sum, reading) => sum + clock.tell(reading), 0);
    expect(passed).toBe(readings.length === 0 ? 0 : Math.max(...readings) - (readings[0] as number));
    expect(clock.at).toBe(readings.length === 0 ? undefined : Math.max(...readings));
  });
  fc.assert(property, runs);
});

test("law U4: one reading that is far ahead costs no more than the patience and one step, wherever it comes", () => {
  const steps = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 });
  const property = fc.property(steps, fc.nat(40), fc.integer({ min: 1, max: 1e15 }), (steps, at, ahead) => {
    let clock = new Clock(patience);
    let now = 0;
    let passed = clock.tell(0);
    for (const [i, step] of steps.entries()) {
      if (i === at) clock.tell(now + ahead);
      now += step;
      passed += clock.tell(now);
      clock = new Clock(patience, JSON.parse(JSON.stringify(clock)));
    }
    expect(passed).toBeLessThanOrEqual(now);
    expect(passed).toBeGreaterThanOrEqual(now - patience - 50);
  });
  fc.assert(property, runs);
});

test("one reading that is far behind changes nothing", () => {
  const clock = new Clock(patience);
  expect([1000, 0, 1001].map((now) => clock.tell(now))).toEqual([0, 0, 1]);
  expect([900, 850, 940, 1002, 999].map((now) => clock.tell(now))).toEqual([0, 0, 0, 1, 0]);
  expect([5, 50, 104, 105, 106].map((now) => clock.tell(now))).toEqual([0, 0, 0, 0, 1]);
});
