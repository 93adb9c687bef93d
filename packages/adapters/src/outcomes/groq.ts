import { compatibleDialect } from "./compatible.ts";
import type { Attempt, Outcome } from "./outcome.ts";
import { type Dialect, type OutcomeStream, outcomeFrom, streamFrom } from "./stream.ts";
import { timesOf } from "./times.ts";

const dialect = (): Dialect =>
  compatibleDialect({
    provider: "groq",
    codes: {
      capacity_exceeded: "overload",
      json_validate_failed: "server",
      tool_use_failed: "server",
      blocked_api_access: "auth",
      model_decommissioned: "unavailable",
    },
    statuses: { 424: "server", 498: "overload" },
    resets: {
      prefix: "x-ratelimit-",
      reset: "reset-*",
      remaining: "remaining-*",
      limits: ["requests", "tokens"],
    },
    extra: ({ usage, x_groq }) => timesOf(usage ?? (Object(x_groq) as { readonly usage?: unknown }).usage),
  });

/**
 * The outcome of a call to Groq whose answer came as a whole, or of one that failed.
 *
 * @example
 * import { outcomeFromGroq } from "@thalweg/adapters/groq";
 * const body = { choices: [{ message: { content: "Hello." }, finish_reason: "stop" }] };
 * const { finish, error } = outcomeFromGroq({ status: 200, body });
 * console.log(finish, error); // stop undefined
 */
export function outcomeFromGroq(attempt: Attempt): Outcome {
  return outcomeFrom(dialect(), attempt);
}

/**
 * The outcome of a call to Groq whose answer is streamed, as an accumulator.
 *
 * @example
 * import { streamFromGroq } from "@thalweg/adapters/groq";
 * const stream = streamFromGroq({ startedAt: 0 });
 * stream.push({ choices: [{ delta: { content: "Hello." } }] }, 250);
 * console.log(stream.end(400).error); // truncated
 */
export function streamFromGroq(attempt: Attempt = {}): OutcomeStream {
  return streamFrom(dialect(), attempt);
}
