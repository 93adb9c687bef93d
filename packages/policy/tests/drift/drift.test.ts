import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import {
  Cusum,
  compareShares,
  klDivergence,
  PageHinkley,
  stabilityIndex,
  TierAccuracy,
  wilsonInterval,
} from "../../src/drift/index.ts";
import { chiSquareQuantile, normalQuantile } from "../../src/drift/normal-quantile.ts";
import { normalFrom, randomFrom } from "../random.ts";

const runs = { seed: inject("seed"), numRuns: inject("runs") };
const value = fc.oneof(
  fc.double({ min: -1e140, max: 1e140, noNaN: true }),
  fc.double({ min: -3, max: 3, noNaN: true }),
);

/** When a detector alarms on `length` values, of which those from `change` on are shifted; −1 for never. */
function alarmAt(
  observe: (value: number) => string,
  random: () => number,
  length: number,
  change: number,
  shift: number,
): number {
  for (let at = 0; at < length; at++) {
    if (observe(normalFrom(random) + (at >= change ? shift : 0)) !== "none") return at;
  }
  return -1;
}

const detectors = {
  CUSUM: { make: () => new Cusum(), again: (state: never) => new Cusum({ state }), falseAlarms: 0.011 },
  "Page–Hinkley": {
    make: () => new PageHinkley({ allowance: 0.5, threshold: 15 }),
    again: (state: never) => new PageHinkley({ allowance: 0.5, threshold: 15, state }),
    falseAlarms: 0.001,
  },
};

describe.each(Object.entries(detectors))("%s", (_, { make, again, falseAlarms }) => {
  test("law D1: false alarms on null streams are as rare as the guide says, and a change is seen soon", () => {
    const random = randomFrom(inject("seed"));
    const streams = 400;
    let [early, delay, missed] = [0, 0, 0];
    for (let stream = 0; stream < streams; stream++) {
      const null_ = make();
      if (alarmAt((value) => null_.observe(value), random, 2000, 2000, 0) >= 0) early++;
      const changed = make();
      const at = alarmAt((value) => changed.observe(value), random, 1300, 1000, 1);
      if (at < 0) missed++;
      else if (at >= 1000) delay += at - 999;
    }
    expect(early / streams).toBeLessThanOrEqual(falseAlarms + 3 * Math.sqrt(falseAlarms / streams));
    expect(delay / streams).toBeLessThan(45);
    expect(missed).toBeLessThan(4);
  });

  test("rises and falls are told apart, and stay told until a restart", () => {
    const random = randomFrom(1);
    for (const [shift, drift] of [
      [2, "rise"],
      [-2, "fall"],
    ] as const) {
      const detector = make();
      alarmAt((value) => detector.observe(value), random, 400, 200, shift);
      expect(detector.drift).toBe(drift);
      expect(detector.observe(-50 * shift)).toBe(drift);
      detector.restart();
      expect(detector.drift).toBe("none");
      expect(JSON.stringify(detector)).toBe(JSON.stringify(make()));
    }
  });

  test("law D4: never anything but finite sums, and the same after a restart from JSON", () => {
    const property = fc.property(fc.array(value, { maxLength: 200 }), fc.nat(200), (values, at) => {
      const [one, two] = [make(), make()];
      let other = two;
      for (const [place, each] of values.entries()) {
        if (place === at) other = again(JSON.parse(JSON.stringify(other)) as never);
        expect(other.observe(each)).toBe(one.observe(each));
      }
      for (const sum of Object.values(one.toJSON())) expect(Number.isFinite(sum)).toBe(true);
    });
    fc.assert(property, runs);
  });

  test("refuses what is no value, and takes no notice of it", () => {
    const detector = make();
    const before = JSON.stringify(detector);
    for (const wrong of [NaN, Infinity, -1e150]) expect(() => detector.observe(wrong)).toThrow("invalid-number");
    expect(JSON.stringify(detector)).toBe(before);
  });
});

test("a constant reference: the least deviation counts, and one outlier is no drift", () => {
  const detector = new Cusum({ reference: 10 });
  for (let i = 0; i < 500; i++) expect(detector.observe(7)).toBe("none");
  expect(detector.observe(1e9)).toBe("none");
  for (let i = 0; i < 50; i++) detector.observe(7);
  expect(detector.toJSON().rise).toBe(0);
  for (let i = 0; i < 50; i++) detector.observe(7.1);
  expect(detector.drift).toBe("rise");
});

