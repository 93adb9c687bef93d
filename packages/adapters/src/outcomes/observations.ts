import type { ErrorClass, Outcome } from "./outcome.ts";

/** One thing that was learned: what to tell the belief about a dimension. */
export interface Observation {
  readonly dimension: "reliability" | "latency" | "ttft" | "tpot" | "financial";
  /** `rate` is 0 or 1, and `positive` a number above 0 in the dimension's unit. */
  readonly kind: "rate" | "positive";
  readonly value: number;
}

/**
 * The failures that say something about the one who was called; all others are the caller's, the account's or unclear.
 */
const ITS_FAULT: readonly (ErrorClass | undefined)[] = [
  "rate-limit",
  "overload",
  "timeout",
  "network",
  "server",
  "truncated",
  "empty",
];

/**
 * What an outcome teaches. An answer: that it came, how fast, and for how much. A failure: that it failed (reliability
 * is a rate of failure), and nothing about speed or cost, since it says nothing about how fast or cheap an answer would
 * have been. What is the fault of the caller or the account (400, 401, 402, …), the caller's own abort, a prompt
 * against the rules, and what nobody knows the reason of: nothing. An answer that was cut at the length that the caller
 * allowed is no failure: it teaches the time for each token, but not how long or dear a whole answer is. What is not
 * known is not in the list, and neither is a cost of 0, which is no positive number.
 *
 * @example
 * import { outcomeFromOpenAI } from "@thalweg/adapters/openai";
 * import { observationsOf } from "@thalweg/adapters/outcomes";
 * const outcome = outcomeFromOpenAI({ status: 503, startedAt: 0, endedAt: 30_000 });
 * console.log(observationsOf(outcome)); // [ { dimension: 'reliability', kind: 'rate', value: 1 } ]
 */
export function observationsOf(outcome: Outcome): readonly Observation[] {
  const { error, finish, latency, ttft, tpot, cost } = outcome;
  const isShortened = error === "truncated" && finish === "length";
  if (error !== undefined && !isShortened) {
    return ITS_FAULT.includes(error) ? [{ dimension: "reliability", kind: "rate", value: 1 }] : [];
  }
  const observations: Observation[] = [{ dimension: "reliability", kind: "rate", value: 0 }];
  const quantities = { ttft, tpot, ...(isShortened ? {} : { latency, financial: cost }) };
  for (const [dimension, value] of Object.entries(quantities) as [Observation["dimension"], number | undefined][]) {
    if (value !== undefined && value > 0) observations.push({ dimension, kind: "positive", value });
  }
  return observations;
}
