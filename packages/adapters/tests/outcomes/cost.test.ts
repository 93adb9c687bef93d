import { describe, expect, test } from "vitest";
import { outcomeFromOpenAI, streamFromOpenAI } from "../../src/outcomes/openai.ts";

const body = { choices: [{ message: { content: "Yes." }, finish_reason: "stop" }] };

describe("cost", () => {
  const usage = { prompt_tokens: 100, completion_tokens: 10, prompt_tokens_details: { cached_tokens: 60 } };
  const cost = (price: object, of: object = usage) =>
    outcomeFromOpenAI({ status: 200, body: { ...body, usage: of }, price }).cost;

  test("what is not known stays unknown, and is never 0", () => {
    expect(cost({ input: 1, output: 1, cacheRead: 0.5 })).toBeCloseTo(80e-6);
    expect(cost({ input: 1, output: 1 })).toBeUndefined();
    expect(cost({ input: 1, cacheRead: 1 })).toBeUndefined();
    expect(cost({ input: 1, output: 1, cacheRead: 1 }, { prompt_tokens: 100 })).toBeUndefined();
    expect(cost({ input: 0, output: 0, cacheRead: 0 })).toBe(0);
    expect(outcomeFromOpenAI({ status: 200, body: { ...body, usage } }).cost).toBeUndefined();
    expect(cost({ input: 1, output: 1, cacheRead: 1 }, { ...usage, prompt_tokens: -3 })).toBeUndefined();
    expect(cost({ input: 1, output: 1, cacheRead: 1 }, { completion_tokens: 10 })).toBeUndefined();
  });

  test("where more came from a cache than the prompt has, no token counts below 0", () => {
    expect(cost({ input: 1, output: 1, cacheRead: 0.5 }, { ...usage, prompt_tokens: 50 })).toBeCloseTo(40e-6);
  });

  test("sound and images have rates of their own", () => {
    const price = { input: 1, output: 1, cacheRead: 1 };
    for (const [of, kind] of [
      ["prompt_tokens_details", "audio_tokens"],
      ["completion_tokens_details", "audio_tokens"],
      ["prompt_tokens_details", "image_tokens"],
      ["completion_tokens_details", "image_tokens"],
      ["prompt_tokens_details", "video_tokens"],
    ] as const) {
      expect(cost(price, { ...usage, [of]: { [kind]: 5 } })).toBeUndefined();
      expect(cost(price, { ...usage, [of]: { [kind]: 0 } })).toBeCloseTo(110e-6);
    }
  });

  test("a price that is none is refused", () => {
    for (const input of [-1, NaN, Infinity, "1"]) expect(() => cost({ input, output: 1 })).toThrow("invalid-number");
    for (const price of [null, "1", 1, { tiers: {} }, { tiers: [null] }, { tiers: [{ input: 1 }] }]) {
      const refusal = {
        name: "AdapterError",
        code: "invalid-number",
        place: expect.stringMatching(/^attempt[.]price/),
      };
      expect(() => outcomeFromOpenAI({ price: price as never })).toThrow(expect.objectContaining(refusal));
      expect(() => streamFromOpenAI({ price: price as never })).toThrow(expect.objectContaining(refusal));
    }
  });
});
