import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { Clock } from "../../src/budgets/clock.ts";
import { ConcurrencyLimit, TokenBucket } from "../../src/budgets/index.ts";
import { randomFrom } from "../random.ts";

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

  test("law U1: from any moment on it admits at most capacity + rate × time, whatever the clock does", () => {
    const property = fc.property(options, calls, ({ capacity, rate }, list) => {
      let bucket = new TokenBucket({ capacity, rate });
      let now = 0;
      const admitted: { at: number; count: number }[] = [];
      let passed = 0;
      const clock = new Clock(Math.max(60_000, (capacity / rate) * 1000));
      for (const { count, passed: step, restarts } of list) {
        now += step;
        if (restarts) bucket = new TokenBucket({ capacity, rate, state: JSON.parse(JSON.stringify(bucket)) });
        passed += clock.tell(now);
        if (bucket.take(count, now)) admitted.push({ at: passed, count });
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

  test("law U2: take succeeds after exactly what waitFor says, at times of any size, and so waiting ends", () => {
    const random = randomFrom(inject("seed"));
    for (let n = 0; n < 20_000; n++) {
      const bucket = new TokenBucket({ capacity: 1 + random() * 20, rate: random() * 50 + 0.01 });
      const now = (n % 2 === 0 ? 1.7e12 : random() * 10 ** (n % 16)) + Math.floor(random() * 1e6);
      bucket.take(bucket.available(now) * random(), now);
      const count = random();
      expect(bucket.take(count, now + bucket.waitFor(count, now))).toBe(true);
    }
    const bucket = new TokenBucket({ capacity: 10, rate: 3 });
    let now = 1.7e12;
    bucket.take(10, now);
    now += bucket.waitFor(1, now);
    expect(bucket.waitFor(1, now)).toBe(0);
  });

  test("waits for a clock that ran ahead, but not for ever", () => {
    const bucket = new TokenBucket({ capacity: 1, rate: 1 });
    bucket.take(1, 10_000);
    expect(bucket.waitFor(1, 4000)).toBe(7000);
    expect(bucket.take(1, 11_000)).toBe(true);
    // A reading from the year 33658.
    expect(bucket.take(1, 1e15)).toBe(true);
    expect(bucket.take(1, 20_000)).toBe(false);
    expect(bucket.waitFor(1, 20_000)).toBe(61_000);
    expect(new TokenBucket({ capacity: 1, rate: 1, state: bucket.toJSON() }).take(1, 80_999)).toBe(false);
    expect(bucket.take(1, 81_000)).toBe(true);
    expect(bucket.take(1, 81_500)).toBe(false);
    expect(bucket.take(1, 82_000)).toBe(true);
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

  test("law U3: never are more inside than the limit, and nobody leaves twice", () => {
    const property = fc.property(fc.integer({ min: 0, max: 4 }), fc.array(call, { maxLength: 60 }), (limit, calls) => {
      let door = new ConcurrencyLimit({ limit, expiry: 100 });
      const inside = new Map<number, number>();
      let now = 0;
      const clock = new Clock(100);
      for (const { leave, passed, restarts } of calls) {
        now += passed;
        const { last = now } = clock;
        clock.tell(now);
        const latest = clock.at as number;
        if (restarts) door = new ConcurrencyLimit({ limit, expiry: 100, state: JSON.parse(JSON.stringify(door)) });
        const held = door.inside(now);
        for (const [ticket, since] of inside) {
          const from = since > latest ? last : since;
          if (latest - from >= 100) inside.delete(ticket);
          else inside.set(ticket, from);
        }
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

  test("one reading that is far ahead shuts nobody out for longer than two expiries", () => {
    const door = new ConcurrencyLimit({ limit: 1, expiry: 1000 });
    expect(door.enter(1e15)).toBe(0);
    expect(door.enter(1.7e12)).toBeUndefined();
    expect(door.enter(1.7e12 + 999)).toBeUndefined();
    // From here on the clock behind is right, and whoever came in by the one ahead came in by the reading before.
    expect(door.inside(1.7e12 + 1000)).toBe(1);
    expect(door.enter(1.7e12 + 2000)).toBe(1);
    const rarely = new ConcurrencyLimit({ limit: 1, expiry: 1000 });
    expect([1e15, 1.7e12, 1.7e12 + 1e9].map((now) => rarely.enter(now))).toEqual([0, undefined, 1]);
  });

  test("refuses a state that cannot have been one", () => {
    const state = { next: 2, at: 5, inside: [[0, 1] as const, [1, 5] as const] };
    const make = (wrong: object) => () =>
      new ConcurrencyLimit({ limit: 2, expiry: 10, state: { ...state, ...wrong } as typeof state });
    expect(make({})().inside(6)).toBe(2);
    expect(make({ next: 1 })).toThrow("invalid-number: 1 at state.inside[1]");
    expect(make({ inside: [[0, 9]] })).toThrow("invalid-number: 9 at state.inside[0].since");
    expect(make({ inside: [[0, null]] })).toThrow("invalid-number: null at state.inside[0].since");
    expect(make({ at: null })).toThrow("invalid-number: 1 at state.inside[0].since");
    expect(make({ behind: [1, 0] })).toThrow("invalid-number: 0 at state.behind[1]");
    expect(make({ insides: [] })).toThrow("invalid-option: insides at state; known are next, at, behind, inside");
  });

  test("refuses what is no limit", () => {
    expect(() => new ConcurrencyLimit({ limt: 1, expiry: 1 } as never)).toThrow("invalid-option: limt at options");
    expect(() => new (ConcurrencyLimit as unknown as new () => unknown)()).toThrow(
      "invalid-number: undefined at limit",
    );
    expect(() => new ConcurrencyLimit({ limit: 1.5, expiry: 1 })).toThrow("invalid-number: 1.5 at limit");
    expect(() => new ConcurrencyLimit({ limit: 1, expiry: 0 })).toThrow("invalid-number: 0 at expiry");
  });
});
