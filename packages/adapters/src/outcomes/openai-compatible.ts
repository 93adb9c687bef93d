import { compatibleDialect } from "./compatible.ts";
import type { Attempt, Outcome } from "./outcome.ts";
import { type Dialect, type OutcomeStream, outcomeFrom, streamFrom } from "./stream.ts";

const dialect = (): Dialect =>
  compatibleDialect({
    provider: "openai-compatible",
    // Of llama.cpp; vLLM and Google say it in a sentence alone.
    codes: { exceed_context_size_error: "context-too-long" },
    messages: [
      ["maximum context length", "context-too-long"],
      ["exceeds the maximum number of tokens", "context-too-long"],
    ],
    resets: {
      prefix: "x-ratelimit-",
      reset: "reset-*",
      remaining: "remaining-*",
      limits: ["requests", "tokens"],
    },
  });

/**
 * The outcome of a call to OpenAICompatible whose answer came as a whole, or of one that failed.
 *
 * @example
 * import { outcomeFromOpenAICompatible } from "@thalweg/adapters/openai-compatible";
 * const body = { choices: [{ message: { content: "Hello." }, finish_reason: "stop" }] };
 * const { finish, error } = outcomeFromOpenAICompatible({ status: 200, body });
 * console.log(finish, error); // stop undefined
 */
export function outcomeFromOpenAICompatible(attempt: Attempt): Outcome {
  return outcomeFrom(dialect(), attempt);
}

/**
 * The outcome of a call to OpenAICompatible whose answer is streamed, as an accumulator.
 *
 * @example
 * import { streamFromOpenAICompatible } from "@thalweg/adapters/openai-compatible";
 * const stream = streamFromOpenAICompatible({ startedAt: 0 });
 * stream.push({ choices: [{ delta: { content: "Hello." } }] }, 250);
 * console.log(stream.end(400).error); // truncated
 */
export function streamFromOpenAICompatible(attempt: Attempt = {}): OutcomeStream {
  return streamFrom(dialect(), attempt);
}
