import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { recompile, ShadowLog, ShadowPlan, type ShadowVerdict, sampleHash } from "../../src/shadow/index.ts";
import { randomFrom } from "../random.ts";

const runs = { seed: inject("seed"), numRuns: inject("runs") };
const hour = 3_600_000;
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("a shadow plan", () => {
  test("law S1: each tier's share is what the plan says, whatever the contents look like", () => {
    const shares = { easy: 0.02, medium: 0.1, hard: 0.5 };
    const contents = [
      (at: number) => `${at}`,
      (at: number) => "x".repeat(at % 500) + at,
      (at: number) => `\u{1f600}${at * 1024}`,
    ];
    for (const hash of [sampleHash, sha256]) {
      const plan = new ShadowPlan({ key: "key", shares, hash });
      for (const content of contents) {
        for (const [tier, share] of Object.entries(shares)) {
          const count = 8000;
          let sampled = 0;
          for (let at = 0; at < count; at++) if (plan.pick(content(at), tier).isSampled) sampled++;
          expect(Math.abs(sampled / count - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / count));
        }
      }
    }
  });

  test("law S2: the same content is in or out for good, and a larger share takes all that a smaller one does", () => {
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    const property = fc.property(fc.string({ unit: "binary" }), fc.string(), share, share, (content, key, a, b) => {
      const [small, large] = [Math.min(a, b), Math.max(a, b)].map(
        (each) => new ShadowPlan({ key, shares: { easy: each } }),
      );
      const pick = small?.pick(content, "easy");
      expect(small?.pick(content, "easy")).toEqual(pick);
      if (pick?.isSampled) expect(large?.pick(content, "easy").isSampled).toBe(true);
      expect(large?.pick(content, "easy").id).toBe(pick?.id);
    });
    fc.assert(property, runs);
  });

  test("another key takes another sample; a tier that is not in the plan is left alone", () => {
    const [one, other] = ["1", "2"].map((key) => new ShadowPlan({ key, shares: { easy: 0.5 } })) as [
      ShadowPlan,
      ShadowPlan,
    ];
    let same = 0;
    for (let at = 0; at < 4000; at++) {
      if (one.pick(`${at}`, "easy").isSampled === other.pick(`${at}`, "easy").isSampled) same++;
    }
    expect(same / 4000).toBeGreaterThan(0.46);
    expect(same / 4000).toBeLessThan(0.54);
    expect(one.pick("x", "hard")).toMatchObject({ share: 0, isSampled: false });
    expect(new ShadowPlan({ key: "1", shares: { toString: 1 } }).pick("x", "valueOf").isSampled).toBe(false);
    expect(one.leastShare).toBe(0.5);
    expect(sampleHash("a")).not.toBe(sampleHash("b"));
  });

  test("texts that differ in one bit have hashes that differ in half of theirs", () => {
    const bitsOf = (text: string): string =>
      BigInt(`0x${sampleHash(text)}`)
        .toString(2)
        .padStart(64, "0");
    let flipped = 0;
    for (let at = 0; at < 1000; at++) {
      const [one, other] = [bitsOf(`${at}0`), bitsOf(`${at}1`)];
      flipped += [...one].filter((bit, place) => bit !== other[place]).length;
    }
    expect(Math.abs(flipped / 1000 - 32)).toBeLessThan(1);
  });

  test("refuses what is no share", () => {
    expect(() => new ShadowPlan({ key: "k", shares: { easy: 0 } })).toThrow("invalid-number: 0 at shares.easy");
    expect(() => new ShadowPlan({ key: "k", shares: { easy: 1.1 } })).toThrow("invalid-number: 1.1 at shares.easy");
    expect(() => new ShadowPlan({ key: 7 as never, shares: {} })).toThrow("invalid-option: 7 at key");
  });
});

