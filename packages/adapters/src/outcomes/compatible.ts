import type { ErrorTable } from "./failure.ts";
import { type Answer, amount, type Finish, fields, type OutcomeTokens, string } from "./outcome.ts";
import type { Dialect, StreamReader } from "./stream.ts";

type Body = { readonly [name: string]: unknown };

/** What a provider that speaks as OpenAI does has of its own. */
export interface Variant extends ErrorTable {
  readonly provider: string;
  /** What else its answers, or the last events of its streams, say. */
  readonly extra?: (body: Body) => Answer;
}

const FINISHES: { readonly [reason: string]: Finish } = {
  stop: "stop",
  eos: "stop",
  end_turn: "stop",
  length: "length",
  tool_calls: "tool-calls",
  function_call: "tool-calls",
  content_filter: "content-filter",
  error: "error",
};

/** The dialect of a provider that speaks as OpenAI's chat completions do. */
export function compatibleDialect({ provider, extra = () => ({}), ...table }: Variant): Dialect {
  return {
    ...table,
    provider,
    answer(body) {
      const choice = fields(listed(body.choices)[0]);
      if (choice.message === undefined && choice.text === undefined) return undefined;
      const message = fields(choice.message);
      return {
        model: string(body.model),
        text: textOf(message.content) ?? string(choice.text),
        toolCalls: listed(message.tool_calls).length + (message.function_call ? 1 : 0),
        refused: typeof message.refusal === "string" && message.refusal !== "",
        tokens: tokensOf(body.usage),
        finish: finishOf(choice.finish_reason),
        ...defined(extra(body)),
      };
    },
    events: () => new CompatibleStream(extra),
  };
}

class CompatibleStream implements StreamReader {
  readonly end = "[DONE]";
  readonly #extra: (body: Body) => Answer;
  readonly #texts: string[] = [];
  readonly #calls = new Set<unknown>();
  #answer: Answer = {};
  #refused = false;

  constructor(extra: (body: Body) => Answer) {
    this.#extra = extra;
  }

  read(body: Body): boolean {
    const { delta, finish_reason, text } = fields(listed(body.choices)[0]);
    const { content, reasoning, reasoning_content, tool_calls, refusal } = fields(delta);
    const piece = string(content) ?? string(text) ?? "";
    if (piece !== "") this.#texts.push(piece);
    if (refusal) this.#refused = true;
    const calls = listed(tool_calls);
    for (const call of calls) this.#calls.add(fields(call).index ?? fields(call).id);
    // Groq tells the usage in a field of its own.
    const usage = body.usage ?? fields(body.x_groq).usage;
    this.#answer = {
      ...this.#answer,
      ...defined({
        model: string(body.model),
        finish: finishOf(finish_reason),
        tokens: Object(usage) === usage ? tokensOf(usage) : undefined,
      }),
      ...defined(this.#extra(body)),
    };
    return piece !== "" || calls.length > 0 || !!reasoning || !!reasoning_content || !!refusal;
  }

  isEnded(): boolean {
    return this.#answer.finish !== undefined;
  }

  answer(): Answer {
    return { ...this.#answer, text: this.#texts.join(""), toolCalls: this.#calls.size, refused: this.#refused };
  }
}

function finishOf(reason: unknown): Finish | undefined {
  if (typeof reason !== "string") return undefined;
  return Object.hasOwn(FINISHES, reason) ? FINISHES[reason] : "other";
}

function tokensOf(usage: unknown): OutcomeTokens {
  const { prompt_tokens, completion_tokens, prompt_tokens_details, completion_tokens_details, ...rest } = fields(usage);
  const { cached_tokens, cache_write_tokens } = fields(prompt_tokens_details);
  return {
    input: amount(prompt_tokens),
    output: amount(completion_tokens),
    cacheRead: amount(cached_tokens) ?? amount(rest.cached_tokens),
    cacheWrite: amount(cache_write_tokens),
    reasoning: amount(fields(completion_tokens_details).reasoning_tokens) ?? amount(rest.reasoning_tokens),
  };
}

/** A text, or the texts of parts. */
function textOf(content: unknown): string | undefined {
  if (!Array.isArray(content)) return string(content);
  return content.map((part) => string(fields(part).text) ?? "").join("");
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Without the fields that say nothing, so that they hide nothing. */
const defined = (answer: Answer): Answer =>
  Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
