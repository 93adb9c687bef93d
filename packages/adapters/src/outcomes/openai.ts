import { compatibleDialect } from "./compatible.ts";
import type { Attempt, Outcome } from "./outcome.ts";
import { withResponses } from "./responses.ts";
import { type Dialect, type OutcomeStream, outcomeFrom, streamFrom } from "./stream.ts";

const dialect = (): Dialect =>
  withResponses(
    compatibleDialect({
      provider: "openai",
      codes: {
        invalid_prompt: "content-policy",
        unsupported_model: "capability",
        image_content_policy_violation: "content-policy",
      },
      resets: {
        prefix: "x-ratelimit-",
        reset: "reset-*",
        remaining: "remaining-*",
        limits: ["requests", "tokens"],
      },
    }),
  );

/**
 * The outcome of a call to OpenAI (chat completions, or the Responses API) whose answer came as a whole, or of one that
 * failed.
 *
 * @example
 * import { outcomeFromOpenAI } from "@thalweg/adapters/openai";
 * const body = { choices: [{ message: { content: "Hello." }, finish_reason: "stop" }] };
 * const { finish, error } = outcomeFromOpenAI({ status: 200, body });
 * console.log(finish, error); // stop undefined
 */
export function outcomeFromOpenAI(attempt: Attempt): Outcome {
  return outcomeFrom(dialect(), attempt);
}

/**
 * The outcome of a call to OpenAI (chat completions, or the Responses API) whose answer is streamed, as an accumulator.
 *
 * @example
 * import { streamFromOpenAI } from "@thalweg/adapters/openai";
 * const stream = streamFromOpenAI({ startedAt: 0 });
 * stream.push({ choices: [{ delta: { content: "Hello." } }] }, 250);
 * console.log(stream.end(400).error); // truncated
 */
export function streamFromOpenAI(attempt: Attempt = {}): OutcomeStream {
  return streamFrom(dialect(), attempt);
}
