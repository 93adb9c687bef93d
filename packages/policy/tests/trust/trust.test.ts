import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { standsApart, TrustLedger } from "../../src/trust/index.ts";

const runs = { seed: inject("seed"), numRuns: inject("runs") };
const day = 86_400_000;
const reporters = ["A", "B", "C", "__proto__"];

const event = fc.record({
  reporter: fc.constantFrom(...reporters),
  what: fc.constantFrom("verify", "compare"),
  yes: fc.boolean(),
  passed: fc.integer({ min: -day, max: 3 * day }),
});

function play(
  ledger: TrustLedger,
  events: readonly (typeof event extends fc.Arbitrary<infer Event> ? Event : never)[],
): number {
  let now = 0;
  for (const { reporter, what, yes, passed } of events) {
    now += passed;
    if (what === "verify") ledger.verify(reporter, yes, now);
    else ledger.compare(reporter, yes, now);
  }
  return now;
}

describe("trust", () => {
  test("law T1: it is from 0 to 1 and ages to the prior; scrutiny stays on its dial", () => {
    const property = fc.property(fc.array(event), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (events, prior) => {
      const ledger = new TrustLedger({ prior, halfLife: day });
      const now = play(ledger, events);
      for (const reporter of reporters) {
        let before = ledger.trust(reporter, now);
        expect(before >= 0 && before <= 1).toBe(true);
        for (const later of [1, 2, 10, 1000]) {
          const trust = ledger.trust(reporter, now + later * day);
          expect(Math.abs(trust - prior)).toBeLessThanOrEqual(Math.abs(before - prior) + 1e-12);
          before = trust;
        }
        expect(before).toBeCloseTo(prior, 9);
        const scrutiny = ledger.scrutiny(reporter, now, { least: 0.1, most: 0.6 });
        expect(scrutiny >= 0.1 && scrutiny <= 0.6 + 1e-12).toBe(true);
      }
    });
    fc.assert(property, runs);
  });

  test("law T2: without verified outcomes nobody is trusted more than somebody unknown, however many agree", () => {
    const property = fc.property(fc.array(event, { maxLength: 200 }), (events) => {
      const ledger = new TrustLedger({ halfLife: day });
      const now = play(
        ledger,
        events.map((each) => ({ ...each, what: "compare" as const })),
      );
      for (const reporter of reporters) {
        expect(ledger.trust(reporter, now)).toBe(ledger.trust("unknown", now));
        expect(ledger.scrutiny(reporter, now)).toBeGreaterThanOrEqual(ledger.scrutiny("unknown", now));
      }
    });
    fc.assert(property, runs);
  });

  test("law T3: what is known of one changes nothing that is known of another", () => {
    const property = fc.property(fc.array(event), fc.constantFrom(...reporters), (events, one) => {
      const [all, alone] = [new TrustLedger({ halfLife: day }), new TrustLedger({ halfLife: day })];
      const now = play(all, events);
      let at = 0;
      for (const each of events) {
        at += each.passed;
        if (each.reporter !== one) continue;
        if (each.what === "verify") alone.verify(one, each.yes, at);
        else alone.compare(one, each.yes, at);
      }
      expect(all.trust(one, now)).toBe(alone.trust(one, now));
      expect(all.scrutiny(one, now)).toBe(alone.scrutiny(one, now));
    });
    fc.assert(property, runs);
  });

  test("law T4: being found right raises it, wrong lowers it, however much was saved up", () => {
    const property = fc.property(fc.array(event), fc.boolean(), (events, isRight) => {
      const ledger = new TrustLedger({ halfLife: day });
      const now = Math.max(0, play(ledger, events)) + 100 * day;
      const before = ledger.trust("A", now);
      ledger.verify("A", isRight, now);
      if (isRight) expect(ledger.trust("A", now)).toBeGreaterThan(before);
      else expect(ledger.trust("A", now)).toBeLessThan(before);
    });
    fc.assert(property, runs);
    const rich = new TrustLedger({ halfLife: day, memory: 200 });
    for (let i = 0; i < 100_000; i++) rich.verify("A", true, 0);
    for (let i = 0; i < 200; i++) rich.verify("A", false, 0);
    expect(rich.trust("A", 0)).toBeLessThan(0.4);
  });

  test("scrutiny: most for the unknown and the distrusted, least for the proven, more for who stands apart", () => {
    const ledger = new TrustLedger({ halfLife: day });
    for (let i = 0; i < 200; i++) ledger.verify("proven", true, 0);
    for (let i = 0; i < 200; i++) ledger.verify("liar", false, 0);
    const [proven, unknown, liar] = ["proven", "unknown", "liar"].map((each) => ledger.scrutiny(each, 0)) as number[];
    expect(proven).toBeLessThan(0.06);
    expect(unknown).toBeGreaterThan(0.6);
    expect(liar).toBeGreaterThan(0.97);
    for (let i = 0; i < 20; i++) ledger.compare("proven", true, 0);
    expect(ledger.scrutiny("proven", 0)).toBeGreaterThan(0.8);
    expect(ledger.trust("proven", 0)).toBeGreaterThan(0.98);
  });

  test("a soft cost, and no vote: what many say is counted, not weighed", () => {
    const tensor = new Tensor(["global", "device"]);
    const writer = tensor.writer("global");
    const ledger = new TrustLedger({ halfLife: day });
    for (let i = 0; i < 50; i++) ledger.verify("B", false, 0);
    for (const device of ["A", "B"]) writer.setValue("device", device, "x", "seen", 1);
    writer.setWeight("global", "", "distrust", 1);
    ledger.publish({ writer, level: "global", reporters: ["A", "B"], now: 0 });
    expect(tensor.resolve({}, { among: ["A", "B"] })).toEqual(["A", "B"]);
    expect(tensor.value({}, "B", "distrust")).toBeGreaterThan(0.9);
    expect(writer.corroborate({ from: "device", to: "global", dimension: "seen", quorum: 2 })).toBe(1);
  });

  test("a clock that runs backwards makes nothing younger, and nothing older twice", () => {
    const ledger = new TrustLedger({ halfLife: day });
    for (let i = 0; i < 8; i++) ledger.verify("A", true, 10 * day);
    const trust = ledger.trust("A", 10 * day);
    expect(ledger.trust("A", 0)).toBe(trust);
    ledger.compare("A", false, 0);
    expect(ledger.trust("A", 10 * day)).toBe(trust);
  });

  test("survives JSON, and forgets whom it may", () => {
    const ledger = new TrustLedger({ halfLife: day });
    ledger.verify("A", true, 0);
    ledger.compare("__proto__", true, 9 * day);
    const again = new TrustLedger({ halfLife: day, state: JSON.parse(JSON.stringify(ledger)) });
    expect(JSON.stringify(again)).toBe(JSON.stringify(ledger));
    expect(again.compact(10 * day)).toBe(1);
    expect(again.toJSON().map(({ reporter }) => reporter)).toEqual(["__proto__"]);
    expect(again.compact(1e6 * day)).toBe(1);
  });

  test("refuses what is no evidence", () => {
    expect(() => new TrustLedger({ halfLife: 0 })).toThrow("invalid-number: 0 at halfLife");
    expect(() => new TrustLedger({ halfLife: 1, prior: 1 })).toThrow("invalid-number: 1 at prior");
    const ledger = new TrustLedger({ halfLife: 1 });
    expect(() => ledger.verify("A", true, NaN)).toThrow("invalid-number: NaN at now");
    expect(() => ledger.scrutiny("A", 0, { least: 0.5, most: 0.4 })).toThrow("invalid-number: 0.4 at most");
    expect(() => ledger.verify("A", "no" as never, 0)).toThrow("invalid-option: no at isRight");
    expect(() => ledger.verify(undefined as never, true, 0)).toThrow("invalid-option: undefined at reporter");
    expect(() => ledger.scrutiny("A", 0, { lest: 0.1 } as object)).toThrow("invalid-option: lest at options");
    expect(() => new TrustLedger({ halfLive: 1 } as never)).toThrow("invalid-option: halfLive at options; known are");
    expect(() => standsApart(undefined as never)).toThrow("invalid-option: undefined at reports");
    expect(ledger.toJSON()).toEqual([]);
  });
});

