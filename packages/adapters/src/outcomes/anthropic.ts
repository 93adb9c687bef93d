import { type Answer, type Attempt, amount, defined, type Finish, fields, type Outcome, string } from "./outcome.ts";
import { type Dialect, type OutcomeStream, outcomeFrom, type Piece, type StreamReader, streamFrom } from "./stream.ts";

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
    not_found_error: "unavailable",
  },
  // The type is invalid_request_error for all of them, and there is no code.
  messages: [
    ["prompt is too long", "context-too-long"],
    ["exceed context limit", "context-too-long"],
    ["blocked by content filtering", "content-policy"],
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
      other: parts.some(isOther),
      ...usageOf(fields(body.usage)),
      finish: finishOf(body.stop_reason),
    };
  },
  events: () => new AnthropicStream(),
};

/** What the provider's own tools did, besides text, thoughts and calls. */
const isOther = ({ type }: Body): boolean => !/^(text|(redacted_)?thinking|tool_use)$/.test(string(type) ?? "");

class AnthropicStream implements StreamReader {
  readonly #texts: string[] = [];
  #usage: Body = {};
  #model: string | undefined;
  #finish: Finish | undefined;
  #toolCalls = 0;
  #other = false;
  #ended = false;

  read({ type, message, delta, content_block, usage }: Body): Piece | undefined {
    const { text, thinking, signature, partial_json, stop_reason } = fields(delta);
    if (type === "message_start") {
      this.#model = string(fields(message).model);
      // How long the answer is nobody knows yet.
      this.#usage = { ...fields(fields(message).usage), output_tokens: undefined };
    } else if (type === "message_delta") {
      this.#finish = finishOf(stop_reason) ?? this.#finish;
      // These counts are totals, and what they leave out stands as it was told at the start.
      this.#usage = { ...this.#usage, ...defined(fields(usage)) };
    } else if (type === "message_stop") this.#ended = true;
    else if (type === "content_block_start") {
      const block = fields(content_block);
      if (block.type === "redacted_thinking") return "thought";
      if (block.type === "tool_use") this.#toolCalls++;
      else if (!isOther(block)) return "neither";
      else this.#other = true;
      return "answer";
    } else if (type === "content_block_delta") {
      if (typeof text === "string") this.#texts.push(text);
      return text || partial_json ? "answer" : thinking || signature ? "thought" : "neither";
    }
    return /^(message|content_block)_|^ping$/.test(string(type) ?? "") ? "neither" : undefined;
  }

  answer(): Answer {
    return {
      model: this.#model,
      text: this.#texts.join(""),
      toolCalls: this.#toolCalls,
      other: this.#other,
      ...usageOf(this.#usage),
      finish: this.#ended ? this.#finish : undefined,
    };
  }
}

/** Its `input_tokens` leave out what was read from and written to the cache; here they are all of the prompt. */
function usageOf(usage: Body): Pick<Answer, "tokens" | "unpriced"> {
  const [fresh, cacheRead, cacheWrite] = ["input", "cache_read_input", "cache_creation_input"].map((kind) =>
    amount(usage[`${kind}_tokens`]),
  );
  return {
    tokens: {
      input: fresh === undefined ? undefined : fresh + (cacheRead ?? 0) + (cacheWrite ?? 0),
      output: amount(usage.output_tokens),
      cacheRead,
      cacheWrite,
      cacheWrite1h: amount(fields(usage.cache_creation).ephemeral_1h_input_tokens),
      reasoning: undefined,
    },
    // Searches are charged one by one.
    unpriced: !!fields(usage.server_tool_use).web_search_requests,
  };
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
