import { compatibleDialect } from "./compatible.ts";
import type { Attempt, Outcome } from "./outcome.ts";
import { amount, fields } from "./outcome.ts";
import { type Dialect, type OutcomeStream, outcomeFrom, streamFrom } from "./stream.ts";

const dialect = (): Dialect =>
  compatibleDialect({
    provider: "openrouter",
    // With 403 it says that the prompt was flagged; with 502 that the provider behind it failed.
    codes: { context_length_exceeded: "context-too-long", max_tokens_exceeded: "truncated" },
    statuses: { 403: "content-policy" },
    resets: { prefix: "x-ratelimit-", reset: "*", remaining: "remaining", limits: ["reset"] },
    // It charges, and says what.
    extra: ({ usage }) => ({ cost: amount(fields(usage).cost) }),
  });

/**
 * The outcome of a call to OpenRouter whose answer came as a whole, or of one that failed.
 *
 * @example
 * import { outcomeFromOpenRouter } from "@thalweg/adapters/openrouter";
 * const body = { choices: [{ message: { content: "Hello." }, finish_reason: "stop" }] };
 * const { finish, error } = outcomeFromOpenRouter({ status: 200, body });
 * console.log(finish, error); // stop undefined
 */
export function outcomeFromOpenRouter(attempt: Attempt): Outcome {
  return outcomeFrom(dialect(), attempt);
}

/**
 * The outcome of a call to OpenRouter whose answer is streamed, as an accumulator.
 *
 * @example
 * import { streamFromOpenRouter } from "@thalweg/adapters/openrouter";
 * const stream = streamFromOpenRouter({ startedAt: 0 });
 * stream.push({ choices: [{ delta: { content: "Hello." } }] }, 250);
 * console.log(stream.end(400).error); // truncated
 */
export function streamFromOpenRouter(attempt: Attempt = {}): OutcomeStream {
  return streamFrom(dialect(), attempt);
}
