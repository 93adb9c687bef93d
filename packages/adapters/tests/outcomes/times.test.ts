import { describe, expect, test } from "vitest";
import { outcomeFromAnthropic, streamFromAnthropic } from "../../src/outcomes/anthropic.ts";
import { outcomeFromOpenAI, streamFromOpenAI } from "../../src/outcomes/openai.ts";

const body = { choices: [{ message: { content: "Yes." }, finish_reason: "stop" }] };

describe("times", () => {
  test("a clock that ran backwards, or a time that is not told, tells nothing", () => {
    expect(outcomeFromOpenAI({ status: 200, body, startedAt: 10, endedAt: 5 }).latency).toBeUndefined();
    expect(outcomeFromOpenAI({ status: 200, body, startedAt: 10 }).latency).toBeUndefined();
    expect(outcomeFromOpenAI({ status: 200, body, startedAt: 5, endedAt: 5 }).latency).toBe(0);
    expect(() => outcomeFromOpenAI({ startedAt: NaN, endedAt: 5 })).toThrow("invalid-number: NaN at attempt.startedAt");
    expect(() => outcomeFromOpenAI({ startedAt: 0, endedAt: NaN })).toThrow("invalid-number: NaN at attempt.endedAt");
    expect(() => streamFromOpenAI({ startedAt: "1" as never })).toThrow('invalid-number: "1" at attempt.startedAt');
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
  });

  test("now is what the headers say, before a clock that may begin anywhere", () => {
    const headers = { date: "Mon, 02 Mar 2026 09:30:00 GMT", "retry-after": "Mon, 02 Mar 2026 09:30:12 GMT" };
    for (const endedAt of [undefined, 1_500, Date.UTC(2026, 2, 2, 9)]) {
      expect(outcomeFromOpenAI({ status: 503, headers, endedAt }).retryAfter).toBe(12_000);
    }
    expect(
      outcomeFromOpenAI({ status: 503, headers: { ...headers, date: "now" }, endedAt: 1_500 }).retryAfter,
    ).toBeUndefined();
    const resets = { date: headers.date, "anthropic-ratelimit-requests-reset": "2026-03-02T09:30:12Z" };
    expect(outcomeFromAnthropic({ status: 429, headers: resets, endedAt: 1_500 }).retryAfter).toBe(12_000);
  });

  // RFC 9110, 5.6.7: a recipient has to understand all three forms, and each is a time of UTC.
  test.each([
    ["Mon, 02 Mar 2026 09:30:12 GMT", 12_000],
    ["Monday, 02-Mar-26 09:30:12 GMT", 12_000],
    ["Mon Mar  2 09:30:12 2026", 12_000],
    ["Thu Mar 12 09:30:00 2026", 864_000_000],
    ["2026-03-02T10:30:12+01:00", 12_000],
    ["Sunday, 06-Nov-94 08:49:37 GMT", 0],
    ["2026-03-02T09:30:12", undefined],
    ["Mon, 02 Mar 2026 09:30:12", undefined],
    [12, 12_000],
    [["12", "15"], 12_000],
    ["12, 12", undefined],
    [null, undefined],
  ])("retry-after: %s waits %s ms, wherever this runs", (value, wait) => {
    const headers = { "retry-after": value as string };
    expect(outcomeFromOpenAI({ status: 503, headers, endedAt: Date.UTC(2026, 2, 2, 9, 30) }).retryAfter).toBe(wait);
  });

  test("of several limits the last that is exhausted counts, or the first where none is told to be", () => {
    const reset = { "x-ratelimit-reset-requests": "1s", "x-ratelimit-reset-tokens": "6m0s" };
    const wait = (remaining: object) =>
      outcomeFromOpenAI({ status: 429, headers: { ...reset, ...remaining } }).retryAfter;
    const [requests, tokens] = ["x-ratelimit-remaining-requests", "x-ratelimit-remaining-tokens"];
    expect(wait({ [requests]: "0", [tokens]: "0" })).toBe(360_000);
    expect(wait({ [requests]: "0", [tokens]: "9" })).toBe(1_000);
    expect(wait({})).toBe(1_000);
  });
});
