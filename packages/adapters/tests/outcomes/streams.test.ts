import { describe, expect, test } from "vitest";
import { streamFromAnthropic } from "../../src/outcomes/anthropic.ts";
import { observationsOf } from "../../src/outcomes/observations.ts";
import { streamFromOllama } from "../../src/outcomes/ollama.ts";
import { outcomeFromOpenAI, streamFromOpenAI } from "../../src/outcomes/openai.ts";
import { streamFromOpenAICompatible } from "../../src/outcomes/openai-compatible.ts";
import { streamFromOpenRouter } from "../../src/outcomes/openrouter.ts";
import type { Attempt } from "../../src/outcomes/outcome.ts";
import type { OutcomeStream } from "../../src/outcomes/stream.ts";
import { NOW } from "./fixtures.ts";

const chunk = (content: string, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta: { content }, finish_reason }],
});
const pushed = (stream: OutcomeStream, ...events: readonly unknown[]): OutcomeStream => {
  for (const event of events) stream.push(event);
  return stream;
};

describe("an event may come in any of these forms", () => {
  const [first, last] = [chunk("Yes."), chunk("", "stop")];
  const texts = [JSON.stringify(first), JSON.stringify(last)];
  test.each([
    ["parsed", [first, last]],
    ["as text", texts],
    ["as the text of a line, with a space or without", [`data: ${texts[0]}`, `data:${texts[1]}\r\n`, "data: [DONE]"]],
    ["with the name of the event", [`event: message\ndata: ${texts[0]}\n\n`, `id: 7\ndata: ${texts[1]}\n\n`]],
    ["two lines at once", [texts.join("\n")]],
    [
      "two events at once, and comments",
      [": processing\n\n", `data: ${texts[0]}\n\ndata: ${texts[1]}\n\ndata: [DONE]\n`],
    ],
  ])("%s", (_, events) => {
    const outcome = pushed(streamFromOpenAI(), ...events).end();
    expect(outcome).toMatchObject({ finish: "stop", error: undefined, shape: { length: 4 } });
  });

  test("the marker at the end alone is no end", () => {
    expect(pushed(streamFromOpenAI(), chunk("Yes."), "[DONE]").end()).toMatchObject({
      error: "truncated",
      finish: undefined,
    });
    expect(pushed(streamFromOpenAI(), chunk("Yes.", "stop")).end().error).toBeUndefined();
  });
});

describe("what nobody can read blames nobody", () => {
  test.each([
    ["events of another provider", streamFromAnthropic, [chunk("Yes.", "stop")]],
    ["events of another API", streamFromOpenRouter, [{ type: "response.output_text.delta", delta: "Yes." }]],
    ["events of another provider", streamFromOllama, [chunk("Yes.", "stop")]],
    ["numbers", streamFromOpenAI, [1, null, "2", [[]]]],
  ] as const)("%s", (_, from, events) => {
    const outcome = pushed(from(), ...events).end();
    expect(outcome.error).toBe("unknown");
    expect(observationsOf(outcome)).toEqual([]);
  });

  test("but a stream of which nothing came, or a part, was cut", () => {
    expect(streamFromOpenAI().end().error).toBe("truncated");
    expect(pushed(streamFromOpenAI(), ": processing", "").end().error).toBe("truncated");
    expect(pushed(streamFromOpenAI(), chunk("Yes."), '{"choices":[{"del').end().error).toBe("truncated");
  });
});