describe("distributions", () => {
  const counts = fc.dictionary(fc.constantFrom("a", "b", "__proto__", "toString"), fc.nat(1000));
  const plain = (record: object) => Object.fromEntries(Object.entries(record));

  test("law D3: divergences are finite, at least 0, and 0 for the same shares, whatever is empty", () => {
    const property = fc.property(counts, counts, (one, other) => {
      for (const measure of [klDivergence, stabilityIndex]) {
        const divergence = measure(plain(one), plain(other));
        expect(Number.isFinite(divergence) && divergence >= 0).toBe(true);
        expect(measure(plain(one), plain(one))).toBeCloseTo(0, 12);
      }
      expect(stabilityIndex(plain(one), plain(other))).toBeCloseTo(stabilityIndex(plain(other), plain(one)), 12);
      const both = klDivergence(plain(one), plain(other)) + klDivergence(plain(other), plain(one));
      expect(stabilityIndex(plain(one), plain(other))).toBeCloseTo(both, 9);
    });
    fc.assert(property, runs);
  });

  test("law D2: two samples of one distribution differ as rarely as was asked for, at every size", () => {
    const random = randomFrom(inject("seed"));
    const shares = [0.5, 0.25, 0.15, 0.1];
    const draw = (size: number): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (let i = 0; i < size; i++) {
        let left = random();
        const bin = shares.findIndex((share) => {
          left -= share;
          return left < 0;
        });
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
      return counts;
    };
    for (const [before, now] of [
      [150, 150],
      [2000, 300],
    ] as const) {
      for (const measure of ["kl", "psi"] as const) {
        let alarms = 0;
        for (let i = 0; i < 1500; i++) {
          if (compareShares(draw(before), draw(now), { measure, falseAlarm: 0.02 }).drift === "shift") alarms++;
        }
        expect(alarms / 1500).toBeLessThan(0.035);
        expect(alarms / 1500).toBeGreaterThan(0.008);
      }
    }
  });

  test("a small sample says nothing, and nothing seen is no bin", () => {
    expect(compareShares({}, {})).toEqual({ drift: "unknown", divergence: 0, threshold: 0 });
    expect(compareShares({ a: 1000 }, { b: 99 }).drift).toBe("unknown");
    expect(compareShares({ a: 1000 }, { b: 100 }).drift).toBe("shift");
    expect(compareShares({ a: 1000 }, { a: 100 }).drift).toBe("none");
    expect(compareShares({ toString: 900, a: 100 }, { toString: 90, a: 10 }).threshold).toBeCloseTo(0.06, 2);
  });

  test("refuses what is no count", () => {
    expect(() => klDivergence({ a: -1 }, {})).toThrow("invalid-number: -1 at reference.a");
    expect(() => stabilityIndex({}, { b: NaN })).toThrow("invalid-number: NaN at current.b");
    expect(() => klDivergence({}, {}, 0)).toThrow("invalid-number: 0 at smoothing");
    expect(() => compareShares({}, {}, { measure: "js" as never })).toThrow("invalid-option: js at measure");
  });
});

