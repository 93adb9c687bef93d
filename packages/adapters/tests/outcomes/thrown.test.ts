import { describe, expect, test } from "vitest";
import { outcomeFromAnthropic, streamFromAnthropic } from "../../src/outcomes/anthropic.ts";
import { outcomeFromGroq } from "../../src/outcomes/groq.ts";
import { outcomeFromOpenAI, streamFromOpenAI } from "../../src/outcomes/openai.ts";

const body = { choices: [{ message: { content: "Yes." }, finish_reason: "stop" }] };

describe("what was thrown instead of an answer", () => {
  const named = (name: string, fields: object = {}): Error => Object.assign(new Error("…"), { name, ...fields });
  test.each([
    ["the caller's abort", named("AbortError"), "aborted"],
    ["a timeout", named("TimeoutError"), "timeout"],
    ["a failed fetch", Object.assign(new TypeError("fetch failed"), {}), "network"],
    ["a refused connection", new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } }), "network"],
    [
      "a connection that took too long",
      new TypeError("fetch failed", { cause: { code: "UND_ERR_CONNECT_TIMEOUT" } }),
      "timeout",
    ],
    ["a socket that was closed", named("Error", { cause: { code: "ECONNRESET" } }), "network"],
    ["an error that says nothing", new Error("rate limit timeout overloaded"), "unknown"],
    ["no error at all", "429", "unknown"],
    ["a client library's error", { status: 429, error: { type: "rate_limit_error" } }, "rate-limit"],
    [
      "a client library's error with headers",
      { status: 503, headers: new Headers({ "retry-after": "7" }) },
      "overload",
    ],
  ])("%s", (_, error, expected) => {
    expect(outcomeFromAnthropic({ error }).error).toBe(expected);
  });

  test("a cause that is its own cause ends", () => {
    const error: { cause?: unknown } = {};
    error.cause = error;
    expect(outcomeFromOpenAI({ error }).error).toBe("unknown");
  });

  test("what ends a stream goes before that it was cut", () => {
    const stream = streamFromOpenAI({ startedAt: 0 });
    stream.push({ choices: [{ delta: { content: "a" } }] }, 10);
    expect(stream.end(20, named("AbortError")).error).toBe("aborted");
  });
});

describe("no message decides where a field does", () => {
  test("a message that speaks of other errors changes nothing", () => {
    const message = "prompt is too long; credit balance is too low; rate limit; overloaded; timeout";
    for (const [type, error] of [
      ["rate_limit_error", "rate-limit"],
      ["authentication_error", "auth"],
      ["overloaded_error", "overload"],
    ]) {
      expect(outcomeFromAnthropic({ status: 400, body: { type: "error", error: { type, message } } }).error).toBe(
        error,
      );
    }
    expect(outcomeFromAnthropic({ status: 503, body: { error: { message } } }).error).toBe("overload");
    expect(outcomeFromGroq({ status: 400, body: { error: { message } } }).error).toBe("caller");
  });
});

describe("times", () => {
  test("a clock that ran backwards, or a time that is not told, tells nothing", () => {
    expect(outcomeFromOpenAI({ status: 200, body, startedAt: 10, endedAt: 5 }).latency).toBeUndefined();
    expect(outcomeFromOpenAI({ status: 200, body, startedAt: 10 }).latency).toBeUndefined();
    expect(outcomeFromOpenAI({ status: 200, body, startedAt: 5, endedAt: 5 }).latency).toBe(0);
    expect(() => outcomeFromOpenAI({ status: 200, body, startedAt: NaN, endedAt: 5 })).toThrow("invalid-number");
  });

  test("a single token has no time for each further one, and pieces that came at once have none either", () => {
    for (const [output, second] of [
      [1, 20],
      [5, 10],
      [undefined, 20],
    ]) {
      const stream = streamFromOpenAI({ startedAt: 0 });
      stream.push({ choices: [{ delta: { content: "a" } }] }, 10);
      stream.push({ choices: [{ delta: { content: "b" } }] }, second);
      stream.push({ choices: [{ delta: {}, finish_reason: "stop" }], usage: { completion_tokens: output } }, 30);
      expect(stream.end(30)).toMatchObject({ ttft: 0.01, tpot: undefined, error: undefined });
    }
  });

  test("pings and starts are no piece of the answer", () => {
    const stream = streamFromAnthropic({ startedAt: 0 });
    stream.push({ type: "message_start", message: {} }, 10);
    stream.push({ type: "ping" }, 20);
    stream.push({ type: "content_block_delta", delta: { text: "a" } }, 30);
    expect(stream.end(40).ttft).toBe(0.03);
  });

  test("no date is read without a year, and none without now", () => {
    const wait = (value: string, endedAt?: number) =>
      outcomeFromOpenAI({ status: 429, headers: { "retry-after": value }, endedAt }).retryAfter;
    expect(wait("Mon, 02 Mar 2026 09:30:12 GMT")).toBeUndefined();
    expect(wait("12/3", 0)).toBeUndefined();
    expect(wait("-5", 0)).toBeUndefined();
    expect(wait("1e9", 0)).toBeUndefined();
    expect(wait("Mon, 02 Mar 2026 09:30:12 GMT", Date.UTC(2027, 1, 1))).toBe(0);
    const headers = { date: "Mon, 02 Mar 2026 09:30:00 GMT", "retry-after": "Mon, 02 Mar 2026 09:30:12 GMT" };
    expect(outcomeFromOpenAI({ status: 503, headers }).retryAfter).toBe(12_000);
  });
});

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
  });

  test("a price that is none is refused", () => {
    for (const input of [-1, NaN, Infinity, "1"]) expect(() => cost({ input, output: 1 })).toThrow("invalid-number");
  });
});
