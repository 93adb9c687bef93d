import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { Clock } from "../../src/budgets/clock.ts";
import { Reservations } from "../../src/budgets/index.ts";
import { PolicyError } from "../../src/errors.ts";

const runs = { seed: inject("seed"), numRuns: inject("runs") };
const [window, expiry] = [1000, 300];

const amount = fc.oneof(fc.double({ min: 0, max: 3, noNaN: true }), fc.constantFrom(0, 0.1, 0.2, 0.3));
const action = fc.record({
  what: fc.constantFrom("reserve", "reserve", "commit", "commit", "refund"),
  id: fc.nat(20),
  amount,
  /** What a call did cost, as a share of its reservation. */
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  passed: fc.oneof(fc.constant(0), fc.integer({ min: -400, max: 700 })),
  restarts: fc.boolean(),
});

/** Runs actions against a ledger and a plain list of reservations; `check` sees both after each. */
function play(
  cap: number,
  actions: readonly (typeof action extends fc.Arbitrary<infer Action> ? Action : never)[],
  check: (ledger: Reservations, now: number, plain: { spent: number; reserved: number }) => void,
): void {
  let ledger = new Reservations({ cap, window, expiry });
  const held = new Map<number, { amount: number; since: number }>();
  const clock = new Clock(expiry);
  let [now, spent] = [0, 0];
  for (const { what, id, amount, share, passed, restarts } of actions) {
    if (restarts) ledger = new Reservations({ cap, window, expiry, state: JSON.parse(JSON.stringify(ledger)) });
    now += passed;
    const { at = now, last = now } = clock;
    clock.tell(now);
    const latest = clock.at as number;
    if (Math.floor(latest / window) > Math.floor((latest < at ? last : at) / window)) spent = 0;
    for (const [key, { amount, since }] of held) {
      const from = since > latest ? last : since;
      if (latest - from >= expiry) held.delete(key);
      else held.set(key, { amount, since: from });
    }
    const mine = held.get(id);
    if (what === "reserve") {
      const room = ledger.available(now);
      try {
        const made = ledger.reserve(amount, now);
        expect(held.has(made)).toBe(false);
        held.set(made, { amount, since: latest });
        expect(amount).toBeLessThanOrEqual(room);
      } catch (error) {
        expect(error).toMatchObject({ code: "overdrawn" });
        expect(amount).toBeGreaterThan(room - 1e-6);
      }
    } else if (what === "refund") {
      expect(ledger.refund(id, now)).toBeCloseTo(mine?.amount ?? 0, 5);
      held.delete(id);
    } else if (mine === undefined) {
      const before = JSON.stringify(ledger.usage(now));
      expect(() => ledger.commit(id, amount, now)).toThrow(PolicyError);
      expect(JSON.stringify(ledger.usage(now))).toBe(before);
    } else {
      expect(ledger.commit(id, mine.amount * share, now)).toBe(0);
      held.delete(id);
      spent += mine.amount * share;
    }
    const reserved = [...held.values()].reduce((sum, each) => sum + each.amount, 0);
    check(ledger, now, { spent, reserved });
  }
}