describe("accuracy per tier", () => {
  test("the interval of Wilson: published values, 0…1 without outcomes, and within 0…1 always", () => {
    // Newcombe, Two-sided confidence intervals for the single proportion (1998), table I.
    for (const [right, count, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = wilsonInterval(right, count);
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
    const property = fc.property(
      fc.nat(1000),
      fc.nat(1000),
      fc.double({ min: 0, max: 0.9999, noNaN: true }),
      (a, b, confidence) => {
        const [right, count] = [Math.min(a, b), Math.max(a, b)];
        const { low, high } = wilsonInterval(right, count, confidence);
        expect(low >= 0 && high <= 1).toBe(true);
        if (count > 0) expect(low <= right / count + 1e-12 && right / count <= high + 1e-12).toBe(true);
      },
    );
    fc.assert(property, runs);
  });

  test("law D5: its false alarms in 2,000 answers are at most one in a hundred, and a fall is seen soon", () => {
    const random = randomFrom(inject("seed"));
    const streams = 1000;
    let [early, delay, missed] = [0, 0, 0];
    for (let stream = 0; stream < streams; stream++) {
      const [null_, changed] = [new TierAccuracy({ floor: 0.9 }), new TierAccuracy({ floor: 0.9 })];
      let at = 0;
      while (at < 2000 && null_.observe("easy", random() < 0.9).verdict !== "below") at++;
      if (at < 2000) early++;
      for (at = 0; at < 400 && changed.observe("easy", random() < 0.7).verdict !== "below"; ) at++;
      if (at === 400) missed++;
      else delay += at + 1;
    }
    expect(early / streams).toBeLessThanOrEqual(0.01 + 3 * Math.sqrt((0.01 * 0.99) / streams));
    expect(delay / streams).toBeLessThan(70);
    expect(missed).toBe(0);
  });

  test("law D6: once below the floor, a tier stays so until a restart, whatever comes and whenever it is restored", () => {
    const restored = (accuracy: TierAccuracy) =>
      new TierAccuracy({ floor: 0.9, minimum: 30, window: 100, state: JSON.parse(JSON.stringify(accuracy)) });
    const property = fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean()), { maxLength: 250 }), (answers) => {
      let accuracy = new TierAccuracy({ floor: 0.9, minimum: 30, window: 100 });
      for (let i = 0; i < 40; i++) accuracy.observe("easy", false);
      for (const [isRight, restarts] of answers) {
        if (restarts) accuracy = restored(accuracy);
        expect(accuracy.observe("easy", isRight).verdict).toBe("below");
        expect(accuracy.read("easy").verdict).toBe("below");
      }
      for (let i = 0; i < 250; i++) expect(accuracy.observe("easy", true).verdict).toBe("below");
      accuracy.restart("hard");
      expect(accuracy.read("easy").verdict).toBe("below");
      accuracy.restart("easy");
      expect(accuracy.observe("easy", false)).toMatchObject({ verdict: "unknown", count: 1 });
    });
    fc.assert(property, { ...runs, numRuns: 50 });
    const all = new TierAccuracy({ floor: 0.9 });
    for (let i = 0; i < 40; i++) all.observe("easy", false);
    all.restart();
    expect(all.toJSON()).toEqual([]);
    // A state of before has no word of it.
    const old = new TierAccuracy({ floor: 0.9, state: [["easy", 40, 0]] });
    expect(old.read("easy").verdict).toBe("below");
  });

  test("nothing is said below the minimum, each tier is its own, and a window forgets", () => {
    const accuracy = new TierAccuracy({ floor: 0.5, minimum: 30, window: 100 });
    for (let i = 0; i < 29; i++) expect(accuracy.observe("easy", true).verdict).toBe("unknown");
    expect(accuracy.observe("easy", true).verdict).toBe("holds");
    expect(accuracy.read("hard")).toEqual({ tier: "hard", count: 0, right: 0, low: 0, high: 1, verdict: "unknown" });
    for (let i = 0; i < 70; i++) accuracy.observe("easy", true);
    expect(accuracy.observe("easy", false)).toMatchObject({ count: 1, right: 0, verdict: "unknown" });
    const clear = new TierAccuracy({ floor: 0.5 });
    for (let i = 0; i < 60; i++) clear.observe("__proto__", true);
    expect(clear.read("__proto__").verdict).toBe("holds");
  });

  test("refuses what is no share", () => {
    expect(() => wilsonInterval(3, 2)).toThrow("invalid-number: 3 at right");
    expect(() => wilsonInterval(1, 2, 1)).toThrow("invalid-number: 1 at confidence");
    expect(() => new TierAccuracy({ floor: 0.9, confidnce: 0.9 } as never)).toThrow("invalid-option: confidnce");
    expect(() => new TierAccuracy({ floor: 0.9 }).observe("t", "no" as never)).toThrow("invalid-option: no at isRight");
    expect(() => new Cusum({ treshold: 3 } as object)).toThrow("invalid-option: treshold at options");
    expect(() => new PageHinkley(undefined as never)).toThrow("invalid-number: undefined at allowance");
    expect(() => compareShares(undefined as never, {})).toThrow("invalid-option: undefined at reference");
    expect(() => compareShares({ a: "100" } as never, { a: 1 })).toThrow('invalid-number: "100" at reference.a');
    expect(() => new TierAccuracy({ floor: 1.1 })).toThrow("invalid-number: 1.1 at floor");
    expect(() => new TierAccuracy({ floor: 0.5, minimum: 50, window: 49 })).toThrow("invalid-number: 49 at window");
  });
});

test("quantiles, against tables", () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 9);
  expect(normalQuantile(0.9995)).toBeCloseTo(3.290526731491926, 9);
  expect(normalQuantile(0.01)).toBeCloseTo(-2.3263478740408408, 9);
  expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
  expect(chiSquareQuantile(0.95, 4) / 9.4877).toBeCloseTo(1, 2);
  expect(chiSquareQuantile(0.999, 9) / 27.877).toBeCloseTo(1, 1);
});
