import { compatibleDialect } from "./compatible.ts";
import type { Attempt, Outcome } from "./outcome.ts";
import { type Dialect, type OutcomeStream, outcomeFrom, streamFrom } from "./stream.ts";
import { timesOf } from "./times.ts";

const dialect = (): Dialect =>
  compatibleDialect({
    provider: "cerebras",
    codes: { wrong_api_key: "auth", too_many_requests_error: "rate-limit" },
    resets: {
      prefix: "x-ratelimit-",
      reset: "reset-*",
      remaining: "remaining-*",
      limits: ["requests-day", "requests-minute", "tokens-day", "tokens-minute"],
    },
    extra: ({ time_info, usage }) => timesOf(time_info, usage),
  });

/**
 * The outcome of a call to Cerebras whose answer came as a whole, or of one that failed.
 *
 * @example
 * import { outcomeFromCerebras } from "@thalweg/adapters/cerebras";
 * const body = { choices: [{ message: { content: "Hello." }, finish_reason: "stop" }] };
 * const { finish, error } = outcomeFromCerebras({ status: 200, body });
 * console.log(finish, error); // stop undefined
 */
export function outcomeFromCerebras(attempt: Attempt): Outcome {
  return outcomeFrom(dialect(), attempt);
}

/**
 * The outcome of a call to Cerebras whose answer is streamed, as an accumulator.
 *
 * @example
 * import { streamFromCerebras } from "@thalweg/adapters/cerebras";
 * const stream = streamFromCerebras({ startedAt: 0 });
 * stream.push({ choices: [{ delta: { content: "Hello." } }] }, 250);
 * console.log(stream.end(400).error); // truncated
 */
export function streamFromCerebras(attempt: Attempt = {}): OutcomeStream {
  return streamFrom(dialect(), attempt);
}
