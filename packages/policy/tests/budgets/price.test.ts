import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { Clock } from "../../src/budgets/clock.ts";
import { advancesPerWindow, nextPrice, PriceLoop, priceStep, UsageMeter } from "../../src/budgets/index.ts";

const runs = { seed: inject("seed"), numRuns: inject("runs") };
const amount = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });
const window = 60_000;

function world(cap = 100) {
  const tensor = new Tensor(["global", "device"]);
  const writer = tensor.writer("global");
  const pools = [{ name: "api", cap, swing: 1 }];
  const loop = () => new PriceLoop({ reader: tensor, writer, level: "global", from: "device", pools, window });
  const meter = (instance: string) => new UsageMeter({ writer: tensor.writer("device"), level: "device", instance });
  return { tensor, writer, pools, loop, meter, price: () => tensor.weight({}, "", "budget:api") };
}

describe("prices", () => {
  test("law U6: a price is finite and at least 0, whatever is used", () => {
    const property = fc.property(amount, amount, amount, amount, (price, usage, cap, step) => {
      const next = nextPrice({ price, usage, cap, step });
      expect(Number.isFinite(next) && next >= 0).toBe(true);
    });
    fc.assert(property, runs);
  });

  test("law U7: the price of an idle pool falls, to 0", () => {
    const some = fc.double({ min: 0.01, max: 100, noNaN: true });
    const property = fc.property(some, some, some, (price, cap, swing) => {
      const step = priceStep({ cap, swing });
      const next = nextPrice({ price, usage: 0, cap, step });
      expect(next).toBeLessThan(price);
      // Of a whole idle window nothing is left, even of a hundred swings.
      expect(nextPrice({ price: Math.min(price, 100 * swing), usage: 0, cap: cap * 1.001, step })).toBe(0);
    });
    fc.assert(property, runs);
  });

  test("refuses what is no price", () => {
    expect(() => nextPrice({ price: -1, usage: 0, cap: 0, step: 0 })).toThrow("invalid-number: -1 at price");
    expect(() => nextPrice({ price: 0, usage: NaN, cap: 0, step: 0 })).toThrow("invalid-number: NaN at usage");
    expect(() => priceStep({ cap: 0, swing: 1 })).toThrow("invalid-number: 0 at cap");
    expect(priceStep({ cap: 5e-324, swing: 1e308 })).toBe(Number.MAX_VALUE);
    expect(advancesPerWindow({ cap: 100, demand: 300 })).toBe(300);
  });
});

