import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { difficulty } from "../../src/difficulty/difficulty.ts";
import { SIGNALS } from "../../src/difficulty/signals.ts";
import { THRESHOLD_DIMENSIONS, thresholdsAt, tierOf } from "../../src/difficulty/tiers.ts";
import { AdapterError } from "../../src/errors.ts";
import { type ModelRequest, readRequest } from "../../src/request.ts";

const options = { seed: inject("seed"), numRuns: inject("runs") };
const user = (content: string, more: object = {}) => readRequest({ messages: [{ role: "user", content }], ...more });
const codes = (content: string, more: object = {}) => difficulty(user(content, more)).reasons.map(({ code }) => code);
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

describe("signals", () => {
  const long = (words: number) => Array.from({ length: words }, () => "ferry").join(" ");

  test.each([
    ["reasoning", "Prove it.", {}],
    ["mathematics", "A theorem.", {}],
    ["mathematics", "3 + 4 = 7", {}],
    ["code", "Some Python.", {}],
    ["demanding", "It must be so.", {}],
    ["thorough", "A comprehensive one.", {}],
    ["creative", "A sonnet.", {}],
    ["work", "Refactor it.", {}],
    ["simple", "A simple one.", {}],
    ["length", long(30), {}],
    ["context", long(3_000), {}],
    ["numbers", "1 2 3 4 and 5", {}],
    ["tools", "Hm.", { tools: [{ name: "a" }] }],
    ["schema", "Hm.", { format: { properties: Object.fromEntries(numbers(5).map((i) => [i, {}])) } }],
    ["system", "Hm.", { system: long(30) }],
  ])("%s in %j", (code, text, more) => {
    expect(codes(text, more)).toContain(code);
    expect(codes("Hm.", {})).toEqual([]);
  });

  test("one is one word, and no words", () => {
    const [reason] = difficulty(user("Prove it.")).reasons;
    expect(reason?.text).toBe("1 word of reasoning");
    expect(difficulty(user("Prove it, derive it.")).reasons[0]?.text).toBe("2 words of reasoning");
  });

  test("the context is in tokens, which are shorter in some scripts", () => {
    const context = (text: string) => difficulty(user(text)).reasons.find(({ code }) => code === "context");
    expect(context("经济增长放缓，".repeat(8_000))).toMatchObject({ weight: 0.3, text: "about 56000 tokens to read" });
    expect(context("economy".repeat(8_000))?.text).toBe("about 14000 tokens to read");
  });

  test("turns and attachments", () => {
    const messages = numbers(5).flatMap(() => [
      { role: "user", content: [{ type: "image" }] },
      { role: "assistant", content: "a" },
    ]);
    const found = difficulty(readRequest({ messages })).reasons.map(({ code }) => code);
    expect(found).toEqual(expect.arrayContaining(["turns", "attachments"]));
  });

  test("every signal is tried above", () => {
    const tried =
      "reasoning mathematics code demanding thorough creative work simple length context numbers tools schema system";
    expect(SIGNALS.map(({ code }) => code).sort()).toEqual([...tried.split(" "), "turns", "attachments"].sort());
  });

  test("are of whole words: no profit is proof, no simplicity simple", () => {
    expect(codes("Waterproof codecs, promises and misanalysed simplicity.")).toEqual([]);
  });

  test("what is not wanted does not count", () => {
    expect(codes("Do not prove anything.")).not.toContain("reasoning");
  });

  test("more of one never makes it easier, but for what is simple", () => {
    for (const { code, steps } of SIGNALS) {
      const weights = steps.map(([, weight]) => (code === "simple" ? -weight : weight));
      expect(weights).toEqual([...weights].sort((a, b) => a - b));
      expect(weights.every((weight) => weight > 0)).toBe(true);
    }
  });
});

