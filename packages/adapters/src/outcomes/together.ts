import { compatibleDialect } from "./compatible.ts";
import type { Attempt, Outcome } from "./outcome.ts";
import { type Dialect, type OutcomeStream, outcomeFrom, streamFrom } from "./stream.ts";

const dialect = (): Dialect =>
  compatibleDialect({
    provider: "together",
    codes: {
      dynamic_request_limited: "rate-limit",
      dynamic_token_limited: "rate-limit",
      credit_limit: "credit",
    },
    // With 403 it says that prompt and answer together would not fit.
    statuses: { 403: "context-too-long" },
    resets: { prefix: "x-", reset: "*-reset", remaining: "*-remaining", limits: ["ratelimit", "tokenlimit"] },
  });

/**
 * The outcome of a call to Together whose answer came as a whole, or of one that failed.
 *
 * @example
 * import { outcomeFromTogether } from "@thalweg/adapters/together";
 * const body = { choices: [{ message: { content: "Hello." }, finish_reason: "stop" }] };
 * const { finish, error } = outcomeFromTogether({ status: 200, body });
 * console.log(finish, error); // stop undefined
 */
export function outcomeFromTogether(attempt: Attempt): Outcome {
  return outcomeFrom(dialect(), attempt);
}

/**
 * The outcome of a call to Together whose answer is streamed, as an accumulator.
 *
 * @example
 * import { streamFromTogether } from "@thalweg/adapters/together";
 * const stream = streamFromTogether({ startedAt: 0 });
 * stream.push({ choices: [{ delta: { content: "Hello." } }] }, 250);
 * console.log(stream.end(400).error); // truncated
 */
export function streamFromTogether(attempt: Attempt = {}): OutcomeStream {
  return streamFrom(dialect(), attempt);
}
