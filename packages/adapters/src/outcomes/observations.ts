import { AdapterError } from "../errors.ts";
import { type ErrorClass, fields, type Outcome } from "./outcome.ts";

/** One thing that was learned: what to tell the belief about a dimension. */
export interface Observation {
  readonly dimension: "reliability" | "latency" | "ttft" | "tpot" | "financial";
  /**
   * `rate` is 0 or 1, `positive` a number above 0 in the dimension's unit, and `amount` one from 0, which has no
   * logarithm.
   */
  readonly kind: "rate" | "positive" | "amount";
  readonly value: number;
}

/**
 * The failures that say something about the one who was called, or that it cannot be used from here; all others are the
 * caller's or unclear.
 */
const ITS_FAULT: readonly (ErrorClass | undefined)[] = [
  "rate-limit",
  "overload",
  "timeout",
  "network",
  "server",
  "credit",
  "unavailable",
  "truncated",
  "empty",
];

/**
 * What an outcome teaches. An answer: that it came, how fast, and for how much. A failure: that it failed (reliability
 * is a rate of failure), and nothing about speed or cost, since it says nothing about how fast or cheap an answer would
 * have been; so does an option that cannot be used from here, for its model is not there (404) or there is no money for it
 * (402), or it would stay first for ever. What is the fault of the caller (400, 401, 413, 422, …), the caller's own
 * abort, a prompt against the rules, and what nobody knows the reason of: nothing. An answer that was cut at the length that the caller
 * allowed is no failure, and neither is one that paused (`finish` is `other`): they teach the time for each token, but
 * not how long or dear a whole answer is. What is not known is not in the list, and neither is a time of 0, which no
 * clock that is fine enough would show; a cost of 0 is, for it is known only where the price says so. Throws
 * `invalid-response` for what is no outcome.
 *
 * @example
 * import { outcomeFromOpenAI } from "@thalweg/adapters/openai";
 * import { observationsOf } from "@thalweg/adapters/outcomes";
 * const outcome = outcomeFromOpenAI({ status: 503, startedAt: 0, endedAt: 30_000 });
 * console.log(observationsOf(outcome)); // [ { dimension: 'reliability', kind: 'rate', value: 1 } ]
 */
export function observationsOf(outcome: Outcome): readonly Observation[] {
  const { provider, tokens, error, finish, latency, ttft, tpot, cost } = fields(outcome) as Partial<Outcome>;
  const isTold = typeof provider === "string" && Object(tokens) === tokens;
  // What a provider has sent, and a promise of an outcome, would pass for a success.
  if (!isTold || (error !== undefined && typeof error !== "string")) {
    throw new AdapterError(
      "invalid-response",
      outcome,
      "outcome",
      [],
      "give what outcomeFrom… or the stream's end returned",
    );
  }
  const isCut = error === "truncated" && finish === "length";
  if (error !== undefined && !isCut) {
    return ITS_FAULT.includes(error) ? [{ dimension: "reliability", kind: "rate", value: 1 }] : [];
  }
  const observations: Observation[] = [{ dimension: "reliability", kind: "rate", value: 0 }];
  const isWhole = !isCut && finish !== "other";
  const times = { ttft, tpot, ...(isWhole && { latency }) };
  for (const [dimension, value] of Object.entries(times) as [Observation["dimension"], number | undefined][]) {
    if (value !== undefined && value > 0) observations.push({ dimension, kind: "positive", value });
  }
  if (isWhole && cost !== undefined) observations.push({ dimension: "financial", kind: "amount", value: cost });
  return observations;
}

/** What a learner is told: `learner.observe(receipt, lesson)` of `@thalweg/policy`. */
export interface Lesson {
  /** What was observed, by dimension. */
  readonly values: Readonly<Record<string, number>>;
  /** Whether the attempt failed; `"caller"` where that says nothing about the option. */
  readonly failed: boolean | "caller";
}

/**
 * What an outcome teaches, as a learner takes it: what `observationsOf` lists, of the dimensions that are asked for. Those
 * of which it says nothing are left out, and may be any. Throws `invalid-response` for what is no outcome, and
 * `invalid-name` for what is no list of names.
 *
 * @example
 * import { outcomeFromOpenAI } from "@thalweg/adapters/openai";
 * import { lessonOf } from "@thalweg/adapters/outcomes";
 * const body = { choices: [{ message: { content: "Hello." }, finish_reason: "stop" }] };
 * const outcome = outcomeFromOpenAI({ status: 200, body, startedAt: 0, endedAt: 800 });
 * console.log(lessonOf(outcome, ["latency", "quality"])); // { values: { latency: 0.8 }, failed: false }
 */
export function lessonOf(outcome: Outcome, dimensions: readonly string[]): Lesson {
  if (!Array.isArray(dimensions)) throw new AdapterError("invalid-name", dimensions, "dimensions", [], "give a list");
  const seen = observationsOf(outcome);
  const asked = seen.filter(({ dimension }) => dimensions.includes(dimension));
  return {
    values: Object.fromEntries(asked.map(({ dimension, value }) => [dimension, value])),
    // The first is always about reliability.
    failed: seen[0] === undefined ? "caller" : seen[0].value === 1,
  };
}
