import { describe, expect, test } from "vitest";
import { outcomeFromAnthropic } from "../../src/outcomes/anthropic.ts";
import { outcomeFromGroq } from "../../src/outcomes/groq.ts";
import { outcomeFromOpenAI, streamFromOpenAI } from "../../src/outcomes/openai.ts";
import { shapeOf } from "../../src/outcomes/shape.ts";

const body = { choices: [{ message: { content: "Yes." }, finish_reason: "stop" }] };

// The client libraries of OpenAI and Anthropic do not set the name.
class APIUserAbortError extends Error {}
class APIConnectionError extends Error {}
class APIConnectionTimeoutError extends APIConnectionError {}

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
    ["a failed fetch in Chrome", new TypeError("Failed to fetch"), "network"],
    ["a failed fetch in Firefox", new TypeError("NetworkError when attempting to fetch resource."), "network"],
    ["a failed fetch in Safari", new TypeError("Load failed"), "network"],
    ["a body that broke off", new TypeError("terminated"), "network"],
    [
      "a mistake of the host's own",
      new TypeError("Cannot read properties of undefined (reading 'fetch failed')"),
      "unknown",
    ],
    ["an error of another kind that says the same", new Error("fetch failed"), "unknown"],
    ["an abort as a client library names it", new APIUserAbortError("Request was aborted."), "aborted"],
    ["a timeout as a client library names it", new APIConnectionTimeoutError("Request timed out."), "timeout"],
    ["no connection as a client library names it", new APIConnectionError("Connection error."), "network"],
    ["that, and what lies below it", new APIConnectionError("…", { cause: { code: "ETIMEDOUT" } }), "timeout"],
    ["an error with another error within", { error: new Error("…") }, "unknown"],
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

  test("no error beside an answer is none", () => {
    expect(outcomeFromOpenAI({ status: 200, error: null, body }).error).toBeUndefined();
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

describe("what is no answer", () => {
  const whole = JSON.stringify({
    ...body,
    usage: { prompt_tokens: 1, completion_tokens_details: { reasoning_tokens: 0 } },
  });

  test("was cut wherever it begins like one and does not parse", () => {
    for (let length = 1; length < whole.length; length++) {
      expect(outcomeFromOpenAI({ status: 200, body: whole.slice(0, length) }).error).toBe("truncated");
    }
    expect(outcomeFromOpenAI({ status: 200, body: ` [${whole.slice(0, 40)}}` }).error).toBe("truncated");
  });

  test("is the provider's failure as a text of another kind, and nobody's where it could be anything", () => {
    for (const text of ["<html>502</html>", "", "upstream connect error"]) {
      expect(outcomeFromOpenAI({ status: 200, body: text }).error).toBe("server");
    }
    const others = [
      undefined,
      null,
      5,
      [],
      "null",
      "[]",
      {},
      { choices: [] },
      { data: [{ embedding: [] }] },
      { message: 1 },
    ];
    for (const body of others) {
      expect(outcomeFromOpenAI({ status: 200, body }).error).toBe("unknown");
      expect(outcomeFromAnthropic({ status: 200, body }).error).toBe("unknown");
    }
  });

  test("a field that nobody knows, of an attempt or of its price, is refused with those that are known", () => {
    const tiers = [{ above: 1, inptu: 2 }];
    for (const [place, attempt, known] of [
      ["attempt.startedat", { startedat: 0 }, "startedAt"],
      ["attempt.price.ouput", { price: { input: 0.4, ouput: 1.6 } }, "output"],
      ["attempt.price.tiers[0].inptu", { price: { tiers } }, "above"],
    ] as const) {
      const refusal = { code: "invalid-name", place, known: expect.arrayContaining([known]) };
      expect(() => outcomeFromOpenAI(attempt as never)).toThrow(expect.objectContaining(refusal));
      expect(() => streamFromOpenAI(attempt as never)).toThrow(expect.objectContaining(refusal));
    }
  });

  test("what is no attempt, and no text, is refused", () => {
    const refusal = (place: string) =>
      expect.objectContaining({ name: "AdapterError", code: "invalid-response", place });
    for (const attempt of [undefined, null, "200"] as never[]) {
      expect(() => outcomeFromOpenAI(attempt)).toThrow(refusal("attempt"));
      if (attempt !== undefined) expect(() => streamFromOpenAI(attempt)).toThrow(refusal("attempt"));
      if (attempt !== "200") expect(() => shapeOf(attempt)).toThrow(refusal("text"));
    }
  });
});