describe("reservations", () => {
  test("law U5: spent + reserved never exceeds the cap, whatever bursts, expiries and double commits come", () => {
    const property = fc.property(fc.constantFrom(0, 0.6, 1, 5), fc.array(action, { maxLength: 80 }), (cap, actions) => {
      play(cap, actions, (ledger, now, plain) => {
        const { spent, reserved } = ledger.usage(now);
        expect(spent + reserved).toBeLessThanOrEqual(cap + 1e-12);
        // The plain sums are rounded; the ledger's are grains, each rounded up.
        expect(plain.spent + plain.reserved).toBeLessThanOrEqual(cap + 1e-12);
        expect(spent).toBeCloseTo(plain.spent, 4);
        expect(reserved).toBeCloseTo(plain.reserved, 4);
        expect(ledger.available(now)).toBeCloseTo(cap - spent - reserved, 9);
      });
    });
    fc.assert(property, runs);
  });

  test("three tenths are exactly three times a tenth", () => {
    const ledger = new Reservations({ cap: 0.3, window, expiry });
    const ids = [0, 0, 0].map(() => ledger.reserve(0.1, 0));
    expect(() => ledger.reserve(1e-6, 0)).toThrow("overdrawn");
    for (const id of ids) ledger.refund(id, 0);
    expect(ledger.available(0)).toBe(0.3);
    const odd = new Reservations({ cap: 0.00153, window, expiry });
    for (let i = 0; i < 3; i++) odd.reserve(0.00051, 0);
    expect(odd.usage(0)).toEqual({ spent: 0, reserved: 0.00153 });
  });

  test("a cap between two grains is the lower one, and one that is a grain but for rounding is that", () => {
    const ledger = new Reservations({ cap: 1.5e-6, window, expiry });
    expect(() => ledger.reserve(2e-6, 0)).toThrow("overdrawn");
    expect(ledger.available(0)).toBe(1e-6);
    ledger.setCap(2.9e-6);
    expect(ledger.available(0)).toBe(2e-6);
    ledger.setCap(4e-7);
    expect(ledger.available(0)).toBe(0);
    for (const cap of [0.3, 0.00153, 0.00051 * 3, 0.1 + 0.2, 4e9 + 0.1, 0]) {
      ledger.setCap(cap);
      expect(ledger.available(0)).toBe(Math.round(cap * 1e6) / 1e6);
    }
  });

  test("a commit above its reservation is booked, and nothing more can be reserved", () => {
    const ledger = new Reservations({ cap: 1, window, expiry });
    expect(ledger.commit(ledger.reserve(0.5, 0), 1.25, 1)).toBe(0.75);
    expect(ledger.available(1)).toBe(0);
    expect(() => ledger.reserve(0.1, 1)).toThrow("overdrawn: 0.1 at amount");
    expect(ledger.available(window)).toBe(1);
  });

  test("a commit after the expiry, a second one, one of a stranger", () => {
    const ledger = new Reservations({ cap: 1, window, expiry });
    const [late, twice] = [ledger.reserve(0.5, 0), ledger.reserve(0.5, 0)];
    ledger.commit(twice, 0.25, 1);
    expect(() => ledger.commit(twice, 0.25, 1)).toThrow("unknown-reservation: 1 at id");
    expect(() => ledger.commit(late, 0.5, expiry)).toThrow("unknown-reservation: 0 at id");
    expect(() => ledger.commit(99, 0, expiry)).toThrow("unknown-reservation");
    expect(ledger.refund(late, expiry)).toBe(0);
    expect(ledger.usage(expiry)).toEqual({ spent: 0.25, reserved: 0 });
    ledger.spend(0.5, expiry);
    expect(ledger.usage(expiry)).toEqual({ spent: 0.75, reserved: 0 });
  });

  test("a window begins with what is reserved, and never again", () => {
    const ledger = new Reservations({ cap: 1, window, expiry });
    ledger.commit(ledger.reserve(0.5, 900), 0.5, 900);
    const across = ledger.reserve(0.25, 950);
    expect(ledger.available(1000)).toBe(0.75);
    ledger.commit(across, 0.25, 1010);
    expect(ledger.available(990)).toBe(0.75);
    expect(ledger.available(1020)).toBe(0.75);
  });

  test("one reading that is far ahead freezes nothing for longer than an expiry and a window", () => {
    const day = 86_400_000;
    const make = (state?: unknown) =>
      new Reservations({ cap: 1, window: day, expiry: 60_000, state: state as ReturnType<Reservations["toJSON"]> });
    let ledger = make();
    ledger.usage(1.7e15);
    const now = 1.7e12;
    ledger.commit(ledger.reserve(1, now), 1, now + 5);
    expect(ledger.available(now + 10)).toBe(0);
    ledger = make(JSON.parse(JSON.stringify(ledger)));
    // Right again, and still within the window: what was spent is spent.
    expect(ledger.available(now + 60_000)).toBe(0);
    expect(ledger.available(now + day)).toBe(1);
    const later = make();
    later.usage(1.7e15);
    later.commit(later.reserve(1, now), 1, now + 5);
    expect(later.available(now + 3 * day)).toBe(1);
    // What is reserved by the clock ahead expires, too.
    const held = make();
    held.reserve(1, 1.7e15);
    expect([now, now + 60_000, now + 120_000].map((at) => held.available(at))).toEqual([0, 1, 1]);
  });

  test("one reading that is far behind opens no window, and frees nothing", () => {
    const ledger = new Reservations({ cap: 1, window, expiry });
    ledger.commit(ledger.reserve(0.5, 5000), 0.5, 5000);
    ledger.reserve(0.25, 5000);
    expect([0, 5100, 0, 200, 5200].map((at) => ledger.available(at))).toEqual([0.25, 0.25, 0.25, 0.25, 0.25]);
  });

  test("refuses a state that cannot have been one", () => {
    const held = [{ id: 0, grains: 500_000, since: 3 }];
    const state = { next: 1, at: 5, spent: 0, held };
    const make = (wrong: object) => () =>
      new Reservations({ cap: 1, window, expiry, state: { ...state, ...wrong } as typeof state });
    expect(make({})().usage(6)).toEqual({ spent: 0, reserved: 0.5 });
    expect(make({ next: 0 })).toThrow("invalid-number: 0 at state.held[0]");
    expect(make({ next: 2, held: [...held, ...held] })).toThrow("invalid-number: 0 at state.held[1]");
    expect(make({ held: [{ ...held[0], since: null }] })).toThrow("invalid-number: null at state.held[0].since");
    expect(make({ held: [{ ...held[0], since: 6 }] })).toThrow("invalid-number: 6 at state.held[0].since");
    expect(make({ held: [{ ...held[0], grains: 0.5 }] })).toThrow("invalid-number: 0.5 at state.held.grains");
    expect(make({ held: [null] })).toThrow("invalid-option: null at state.held[0]");
    expect(make({ spend: 1 })).toThrow("invalid-option: spend at state; known are next, at, behind, spent, held");
  });

  test("windows are fixed: what one ends with and the next begins with may be twice the cap", () => {
    const ledger = new Reservations({ cap: 1, window, expiry });
    ledger.spend(1, window - 1);
    expect(ledger.available(window)).toBe(1);
  });

  test("a lower cap stops what is new and takes nothing back", () => {
    const ledger = new Reservations({ cap: 1, window, expiry });
    const id = ledger.reserve(0.8, 0);
    ledger.setCap(0.5);
    expect(ledger.available(0)).toBe(0);
    ledger.commit(id, 0.2, 1);
    expect(ledger.available(1)).toBe(0.3);
  });

  test("refuses what is no amount", () => {
    const ledger = new Reservations({ cap: 1, window, expiry });
    expect(() => ledger.reserve(-1, 0)).toThrow("invalid-number: -1 at amount");
    expect(() => ledger.reserve(NaN, 0)).toThrow("invalid-number: NaN at amount");
    expect(() => ledger.reserve(1, NaN)).toThrow("invalid-number: NaN at now");
    expect(() => new Reservations({ cap: 1e300, window, expiry })).toThrow("invalid-number: 1e+300 at cap");
    expect(() => new Reservations({ cap: 1, window: 0, expiry })).toThrow("invalid-number: 0 at window");
    expect(ledger.usage(0)).toEqual({ spent: 0, reserved: 0 });
  });
});
