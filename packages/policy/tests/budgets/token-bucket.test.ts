import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { ConcurrencyLimit, TokenBucket } from "../../src/budgets/index.ts";

const runs = { seed: inject("seed"), numRuns: inject("runs") };

describe("a token bucket", () => {
  const options = fc.record({
    capacity: fc.integer({ min: 1, max: 20 }),
    rate: fc.constantFrom(0, 0.125, 1, 7, 1000, 0.1),
  });
  const calls = fc.array(
    fc.record({
      count: fc.integer({ min: 0, max: 8 }),
      passed: fc.integer({ min: -3000, max: 4000 }),
      restarts: fc.boolean(),
    }),
    { maxLength: 60 },
  );

  test("law 5.budgets: from any moment on it admits at most capacity + rate × time, whatever the clock does", () => {
    const property = fc.property(options, calls, ({ capacity, rate }, list) => {
      let bucket = new TokenBucket({ capacity, rate });
      let now = 0;
      const admitted: { at: number; count: number }[] = [];
      let latest = -Infinity;
      for (const { count, passed, restarts } of list) {
        now += passed;
        if (restarts) bucket = new TokenBucket({ capacity, rate, state: JSON.parse(JSON.stringify(bucket)) });
        // Time that has passed is what lies between the latest moments that anybody has told.
        latest = Math.max(latest, now);
        if (bucket.take(count, now)) admitted.push({ at: latest, count });
      }
      for (const [from, { at: begin }] of admitted.entries()) {
        let sum = 0;
        for (const { at, count } of admitted.slice(from)) {
          sum += count;
          expect(sum).toBeLessThanOrEqual(capacity + (rate * (at - begin)) / 1000 + 1e-9);
        }
      }
    });
    fc.assert(property, runs);
  });

  test("what it says to wait for is there then, and not before", () => {
    const property = fc.property(
      options,
      fc.integer({ min: 1, max: 20 }),
      fc.nat(20),
      ({ capacity, rate }, count, taken) => {
        const bucket = new TokenBucket({ capacity, rate });
        bucket.take(Math.min(capacity, taken), 0);
        const wait = bucket.waitFor(count, 0);
        if (wait === Infinity) {
          expect(count > capacity || rate === 0).toBe(true);
          return;
        }
        const { state, ...same } = { capacity, rate, state: bucket.toJSON() };
        expect(new TokenBucket({ ...same, state }).take(count, wait + 1e-6)).toBe(true);
        if (wait > 0.01) expect(new TokenBucket({ ...same, state }).take(count, wait - 0.01)).toBe(false);
      },
    );
    fc.assert(property, runs);
  });

  test("waits for a clock that ran ahead", () => {
    const bucket = new TokenBucket({ capacity: 1, rate: 1 });
    bucket.take(1, 10_000);
    expect(bucket.waitFor(1, 4000)).toBe(7000);
  });

  test("refuses what is no number", () => {
    expect(() => new TokenBucket({ capacity: 0, rate: 1 })).toThrow("invalid-number: 0 at capacity");
    expect(() => new TokenBucket({ capacity: 1, rate: Infinity })).toThrow("invalid-number: Infinity at rate");
    const bucket = new TokenBucket({ capacity: 1, rate: 1 });
    expect(() => bucket.take(-1, 0)).toThrow("invalid-number: -1 at count");
    expect(() => bucket.take(1, NaN)).toThrow("invalid-number: NaN at now");
    expect(bucket.toJSON()).toEqual({ tokens: 1 });
    expect(new TokenBucket({ capacity: 1, rate: 1, state: { tokens: 5 } }).available(0)).toBe(1);
  });
});

describe("a concurrency limit", () => {
  const call = fc.record({
    leave: fc.option(fc.nat(30), { nil: undefined }),
    passed: fc.integer({ min: -50, max: 60 }),
    restarts: fc.boolean(),
  });

  test("law 5.budgets: never are more inside than the limit, and nobody leaves twice", () => {
    const property = fc.property(fc.integer({ min: 0, max: 4 }), fc.array(call, { maxLength: 60 }), (limit, calls) => {
      let door = new ConcurrencyLimit({ limit, expiry: 100 });
      const inside = new Map<number, number>();
      let now = 0;
      let latest = -Infinity;
      for (const { leave, passed, restarts } of calls) {
        now += passed;
        latest = Math.max(latest, now);
        if (restarts) door = new ConcurrencyLimit({ limit, expiry: 100, state: JSON.parse(JSON.stringify(door)) });
        const held = door.inside(now);
        for (const [ticket, since] of inside) if (latest - since >= 100) inside.delete(ticket);
        expect(held).toBe(inside.size);
        if (leave !== undefined) expect(door.leave(leave)).toBe(inside.delete(leave));
        else {
          const ticket = door.enter(now);
          expect(ticket === undefined).toBe(inside.size >= limit);
          if (ticket !== undefined) {
            expect(inside.has(ticket)).toBe(false);
            inside.set(ticket, latest);
          }
        }
        expect(inside.size).toBeLessThanOrEqual(limit);
      }
    });
    fc.assert(property, runs);
  });

  test("refuses what is no limit", () => {
    expect(() => new ConcurrencyLimit({ limit: 1.5, expiry: 1 })).toThrow("invalid-number: 1.5 at limit");
    expect(() => new ConcurrencyLimit({ limit: 1, expiry: 0 })).toThrow("invalid-number: 0 at expiry");
  });
});
