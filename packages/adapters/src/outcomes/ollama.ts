import { type Answer, type Attempt, amount, type Finish, fields, listed, type Outcome, string } from "./outcome.ts";
import { type Dialect, type OutcomeStream, outcomeFrom, type Piece, type StreamReader, streamFrom } from "./stream.ts";

type Body = { readonly [name: string]: unknown };

/** Ollama's durations are in nanoseconds. */
const NANOSECONDS = 1e9;

const DIALECT: Dialect = {
  provider: "ollama",
  // It says what is wrong in a sentence, and nowhere else.
  messages: [
    ["does not support tools", "capability"],
    ["does not support thinking", "capability"],
    ["does not support chat", "capability"],
    ["exceeds the context", "context-too-long"],
  ],
  answer(body) {
    if ((body.message ?? body.response) == null) return undefined;
    const { content, tool_calls } = fields(body.message);
    return {
      ...endOf(body),
      text: string(content) ?? string(body.response) ?? "",
      toolCalls: listed(tool_calls).length,
    };
  },
  events: () => new OllamaStream(),
};

class OllamaStream implements StreamReader {
  readonly #texts: string[] = [];
  #toolCalls = 0;
  #end: Answer = {};

  read(body: Body): Piece | undefined {
    if ((body.message ?? body.response ?? body.done) == null) return undefined;
    const { content, thinking = body.thinking, tool_calls } = fields(body.message);
    const text = string(content) ?? string(body.response) ?? "";
    const calls = listed(tool_calls).length;
    if (text !== "") this.#texts.push(text);
    this.#toolCalls += calls;
    this.#end = endOf(body);
    return text !== "" || calls > 0 ? "answer" : thinking ? "thought" : "neither";
  }

  answer(): Answer {
    return { ...this.#end, text: this.#texts.join(""), toolCalls: this.#toolCalls };
  }
}

/** What the last message of an answer says. Counts and durations are left out by Ollama where they would be 0. */
function endOf(body: Body): Answer {
  const seconds = (name: string): number | undefined => {
    const duration = amount(body[name]);
    return duration === undefined ? undefined : duration / NANOSECONDS;
  };
  const [prompt, evaluation] = [seconds("prompt_eval_duration"), seconds("eval_duration")];
  const output = amount(body.eval_count);
  return {
    model: string(body.model),
    tokens: {
      input: amount(body.prompt_eval_count),
      output,
      cacheRead: undefined,
      cacheWrite: undefined,
      reasoning: undefined,
    },
    finish: body.done === true ? finishOf(body.done_reason) : undefined,
    // Asked for nothing, it loads the model or lets go of it.
    other: body.done_reason === "load" || body.done_reason === "unload",
    latency: seconds("total_duration"),
    ttft: prompt === undefined ? undefined : prompt + (seconds("load_duration") ?? 0),
    tpot: evaluation === undefined || !output ? undefined : evaluation / output,
  };
}

/** Older versions do not say why they ended, and stopped for no other reason. */
function finishOf(reason: unknown): Finish {
  return reason === "length" ? "length" : reason === "stop" || reason === undefined ? "stop" : "other";
}

/**
 * The outcome of a call to Ollama (`/api/chat`, `/api/generate`) whose answer came as a whole, or of one that failed.
 * For its OpenAI-compatible endpoint take `outcomeFromOpenAICompatible`.
 *
 * @example
 * import { outcomeFromOllama } from "@thalweg/adapters/ollama";
 * const body = { message: { content: "Hello." }, done: true, eval_count: 4, eval_duration: 80_000_000 };
 * console.log(outcomeFromOllama({ status: 200, body }).tpot); // 0.02
 */
export function outcomeFromOllama(attempt: Attempt): Outcome {
  return outcomeFrom(DIALECT, attempt);
}

/**
 * The outcome of a call to Ollama whose answer is streamed, line by line, as an accumulator.
 *
 * @example
 * import { streamFromOllama } from "@thalweg/adapters/ollama";
 * const stream = streamFromOllama({ startedAt: 0 });
 * stream.push('{"message":{"content":"Hello."},"done":false}', 250);
 * console.log(stream.end(400).error); // truncated
 */
export function streamFromOllama(attempt: Attempt = {}): OutcomeStream {
  return streamFrom(DIALECT, attempt);
}