describe("standing apart", () => {
  test("law T5: fewer than half cannot make an honest majority stand apart", () => {
    const honest = fc.array(fc.double({ min: 0.9, max: 1.1, noNaN: true }), { minLength: 3, maxLength: 20 });
    const property = fc.property(honest, fc.array(fc.double({ noNaN: true })), (truths, lies) => {
      const reports = Object.fromEntries([
        ...truths.map((report, at) => [`honest${at}`, report]),
        ...lies.slice(0, Math.floor((truths.length - 1) / 2)).map((report, at) => [`fake${at}`, report]),
      ]);
      // Within what the honest differ by, nobody is far; that is what `least` is for.
      expect(standsApart(reports, { least: 0.21 }).filter((each) => each.startsWith("honest"))).toEqual([]);
    });
    fc.assert(property, runs);
  });

  test("few reports, equal ones, huge ones, and none", () => {
    expect(standsApart({})).toEqual([]);
    expect(standsApart({ A: 1, B: 100 })).toEqual([]);
    expect(standsApart({ A: 1, B: 1, C: 1 })).toEqual([]);
    expect(standsApart({ A: 1, B: 1, C: 1.01 })).toEqual(["C"]);
    expect(standsApart({ A: 1, B: 1, C: 1.01 }, { least: 0.1 })).toEqual([]);
    expect(standsApart({ A: 0, B: 0.1, C: 1.7e308, D: -1.7e308, E: 0.05, F: NaN })).toEqual(["C", "D"]);
  });
});