describe("the score", () => {
  test("is the sum of its reasons, from 0 to 1", () => {
    const words = fc.constantFrom(
      "prove",
      "simple",
      "theorem",
      "python",
      "must",
      "ferry",
      "poem",
      "not",
      ". ",
      "detailed",
      "3 + 4",
    );
    const property = fc.property(fc.array(words), (text) => {
      const { score, reasons } = difficulty(user(text.join(" ")));
      const sum = reasons.reduce((total, { weight }) => total + weight, 0);
      expect(score).toBeCloseTo(Math.min(1, Math.max(0, sum)), 9);
    });
    fc.assert(property, options);
  });

  test("blends with the host's own, by its share", () => {
    const request = user("Prove the theorem.");
    const { score } = difficulty(request);
    expect(difficulty(request, { blend: { score: 1, share: 0 } }).score).toBe(score);
    expect(difficulty(request, { blend: { score: 0.9, share: 1 } })).toMatchObject({ score: 0.9, tier: "hard" });
    expect(difficulty(request, { blend: { score: 1, share: 0.5 } }).score).toBeCloseTo((score + 1) / 2);
    for (const bad of [NaN, -0.1, 1.1, "0.5" as unknown as number]) {
      expect(() => difficulty(request, { blend: { score: bad, share: 0.5 } })).toThrow("blend.score");
      expect(() => difficulty(request, { blend: { score: 0.5, share: bad } })).toThrow("blend.share");
    }
    const nothing = null as unknown as { score: number; share: number };
    expect(() => difficulty(request, { blend: nothing })).toThrow(AdapterError);
  });

  test("is of a request that was read, and of nothing else", () => {
    for (const raw of [{ messages: [] }, undefined, "Prove it.", { system: "", turns: [] }]) {
      const rate = () => difficulty(raw as unknown as ModelRequest);
      expect(rate).toThrow(AdapterError);
      expect(rate).toThrow(/invalid-request: .* at request; call readRequest first/);
    }
  });
});

describe("tiers", () => {
  const tensor = new Tensor(["global", "workspace"]);
  const writer = tensor.writer("global");
  writer.setDefault("workspace", "strict", THRESHOLD_DIMENSIONS.medium, 0.05);
  writer.setDefault("workspace", "never", THRESHOLD_DIMENSIONS.hard, 2);
  writer.setValue("global", "", "some/option", "latency", 1);
  const request = user("A theorem.");

  test("are by the thresholds of the workspace, or the default ones", () => {
    expect(thresholdsAt(tensor, {})).toEqual({ medium: 0.18, hard: 0.45 });
    expect(difficulty(request, { reader: tensor, cursor: { workspace: "other" } }).tier).toBe("easy");
    const strict = difficulty(request, { reader: tensor.reader(), cursor: { workspace: "strict" } });
    expect(strict).toMatchObject({ tier: "medium", thresholds: { medium: 0.05, hard: 0.45 } });
    const hardest = { blend: { score: 1, share: 1 } };
    expect(difficulty(request, { reader: tensor, cursor: { workspace: "never" }, ...hardest }).tier).toBe("medium");
  });

  test("thresholds close no option and change no score", () => {
    expect(tensor.rank({ workspace: "strict" })).toEqual([{ option: "some/option", score: 0 }]);
  });

  test("a workspace may change its thresholds at any time", () => {
    writer.setDefault("workspace", "strict", THRESHOLD_DIMENSIONS.medium, 0.9);
    expect(difficulty(request, { reader: tensor, cursor: { workspace: "strict" } }).tier).toBe("easy");
  });

  test("at a threshold the harder one counts; where hard is not above medium, nothing is medium", () => {
    expect([0.179, 0.18, 0.449, 0.45].map((score) => tierOf(score))).toEqual(["easy", "medium", "medium", "hard"]);
    expect([0.1, 0.3, 0.6].map((score) => tierOf(score, { medium: 0.5, hard: 0.2 }))).toEqual(["easy", "hard", "hard"]);
    expect(() => tierOf(NaN)).toThrow("invalid-number");
  });
});