describe("a shadow log", () => {
  const plan = new ShadowPlan({ key: "key", shares: { easy: 1, medium: 0.5 } });
  const request = (content: string, now = 0) => ({ content, tier: "easy", score: 0.1, now });

  test("law S3: of a content nothing but its hash is kept", () => {
    const property = fc.property(fc.array(fc.string({ minLength: 12, maxLength: 40 })), (contents) => {
      const log = new ShadowLog({ plan, expiry: hour });
      for (const [at, content] of contents.entries()) {
        const { id, isSampled } = log.consider(request(content));
        if (isSampled && at % 2 === 0) log.judge(id, 1, 0);
      }
      const kept = JSON.stringify(log);
      for (const content of contents) expect(kept).not.toContain(JSON.stringify(content).slice(1, -1));
    });
    fc.assert(property, runs);
  });

  test("a verdict is an outcome, once, in time, and survives a restart", () => {
    let log = new ShadowLog({ plan, expiry: hour });
    const { id } = log.consider(request("a"));
    expect(log.consider(request("a")).isSampled).toBe(false);
    log = new ShadowLog({ plan, expiry: hour, state: JSON.parse(JSON.stringify(log)) });
    expect(log.judge(id, 0.5, 10)).toEqual({ id, tier: "easy", score: 0.1, share: 1, at: 0, quality: 0.5 });
    expect(() => log.judge(id, 0.5, 10)).toThrow(`unknown-sample: ${id} at id`);
    const late = log.consider(request("b", 10)).id;
    expect(() => log.judge(late, 1, 10 + hour)).toThrow("unknown-sample");
    expect(log.lost).toBe(1);
    expect(log.verdicts).toHaveLength(1);
    expect(new ShadowLog({ plan, expiry: hour, state: JSON.parse(JSON.stringify(log)) }).toJSON()).toEqual(
      log.toJSON(),
    );
  });

  test("law S5: what it hands out is a copy: nothing done to it changes the log", () => {
    const log = new ShadowLog({ plan, expiry: hour });
    log.judge(log.consider(request("a")).id, 1, 0);
    log.consider(request("b"));
    const before = JSON.stringify(log);
    for (const each of [log.verdicts, log.toJSON().verdicts, log.toJSON().pending]) {
      const list = each as unknown as { score: number }[];
      expect(list).toHaveLength(1);
      (list[0] as { score: number }).score = 7;
      list.length = 0;
    }
    expect(JSON.stringify(log)).toBe(before);
    const state = JSON.parse(before);
    const other = new ShadowLog({ plan, expiry: hour, state });
    state.verdicts[0].quality = 0;
    state.pending.length = 0;
    expect(JSON.stringify(other)).toBe(before);
  });

  test("what was sampled by a clock far ahead waits no longer than the others", () => {
    const log = new ShadowLog({ plan, expiry: hour, mostPending: 1 });
    log.consider(request("a", 1e15));
    expect(log.consider(request("b", 0)).isSampled).toBe(true);
    expect(log.lost).toBe(1);
  });

  test("what waits and what is kept is bounded, and what is lost is counted", () => {
    const log = new ShadowLog({ plan, expiry: hour, mostPending: 2, mostVerdicts: 3 });
    const picks = ["a", "b", "c"].map((content) => log.consider(request(content)));
    expect(picks.map(({ isSampled }) => isSampled)).toEqual([true, true, false]);
    expect(log.lost).toBe(1);
    for (const { id, isSampled } of picks) if (isSampled) log.judge(id, 1, 0);
    for (let at = 0; at < 5; at++) log.judge(log.consider(request(`${at}`)).id, at / 5, at);
    expect(log.verdicts.map(({ quality }) => quality)).toEqual([0.4, 0.6, 0.8]);
  });

  test("refuses what is no verdict, and keeps waiting", () => {
    const log = new ShadowLog({ plan, expiry: hour });
    const { id } = log.consider(request("a"));
    for (const quality of [NaN, -1, 1.5]) expect(() => log.judge(id, quality, 0)).toThrow("invalid-number");
    expect(() => log.consider({ ...request("b"), score: NaN })).toThrow("invalid-number: NaN at score");
    expect(() => log.consider(request("b", NaN))).toThrow("invalid-number: NaN at now");
    expect(log.judge(id, 1, 0).quality).toBe(1);
    const make = (wrong: object) => () => new ShadowLog({ plan, expiry: hour, ...wrong });
    expect(make({ plan: undefined })).toThrow("invalid-option: undefined at plan");
    expect(make({ expires: 1 })).toThrow("invalid-option: expires at options");
    const state = log.toJSON();
    expect(make({ state: { ...state, pending: [{ id: 7 }] } })).toThrow("invalid-option: 7 at state.pending[0].id");
    const verdicts = [{ ...state.verdicts[0], quality: 2 }];
    expect(make({ state: { ...state, verdicts } })).toThrow("invalid-number: 2 at state.verdicts[0].quality");
  });
});