describe("a stream that failed", () => {
  const refused = (status: number, body: unknown, attempt: Attempt = {}) =>
    pushed(streamFromOpenAI({ status, ...attempt }), body).end(NOW);

  test("keeps the status it was refused with, whatever form its body has", () => {
    const headers = { "retry-after": "3" };
    expect(refused(429, '{"error":{"message":"slow"}}', { headers })).toMatchObject({
      error: "rate-limit",
      retryAfter: 3_000,
    });
    const unkeyed = refused(401, '{"error":{"message":"bad key","type":"invalid_request_error"}}');
    expect(unkeyed.error).toBe("auth");
    expect(observationsOf(unkeyed)).toEqual([]);
    expect(pushed(streamFromOllama({ status: 404 }), '{"error":"no such model"}').end().error).toBe("unavailable");
    const message = "This model's maximum context length is 4096 tokens.";
    const body = { object: "error", message, code: 400 };
    expect(pushed(streamFromOpenAICompatible({ status: 400 }), body).end().error).toBe("context-too-long");
    expect(refused(500, "<html></html>").error).toBe("server");
  });

  test("waits until a date, by the time of its end", () => {
    const headers = { "retry-after": "Mon, 02 Mar 2026 09:30:12 GMT" };
    expect(refused(503, { error: {} }, { headers }).retryAfter).toBe(12_000);
  });

  test("failed by what failed first", () => {
    const stream = pushed(
      streamFromOpenAI(),
      { error: { code: "rate_limit_exceeded" } },
      { error: { code: "server_error" } },
    );
    expect(stream.end(5, new TypeError("terminated"))).toMatchObject({
      error: "rate-limit",
      code: "rate_limit_exceeded",
    });
  });

  test("is told by a client library's error as a whole call is", () => {
    const error = { status: 429, headers: { "retry-after": "7" }, error: { type: "rate_limit_error" } };
    expect(streamFromAnthropic().end(1, error)).toMatchObject({ error: "rate-limit", retryAfter: 7_000 });
    // An error within a stream has a body, and no status.
    const within = { status: undefined, error: { type: "error", error: { type: "overloaded_error" } } };
    expect(streamFromAnthropic({ status: 200 }).end(1, within).error).toBe("overload");
    expect(pushed(streamFromOpenAI(), chunk("Yes.", "stop")).end(1, null).error).toBeUndefined();
  });
});

describe("times of a stream", () => {
  test("a time that is none is refused, and loses nothing", () => {
    const stream = streamFromOpenAI({ startedAt: 0 });
    stream.push(chunk("Yes"), 10);
    const refusal = (place: string) => expect.objectContaining({ name: "AdapterError", code: "invalid-number", place });
    for (const at of [NaN, Infinity, "20", null, new Date(20), undefined]) {
      expect(() => stream.push(chunk("!", "stop"), at as number)).toThrow(refusal("push.at"));
      expect(() => stream.end(at as number)).toThrow(refusal("end.at"));
    }
    stream.push(chunk(".", "stop"), 30);
    expect(stream.end(40)).toMatchObject({ error: undefined, ttft: 0.01, latency: 0.04, shape: { length: 4 } });
  });

  test("none is needed where the call has none, or where the attempt has the end", () => {
    expect(pushed(streamFromOpenAI(), chunk("Yes.", "stop")).end().latency).toBeUndefined();
    expect(streamFromOpenAI({ startedAt: 0, endedAt: 40 }).end().latency).toBe(0.04);
    const body = `data: ${JSON.stringify(chunk("Yes.", "stop"))}\n\n`;
    const whole = outcomeFromOpenAI({ status: 200, body, startedAt: 0, endedAt: 40 });
    expect(whole).toMatchObject({ error: undefined, latency: 0.04, ttft: undefined });
    expect(outcomeFromOpenAI({ status: 200, body, startedAt: 0 }).error).toBeUndefined();
  });

  test.each([
    ["thinking", { thinking: "Six." }],
    ["the arguments of a call", { partial_json: "{" }],
    ["text", { text: "Six." }],
  ])("%s may be the first piece of Anthropic's", (_, delta) => {
    const stream = streamFromAnthropic({ startedAt: 0 });
    stream.push({ type: "content_block_start", content_block: { type: "text" } }, 10);
    stream.push({ type: "content_block_delta", delta }, 20);
    expect(stream.end(40).ttft).toBe(0.02);
  });

  test("what an answer took is not known where it was cut: the start counts one token for a beginning", () => {
    const stream = streamFromAnthropic({ price: { input: 3, output: 15 } });
    stream.push({ type: "message_start", message: { usage: { input_tokens: 10, output_tokens: 1 } } });
    stream.push({ type: "content_block_delta", delta: { text: "word ".repeat(500) } });
    const { tokens, cost } = stream.end();
    expect(tokens).toMatchObject({ input: 10, output: undefined });
    expect(cost).toBeUndefined();
  });
});
