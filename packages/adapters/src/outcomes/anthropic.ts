import {
  type Answer,
  type Attempt,
  amount,
  type Finish,
  fields,
  type Outcome,
  type OutcomeTokens,
  string,
} from "./outcome.ts";
import { type Dialect, type OutcomeStream, outcomeFrom, type StreamReader, streamFrom } from "./stream.ts";

type Body = { readonly [name: string]: unknown };

const FINISHES: { readonly [reason: string]: Finish } = {
  end_turn: "stop",
  stop_sequence: "stop",
  pause_turn: "other",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tool-calls",
  refusal: "content-filter",
};

const DIALECT: Dialect = {
  provider: "anthropic",
  codes: {
    rate_limit_error: "rate-limit",
    overloaded_error: "overload",
    api_error: "server",
    timeout_error: "timeout",
    billing_error: "credit",
    request_too_large: "context-too-long",
    not_found_error: "caller",
  },
  // The type is invalid_request_error for all of them, and there is no code.
  messages: [
    ["prompt is too long", "context-too-long"],
    ["credit balance is too low", "credit"],
  ],
  resets: {
    prefix: "anthropic-ratelimit-",
    reset: "*-reset",
    remaining: "*-remaining",
    limits: ["requests", "tokens", "input-tokens", "output-tokens"],
  },
  answer(body) {
    if (!Array.isArray(body.content)) return undefined;
    const parts = body.content.map(fields);
    return {
      model: string(body.model),
      text: parts.map(({ type, text }) => (type === "text" ? (string(text) ?? "") : "")).join(""),
      toolCalls: parts.filter(({ type }) => type === "tool_use").length,
      tokens: tokensOf(fields(body.usage)),
      finish: finishOf(body.stop_reason),
    };
  },
  events: () => new AnthropicStream(),
};

class AnthropicStream implements StreamReader {
  readonly #texts: string[] = [];
  #usage: Body = {};
  #model: string | undefined;
  #finish: Finish | undefined;
  #toolCalls = 0;
  #ended = false;

  read({ type, message, delta, content_block, usage }: Body): boolean {
    const { text, thinking, partial_json, stop_reason } = fields(delta);
    if (type === "message_start") {
      this.#model = string(fields(message).model);
      this.#usage = fields(fields(message).usage);
    } else if (type === "message_delta") {
      this.#finish = finishOf(stop_reason) ?? this.#finish;
      // These counts are totals, and what they leave out stands as it was told at the start.
      this.#usage = { ...this.#usage, ...fields(usage) };
    } else if (type === "message_stop") this.#ended = true;
    else if (type === "content_block_start") {
      if (fields(content_block).type !== "tool_use") return false;
      this.#toolCalls++;
      return true;
    } else if (type === "content_block_delta") {
      if (typeof text === "string") this.#texts.push(text);
      return !!text || !!thinking || !!partial_json;
    }
    return false;
  }

  isEnded(): boolean {
    return this.#ended;
  }

  answer(): Answer {
    return {
      model: this.#model,
      text: this.#texts.join(""),
      toolCalls: this.#toolCalls,
      tokens: tokensOf(this.#usage),
      finish: this.#finish,
    };
  }
}

/** Its `input_tokens` leave out what was read from and written to the cache; here they are all of the prompt. */
function tokensOf({
  input_tokens,
  output_tokens,
  cache_read_input_tokens,
  cache_creation_input_tokens,
}: Body): OutcomeTokens {
  const [fresh, cacheRead, cacheWrite] = [input_tokens, cache_read_input_tokens, cache_creation_input_tokens].map(
    amount,
  );
  const input = fresh === undefined ? undefined : fresh + (cacheRead ?? 0) + (cacheWrite ?? 0);
  return { input, output: amount(output_tokens), cacheRead, cacheWrite, reasoning: undefined };
}

function finishOf(reason: unknown): Finish | undefined {
  if (typeof reason !== "string") return undefined;
  return Object.hasOwn(FINISHES, reason) ? FINISHES[reason] : "other";
}

/**
 * The outcome of a call to Anthropic whose answer came as a whole, or of one that failed.
 *
 * @example
 * import { outcomeFromAnthropic } from "@thalweg/adapters/anthropic";
 * const body = { content: [{ type: "text", text: "Hello." }], stop_reason: "end_turn" };
 * const { finish, error } = outcomeFromAnthropic({ status: 200, body });
 * console.log(finish, error); // stop undefined
 */
export function outcomeFromAnthropic(attempt: Attempt): Outcome {
  return outcomeFrom(DIALECT, attempt);
}

/**
 * The outcome of a call to Anthropic whose answer is streamed, as an accumulator.
 *
 * @example
 * import { streamFromAnthropic } from "@thalweg/adapters/anthropic";
 * const stream = streamFromAnthropic({ startedAt: 0 });
 * stream.push({ type: "content_block_delta", delta: { type: "text_delta", text: "Hello." } }, 250);
 * console.log(stream.end(400).error); // truncated
 */
export function streamFromAnthropic(attempt: Attempt = {}): OutcomeStream {
  return streamFrom(DIALECT, attempt);
}