describe("recompiling a threshold from verdicts", () => {
  const candidates = Array.from({ length: 21 }, (_, at) => at / 20);
  const shares = { easy: 0.05, medium: 0.2 };

  /** Requests whose cheap answer is as good as the strong one with 1 − score / 2, sampled by tier. */
  function sample(random: () => number, count: number): ShadowVerdict[] {
    const verdicts: ShadowVerdict[] = [];
    for (let at = 0; at < count; at++) {
      const score = random();
      const [tier, share] = score < 0.5 ? (["easy", shares.easy] as const) : (["medium", shares.medium] as const);
      if (random() < share)
        verdicts.push({ id: `${at}`, tier, score, share, at, quality: random() < 1 - score / 2 ? 1 : 0 });
    }
    return verdicts;
  }

  test("law S4: the floor holds at the stated confidence, with tiers sampled in different shares", () => {
    const random = randomFrom(inject("seed"));
    const [deployments, floor, confidence] = [300, 0.9, 0.9];
    let [missed, calibrated, threshold] = [0, 0, 0];
    for (let at = 0; at < deployments; at++) {
      const verdicts = sample(random, 20_000);
      const result = recompile({ verdicts, candidates, floor, confidence, leastShare: 0.05 });
      if (!result.isCalibrated) continue;
      calibrated++;
      threshold += result.threshold;
      // Below the threshold 1 − score / 2 of the answers hold.
      if (1 - result.threshold ** 2 / 4 < floor) missed++;
    }
    expect(missed).toBeLessThanOrEqual(deployments * 0.1 + 3 * Math.sqrt(deployments * 0.09));
    expect(calibrated).toBeGreaterThan(deployments * 0.9);
    // The best would be 0.63.
    expect(threshold / calibrated).toBeGreaterThan(0.45);
  });

  test("the estimate is the weighted mean of the verdicts", () => {
    const verdicts = sample(randomFrom(5), 60_000);
    const { tested } = recompile({ verdicts, candidates: [0.2, 0.6], floor: 0.8, leastShare: 0.05 });
    const sum = (of: (verdict: ShadowVerdict) => number) =>
      verdicts.reduce((total, each) => total + of(each) / each.share, 0);
    for (const { threshold, estimate } of tested) {
      expect(estimate).toBeCloseTo(sum(({ score, quality }) => (score > threshold ? 1 : quality)) / sum(() => 1), 9);
      expect(estimate).toBeCloseTo(1 - threshold ** 2 / 4, 1);
    }
    expect(tested).toHaveLength(2);
  });

  test("a small sample is refused, with what is needed", () => {
    const verdicts = sample(randomFrom(1), 200);
    const result = recompile({ verdicts, candidates, floor: 0.9, leastShare: 0.05 });
    expect(result).toMatchObject({ isCalibrated: false, reason: "no-sample", count: verdicts.length });
    expect(!result.isCalibrated && (result.needed ?? 0) > verdicts.length).toBe(true);
  });

  test("what was not sampled is not decided", () => {
    const verdicts = sample(randomFrom(1), 2000);
    const options = { verdicts, candidates, floor: 0.9, leastShare: 0.05 };
    expect(() => recompile({ ...options, sampledUpTo: 0.5 })).toThrow("not-logged: 0.55 at candidates[11]");
    expect(() => recompile({ ...options, leastShare: 0.1 })).toThrow("not-logged: 0.05 at verdicts[");
  });
});
