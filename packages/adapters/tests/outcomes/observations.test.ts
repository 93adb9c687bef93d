import { describe, expect, test } from "vitest";
import { observationsOf } from "../../src/outcomes/observations.ts";
import type { ErrorClass, Outcome } from "../../src/outcomes/outcome.ts";

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

  test("what is not known, or is no positive number, is not in the list", () => {
    expect(learned({ latency: undefined, ttft: 0, tpot: undefined, cost: 0 })).toEqual([["reliability", 0]]);
  });

  test.each<ErrorClass>(["rate-limit", "overload", "timeout", "network", "server", "empty"])(
    "a failure by %s: reliability, and nothing of speed or cost",
    (error) => expect(learned({ error })).toEqual([["reliability", 1]]),
  );

  test.each<ErrorClass>([
    "auth",
    "credit",
    "caller",
    "context-too-long",
    "content-policy",
    "capability",
    "aborted",
    "unknown",
  ])("%s says nothing about the model", (error) => expect(learned({ error, status: 400 })).toEqual([]));

  test("a stream that was cut failed; an answer cut at the caller's limit did not, but is no whole one", () => {
    expect(learned({ error: "truncated", finish: undefined })).toEqual([["reliability", 1]]);
    expect(learned({ error: "truncated", finish: "length" })).toEqual([
      ["reliability", 0],
      ["ttft", 0.5],
      ["tpot", 0.05],
    ]);
  });
});