describe("the price loop", () => {
  const event = fc.record({
    device: fc.constantFrom("A", "B", "__proto__"),
    drawn: fc.oneof(fc.double({ min: 0, max: 50, noNaN: true }), fc.constant(1e12)),
    passed: fc.integer({ min: -5000, max: 5000 }),
    restarts: fc.boolean(),
  });

  test("law U8: over any run, Σ (usage − cap) ≤ what the price rose / step, with restarts and any clock", () => {
    const property = fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const { tensor, loop: make, meter: meterOf, price } = world();
      const step = priceStep({ cap: 100, swing: 1 });
      let loop = make();
      let now = 0;
      loop.advance(now);
      const meters = new Map(["A", "B", "__proto__"].map((device) => [device, meterOf(device)]));
      let [excess, drawn, read] = [0, 0, 0];
      for (const { device, drawn: amount, passed, restarts } of events) {
        meters.get(device)?.record("api", amount);
        drawn += amount;
        now += passed;
        if (restarts) {
          const state = JSON.parse(JSON.stringify(loop));
          const pools = [{ name: "api", cap: 100, swing: 1 }];
          loop = new PriceLoop({
            reader: tensor,
            writer: tensor.writer("global"),
            level: "global",
            from: "device",
            pools,
            window,
            state,
          });
        }
        for (const { usage, cap, price: next } of loop.advance(now)) {
          excess += usage - cap;
          read += usage;
          expect(Number.isFinite(next) && next >= 0 && next <= 10).toBe(true);
          expect(price()).toBe(next);
          // At the ceiling the excess is given up: the bound begins anew.
          if (next === 10) excess = 10 / step;
        }
        expect(excess).toBeLessThanOrEqual(price() / step + 1e-6 * (1 + Math.abs(excess)));
      }
      expect(read).toBeCloseTo(drawn, drawn > 1e6 ? -3 : 6);
    });
    fc.assert(property, runs);
  });

  test("the queue bends: what draws on a full pool falls behind what does not", () => {
    const { tensor, writer, loop: make, meter } = world();
    writer.setWeight("global", "", "cost", 1);
    writer.setValue("global", "", "remote", "cost", 0.1);
    writer.setValue("global", "", "remote", "budget:api", 1);
    writer.setValue("global", "", "local", "cost", 0.5);
    writer.setDefault("global", "", "budget:api", 0);
    const loop = make();
    loop.advance(0);
    expect(tensor.best({ device: "A" })).toBe("remote");
    meter("A").record("api", 2);
    loop.advance(600);
    expect(tensor.best({ device: "A" })).toBe("local");
    loop.advance(1200);
    expect(tensor.best({ device: "A" })).toBe("remote");
  });

  test("a meter that starts again, one that is new, one that repeats itself, and one that is gone", () => {
    const { tensor, loop: make, meter } = world();
    const usage = (loop: Pick<PriceLoop, "advance">, now: number) => loop.advance(now)[0]?.usage;
    meter("A").record("api", 5);
    const loop = make();
    expect(usage(loop, 0)).toBe(0);
    meter("A").record("api", 2);
    expect(usage(loop, 1)).toBe(2);
    meter("B").record("api", 3);
    expect(usage(loop, 2)).toBe(3);
    expect(usage(loop, 3)).toBe(0);
    tensor.writer("device").clear("device", "A");
    expect(usage(loop, 4)).toBe(0);
  });

  test("an instance that was gone for less than a window has drawn what its total rose, also after a restart", () => {
    const { tensor, writer, pools, loop: make, meter } = world();
    const usage = (loop: Pick<PriceLoop, "advance">, now: number) => loop.advance(now)[0]?.usage;
    const device = meter("__proto__");
    const leave = () => tensor.writer("device").clear("device", "__proto__");
    let loop = make();
    loop.advance(0);
    device.record("api", 1000);
    expect(usage(loop, 1)).toBe(1000);
    leave();
    expect(usage(loop, 2)).toBe(0);
    const state = JSON.parse(JSON.stringify(loop));
    loop = new PriceLoop({ reader: tensor, writer, level: "global", from: "device", pools, window, state });
    expect(usage(loop, 3)).toBe(0);
    device.record("api", 5);
    expect(usage(loop, 4)).toBe(5);
    leave();
    expect(usage(loop, 10)).toBe(0);
    expect(usage(loop, 9 + window)).toBe(0);
    device.record("api", 1);
    expect(usage(loop, 9 + window)).toBe(1);
    // Gone for a whole window, it is forgotten, and nothing of it is kept.
    leave();
    expect(usage(loop, 100 + window)).toBe(0);
    expect(usage(loop, 100 + 2 * window)).toBe(0);
    expect(loop.toJSON()).toMatchObject({ totals: { api: {} }, gone: { api: {} } });
    device.record("api", 1);
    expect(usage(loop, 101 + 2 * window)).toBe(1007);
    // A state without the times is one of a loop that forgot who was gone.
    const { at, totals } = loop.toJSON();
    const old = { at, totals };
    loop = new PriceLoop({ reader: tensor, writer, level: "global", from: "device", pools, window, state: old });
    expect(usage(loop, 102 + 2 * window)).toBe(0);
  });

  test("law U9: a clock that flaps earns no more than the time that went by", () => {
    const property = fc.property(fc.array(fc.integer({ min: -window, max: 3 * window })), (times) => {
      const loop = world().loop();
      loop.advance(0);
      const allowed = times.reduce((sum, now) => sum + (loop.advance(now)[0]?.cap ?? 0), 0);
      const clock = new Clock(window);
      const passed = [0, ...times].reduce((sum, now) => sum + clock.tell(now), 0);
      expect(allowed).toBeCloseTo((100 * passed) / window, 6);
      expect(loop.toJSON().at).toBe(clock.at);
    });
    fc.assert(property, runs);
  });

  test("a meter that goes on from its state is counted in full, also where it passes its old total before it is read", () => {
    const { tensor, loop: make } = world();
    const writer = tensor.writer("device");
    const first = new UsageMeter({ writer, level: "device", instance: "A" });
    const loop = make();
    loop.advance(0);
    first.record("api", 5);
    expect(loop.advance(1)[0]?.usage).toBe(5);
    const state = JSON.parse(JSON.stringify(first));
    const second = new UsageMeter({ writer, level: "device", instance: "A", state });
    second.record("api", 8);
    expect(loop.advance(2)[0]?.usage).toBe(8);
    // Without it, the new total is above the old one, as if it had gone on.
    new UsageMeter({ writer, level: "device", instance: "A" }).record("api", 15);
    expect(loop.advance(3)[0]?.usage).toBe(2);
    const broken = (state: object) => () =>
      new UsageMeter({ writer, level: "device", instance: "A", state: state as Record<string, number> });
    expect(broken({ api: -1 })).toThrow("invalid-number: -1 at state.api");
    expect(broken({ "": 1 })).toThrow("invalid-name");
  });

  test("what stands in a shared instance is nobody's usage", () => {
    const { tensor, writer, loop: make, meter } = world();
    const loop = make();
    loop.advance(0);
    writer.setDefault("global", "", "usage:api", 1000);
    tensor.writer("device").setValue("device", "B", "x", "cost", 1);
    meter("A").record("api", 1);
    expect(loop.advance(1)[0]?.usage).toBe(1);
  });

  test("goes on from the price that stands in the tensor", () => {
    const { writer, loop, price } = world();
    writer.setWeight("global", "", "budget:api", 0.5);
    loop().advance(0);
    expect(price()).toBe(0.5);
    writer.setWeight("global", "", "budget:api", -3);
    loop().advance(0);
    expect(price()).toBe(0);
  });

  test("a step that the tensor refuses has no effect", () => {
    const { writer, tensor, pools, meter } = world();
    const own = writer.attenuate("global");
    const loop = new PriceLoop({ reader: tensor, writer: own, level: "global", from: "device", pools, window });
    loop.advance(0);
    meter("A").record("api", 5);
    const before = JSON.stringify(loop);
    own.revoke();
    expect(() => loop.advance(10)).toThrow("revoked");
    expect(JSON.stringify(loop)).toBe(before);
  });

  test("refuses pools that it cannot keep", () => {
    const { writer, tensor, pools, loop, meter } = world();
    const make = (more: object) =>
      new PriceLoop({ reader: tensor, writer, level: "global", from: "device", pools, window, ...more });
    expect(() => make({ pools: [...pools, ...pools] })).toThrow("invalid-option");
    expect(() => make({ pools: [{ name: "", cap: 1, swing: 1 }] })).toThrow("invalid-name");
    expect(() => make({ pools: [{ name: "p", cap: 0, swing: 1 }] })).toThrow("invalid-number: 0 at cap");
    expect(() => make({ window: 0 })).toThrow("invalid-number: 0 at window");
    expect(() => make({ toleranec: 0.1 })).toThrow("invalid-option: toleranec at options; known are reader, writer");
    expect(() => make({ pools: [{ name: "p", cap: 1, swign: 1 }] })).toThrow("invalid-option: swign at pools[0]");
    expect(() => make({ reader: undefined })).toThrow("invalid-option: undefined at reader");
    expect(() => make({ state: { at: 1, totals: { api: { A: "1" } } } })).toThrow(
      'invalid-number: "1" at state.totals',
    );
    expect(() => loop().advance(NaN)).toThrow("invalid-number: NaN at now");
    expect(() => loop().setCap("other", 1)).toThrow("unknown-option");
    expect(() => meter("")).toThrow("invalid-option");
    expect(() => meter("A").record("api", -1)).toThrow("invalid-number: -1 at amount");
  });
});
