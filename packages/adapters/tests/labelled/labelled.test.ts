import { describe, expect, test } from "vitest";
import { readRequest } from "../../src/request.ts";
import { STEP_TYPES } from "../../src/steps/names.ts";
import { farShare, macroF1, measure, TIERS } from "./measure.ts";
import { labelled } from "./set.ts";

const halves = { tune: labelled("tune"), "held-out": labelled("held-out") };

describe("the labelled set", () => {
  test("has at least 320 requests, half of them held out, over all steps, tiers and languages", () => {
    expect(halves.tune.length + halves["held-out"].length).toBeGreaterThanOrEqual(320);
    for (const half of Object.values(halves)) {
      expect(new Set(half.map(({ id }) => id)).size).toBe(half.length);
      expect(new Set(half.map(({ step }) => step))).toEqual(new Set(STEP_TYPES));
      for (const tier of TIERS)
        expect(half.filter((each) => each.tier === tier).length).toBeGreaterThan(half.length / 5);
      for (const step of STEP_TYPES) {
        for (const language of ["en", "de", "fr", "es"]) {
          const cell = half.filter((each) => each.step === step && each.language === language);
          expect(cell.length, `${step} ${language}`).toBe(3);
        }
      }
    }
  });

  test("shares no request between the halves, and can be read as a whole", () => {
    const text = ({ request }: { request: unknown }) => JSON.stringify(request);
    const tuned = new Set(halves.tune.map(text));
    expect(halves["held-out"].filter((each) => tuned.has(text(each)))).toEqual([]);
    for (const { request } of [...halves.tune, ...halves["held-out"]])
      expect(readRequest(request).turns).not.toEqual([]);
  });

  test("is the same each time it is filled in", () => {
    expect(labelled("tune")).toEqual(halves.tune);
    expect(JSON.stringify(halves)).not.toContain("{{");
  });
});

describe.each([
  ["development", "blind"],
  ["blind", "second-blind"],
] as const)("the %s requests", (_, split) => {
  const requests = labelled(split);

  test("are sixty at least, over all steps, tiers and languages, and none of them is in another part", () => {
    expect(requests.length).toBeGreaterThanOrEqual(60);
    expect(new Set(requests.map(({ step }) => step))).toEqual(new Set(STEP_TYPES));
    expect(new Set(requests.map(({ tier }) => tier))).toEqual(new Set(TIERS));
    for (const step of STEP_TYPES) {
      const languages = requests.filter((each) => each.step === step).map(({ language }) => language);
      expect(new Set(languages), step).toEqual(new Set(["en", "de", "fr", "es"]));
    }
    const others = (["tune", "held-out", "blind", "second-blind"] as const).filter((each) => each !== split);
    const known = new Set(others.flatMap(labelled).map(({ request }) => JSON.stringify(request)));
    expect(requests.filter(({ request }) => known.has(JSON.stringify(request)))).toEqual([]);
  });
});

describe("on the held-out half (issue 6, bars)", () => {
  const { before, after, tiers } = measure("held-out");

  test("the step before the call: macro F1 of 0.85 at least", () => {
    expect(macroF1(before)).toBeGreaterThanOrEqual(0.85);
  });

  test("the step after the call: macro F1 of 0.92 at least", () => {
    expect(macroF1(after)).toBeGreaterThanOrEqual(0.92);
  });

  test("the tiers: macro F1 of 0.80 at least, and two tiers off in at most 2%", () => {
    expect(macroF1(tiers)).toBeGreaterThanOrEqual(0.8);
    expect(farShare(tiers)).toBeLessThanOrEqual(0.02);
  });
});
