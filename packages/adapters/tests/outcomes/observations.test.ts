import { describe, expect, test } from "vitest";
import { outcomeFromAnthropic } from "../../src/outcomes/anthropic.ts";
import { outcomeFromGroq } from "../../src/outcomes/groq.ts";
import { lessonOf, observationsOf } from "../../src/outcomes/observations.ts";
import { outcomeFromOllama } from "../../src/outcomes/ollama.ts";
import { outcomeFromOpenAI } from "../../src/outcomes/openai.ts";
import { outcomeFromOpenRouter } from "../../src/outcomes/openrouter.ts";
import type { Attempt, ErrorClass, Outcome } from "../../src/outcomes/outcome.ts";

const whole: Outcome = {
  provider: "p",
  model: "m",
  latency: 2,
  ttft: 0.5,
  tpot: 0.05,
  tokens: {},
  cost: 0.001,
  finish: "stop",
  error: undefined,
  status: 200,
  code: undefined,
  retryAfter: undefined,
  shape: undefined,
};
const learned = (outcome: Partial<Outcome>) =>
  observationsOf({ ...whole, ...outcome }).map(({ dimension, value }) => [dimension, value]);

describe("what an outcome teaches", () => {
  test("an answer: that it came, how fast and for how much", () => {
    expect(learned({})).toEqual([
      ["reliability", 0],
      ["ttft", 0.5],
      ["tpot", 0.05],
      ["latency", 2],
      ["financial", 0.001],
    ]);
  });

  test("what is not known, or is a time of 0, is not in the list", () => {
    expect(learned({ latency: undefined, ttft: 0, tpot: undefined, cost: undefined })).toEqual([["reliability", 0]]);
  });

  test("a cost of 0 is known, where the price says so, and only there", () => {
    const body = { choices: [{ message: { content: "Yes." }, finish_reason: "stop" }] };
    const usage = { prompt_tokens: 10, completion_tokens: 2 };
    const costs = (price: object, of: object = usage) =>
      observationsOf(outcomeFromOpenAI({ status: 200, price, body: { ...body, usage: of } })).slice(1);
    expect(costs({ input: 0, output: 0 })).toEqual([{ dimension: "financial", kind: "amount", value: 0 }]);
    expect(costs({})).toEqual([]);
    expect(costs({ input: 1, output: 1 }, { prompt_tokens: 0, completion_tokens: 0 })).toEqual([]);
  });

  test("an answer that paused is no failure, and no whole answer", () => {
    expect(learned({ finish: "other" })).toEqual([
      ["reliability", 0],
      ["ttft", 0.5],
      ["tpot", 0.05],
    ]);
  });

  test("what is no outcome is refused", () => {
    const answer = { choices: [{ message: { content: "Yes." }, finish_reason: "stop" }], usage: {} };
    const others = [
      ...[undefined, null, "p", {}, [], new Response("x", { status: 500 }), Promise.resolve(whole)],
      ...[answer, { ...answer, provider: "OpenAI" }, { error: { message: "rate limit" } }],
      ...[
        { ...whole, provider: undefined },
        { ...whole, tokens: 5 },
        { ...whole, error: { message: "rate limit" } },
      ],
    ];
    for (const outcome of others) {
      const refusal = expect.objectContaining({ name: "AdapterError", code: "invalid-response", place: "outcome" });
      expect(() => observationsOf(outcome as never)).toThrow(refusal);
      expect(() => lessonOf(outcome as never, ["latency"])).toThrow(refusal);
    }
  });

  test.each<ErrorClass>(["rate-limit", "overload", "timeout", "network", "server", "empty", "credit", "unavailable"])(
    "a failure by %s: reliability, and nothing of speed or cost",
    (error) => expect(learned({ error })).toEqual([["reliability", 1]]),
  );

  test.each<ErrorClass>(["auth", "caller", "context-too-long", "content-policy", "capability", "aborted", "unknown"])(
    "%s says nothing about the model",
    (error) => expect(learned({ error, status: 400 })).toEqual([]),
  );

  test("a stream that was cut failed; an answer cut at the caller's limit did not, but is no whole one", () => {
    expect(learned({ error: "truncated", finish: undefined })).toEqual([["reliability", 1]]);
    expect(learned({ error: "truncated", finish: "length" })).toEqual([
      ["reliability", 0],
      ["ttft", 0.5],
      ["tpot", 0.05],
    ]);
  });

  test("an outcome that went through JSON teaches the same", () => {
    expect(observationsOf(JSON.parse(JSON.stringify(whole)) as Outcome)).toEqual(observationsOf(whole));
  });
});

