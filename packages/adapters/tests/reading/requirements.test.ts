import { capableOf, describe as describeInto, LEVELS } from "@thalweg/adapters";
import { Tensor } from "@thalweg/core";
import { describe, expect, test } from "vitest";
import { requirementsOf } from "../../src/reading/requirements.ts";
import { tokensOf } from "../../src/reading/tokens.ts";
import { readRequest } from "../../src/request.ts";

describe("what a request requires", () => {
  const needs = (body: object) => requirementsOf(readRequest({ messages: [], ...body })).capabilities;
  const bears = (...parts: object[]) => needs({ messages: [{ role: "user", content: parts }] });

  test("by its attachments, tools, format and streaming", () => {
    expect(needs({})).toEqual([]);
    expect(bears({ type: "image" }, { type: "image" }, { type: "input_audio" }, { type: "input_file" })).toEqual([
      "vision",
      "audio",
      "pdf",
    ]);
    expect(bears({ type: "video" }, { type: "hologram" })).toEqual(["input:video"]);
    expect(needs({ tools: [{ name: "look" }], stream: true, format: "json" })).toEqual(["tools", "json", "streaming"]);
    expect(needs({ messages: [{ role: "assistant", tool_calls: [{ id: "1" }] }] })).toEqual(["tools"]);
  });

  test("of context: the prompt in tokens, and the longest answer", () => {
    const context = (body: object) => requirementsOf(readRequest({ messages: [], ...body })).context;
    expect(context({})).toBe(0);
    expect(context({ max_tokens: 500 })).toBe(500);
    expect(context({ messages: [{ role: "user", content: "a".repeat(4_000) }] })).toBe(1_004);
    expect(context({ messages: [{ role: "tool", content: "a".repeat(4_000) }] })).toBe(1_004);
    expect(context({ messages: [{ role: "user", content: "字".repeat(1_000) }] })).toBe(1_004);
    expect(context({ system: "a".repeat(4_000) })).toBe(1_000);
    expect(context({ messages: [{ role: "user", content: [{ type: "image" }] }] })).toBe(1_004);
    expect(context({ tools: [{ name: "look", input_schema: { properties: { a: {} } } }] })).toBeGreaterThan(10);
  });

  test("goes to capableOf as it is", () => {
    const tensor = new Tensor(LEVELS);
    const sighted = { provider: "openai", model: "sighted", context: 8_000, capabilities: { vision: true } };
    const models = [
      sighted,
      { ...sighted, model: "blind", capabilities: {} },
      { ...sighted, model: "small", context: 2_000 },
    ];
    describeInto({ models }, tensor.writer("global"));
    const content = [
      { type: "text", text: "What is it?" },
      { type: "image_url", image_url: { url: "x" } },
    ];
    const { capabilities, context } = requirementsOf(
      readRequest({ messages: [{ role: "user", content }], max_tokens: 3_000 }),
    );
    expect(capableOf(tensor, {}, capabilities, { context })).toEqual(["openai/sighted@frontier_api"]);
  });

  test("a token is about four letters, two of Greek or Cyrillic, one of Chinese, Japanese or Korean", () => {
    const texts = ["", "abcd", "Übersetzung!", "Переведи", "这句话翻译成德语", "ひらがな", "한국어", "👍"];
    expect(texts.map(tokensOf)).toEqual([0, 1, 3, 4, 8, 4, 3, 2]);
  });
});
