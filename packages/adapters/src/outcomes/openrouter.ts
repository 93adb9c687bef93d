import { compatibleDialect } from "./compatible.ts";
import type { Attempt, Outcome } from "./outcome.ts";
import { amount, fields } from "./outcome.ts";
import { type Dialect, type OutcomeStream, outcomeFrom, streamFrom } from "./stream.ts";

const dialect = (): Dialect =>
  compatibleDialect({
    provider: "openrouter",
    // With 403 it says that the prompt was flagged; with 502 that the provider behind it failed.
    codes: { max_tokens_exceeded: "truncated" },
    statuses: { 403: "content-policy" },
    messages: [["is not a valid model ID", "unavailable"]],
    resets: { prefix: "x-ratelimit-", reset: "*", remaining: "remaining", limits: ["reset"] },
    extra: ({ usage }) => ({ cost: costOf(fields(usage)) }),
  });

/** It charges, and says what; where the key of the account's own is used, the provider charges as well. */
function costOf({ cost, is_byok, cost_details }: { readonly [name: string]: unknown }): number | undefined {
  const upstream = is_byok === true ? amount(fields(cost_details).upstream_inference_cost) : 0;
  const own = amount(cost);
  return own === undefined || upstream === undefined ? undefined : own + upstream;
}

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