describe("an option that cannot be used from here does not stay first for ever", () => {
  test.each<[string, (attempt: Attempt) => Outcome, Attempt, ErrorClass]>([
    ["no such model", outcomeFromOpenAI, { status: 404, body: { error: { code: "model_not_found" } } }, "unavailable"],
    ["that, as a code alone", outcomeFromOpenAI, { error: { error: { code: "model_not_found" } } }, "unavailable"],
    [
      "no such model at Ollama",
      outcomeFromOllama,
      { status: 404, body: { error: "model 'm' not found" } },
      "unavailable",
    ],
    ["no such address", outcomeFromOllama, { status: 404, body: "404 page not found" }, "unavailable"],
    [
      "no such model at Anthropic",
      outcomeFromAnthropic,
      { status: 404, body: { error: { type: "not_found_error" } } },
      "unavailable",
    ],
    [
      "no such model at OpenRouter",
      outcomeFromOpenRouter,
      { status: 400, body: { error: { message: "m is not a valid model ID", code: 400 } } },
      "unavailable",
    ],
    [
      "a model that is no more at Groq",
      outcomeFromGroq,
      { status: 400, body: { error: { type: "invalid_request_error", code: "model_decommissioned" } } },
      "unavailable",
    ],
    ["gone", outcomeFromOpenAI, { status: 410 }, "unavailable"],
    ["no money", outcomeFromOpenAI, { status: 402 }, "credit"],
    ["no quota", outcomeFromOpenAI, { status: 429, body: { error: { code: "insufficient_quota" } } }, "credit"],
    [
      "no credit",
      outcomeFromAnthropic,
      { status: 400, body: { error: { type: "invalid_request_error", message: "Your credit balance is too low." } } },
      "credit",
    ],
  ])("%s", (_, from, attempt, error) => {
    const outcome = from(attempt);
    expect(outcome.error).toBe(error);
    expect(observationsOf(outcome)).toEqual([{ dimension: "reliability", kind: "rate", value: 1 }]);
    expect(lessonOf(outcome, ["latency"])).toEqual({ values: {}, failed: true });
  });

  test.each([400, 401, 413, 422])("but a malformed request says nothing of it: %s", (status) => {
    const outcome = outcomeFromOpenAI({ status, body: { error: { type: "invalid_request_error" } } });
    expect(observationsOf(outcome)).toEqual([]);
    expect(lessonOf(outcome, ["reliability"])).toEqual({ values: {}, failed: "caller" });
  });
});

describe("a lesson", () => {
  test("has what was observed of the dimensions that are asked for", () => {
    expect(lessonOf(whole, ["latency", "financial", "quality"])).toEqual({
      values: { latency: 2, financial: 0.001 },
      failed: false,
    });
    expect(lessonOf({ ...whole, latency: undefined }, ["latency"])).toEqual({ values: {}, failed: false });
    expect(lessonOf({ ...whole, error: "truncated", finish: "length" }, ["latency", "tpot"])).toEqual({
      values: { tpot: 0.05 },
      failed: false,
    });
  });

  test("is of names, in a list", () => {
    const refusal = expect.objectContaining({ code: "invalid-name", place: "dimensions" });
    for (const dimensions of [undefined, "latency", { latency: 1 }] as never[]) {
      expect(() => lessonOf(whole, dimensions)).toThrow(refusal);
    }
  });
});
