import type { ErrorTable } from "./failure.ts";
import { type Answer, amount, defined, type Finish, fields, listed, string } from "./outcome.ts";
import type { Dialect, Piece, StreamReader } from "./stream.ts";

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
      const choice = choiceOf(body);
      if ((choice.message ?? choice.text) == null) return undefined;
      const message = fields(choice.message);
      const other = hasOther(message);
      const { unpriced, ...usage } = usageOf(body.usage);
      return {
        model: string(body.model),
        text: textOf(message.content) ?? string(choice.text),
        toolCalls: listed(message.tool_calls).length + (message.function_call ? 1 : 0),
        refused: !!string(message.refusal),
        other,
        ...usage,
        unpriced: unpriced || other,
        finish: finishOf(choice.finish_reason),
        ...defined(extra(body)),
      };
    },
    events: () => new CompatibleStream(extra),
  };
}

class CompatibleStream implements StreamReader {
  readonly #extra: (body: Body) => Answer;
  readonly #texts: string[] = [];
  readonly #calls = new Set<unknown>();
  #toolCalls = 0;
  #answer: Answer = {};

  constructor(extra: (body: Body) => Answer) {
    this.#extra = extra;
  }

  read(body: Body): Piece | undefined {
    // Groq tells the usage in a field of its own.
    const usage = body.usage ?? fields(body.x_groq).usage;
    const isUsage = Object(usage) === usage;
    if (!Array.isArray(body.choices) && !isUsage) return undefined;
    const choice = choiceOf(body);
    const delta = fields(choice.delta);
    const { function_call, refusal } = delta;
    const piece = textOf(delta.content) || string(choice.text);
    if (piece) this.#texts.push(piece);
    const calls = listed(delta.tool_calls);
    for (const call of calls) this.#count(fields(call));
    if (function_call) this.#count({ id: "function_call" });
    const other = hasOther(delta);
    this.#answer = {
      ...this.#answer,
      ...defined({ model: string(body.model), finish: finishOf(choice.finish_reason) }),
      ...(isUsage && usageOf(usage)),
      ...(refusal ? { refused: true } : {}),
      ...(other && { other }),
      ...defined(this.#extra(body)),
    };
    if (piece || calls.length > 0 || function_call || refusal || other) return "answer";
    // Mistral has its thoughts among the parts of the content.
    const thoughts = delta.reasoning || delta.reasoning_content || listed(delta.content).length > 0;
    return thoughts ? "thought" : "neither";
  }

  /** A call begins with a new id; where there are none, with a new place or, where there is none either, with a name. */
  #count({ id, index, function: named }: Body): void {
    const key = id || (index ?? undefined);
    if (key === undefined ? fields(named).name : !this.#calls.has(key)) this.#toolCalls++;
    this.#calls.add(key).add(index);
  }

  answer(): Answer {
    const { unpriced, other } = this.#answer;
    return {
      ...this.#answer,
      text: this.#texts.join(""),
      toolCalls: this.#toolCalls,
      unpriced: unpriced || other,
    };
  }
}

/** Where several answers were asked for, the first; they may come in any order. */
const choiceOf = ({ choices }: Body): Body => fields(listed(choices).find((each) => !fields(each).index));

function finishOf(reason: unknown): Finish | undefined {
  if (typeof reason !== "string") return undefined;
  return Object.hasOwn(FINISHES, reason) ? FINISHES[reason] : "other";
}

/** The tokens that were taken, and whether some of them have other rates than text has. */
export function usageOf(usage: unknown): Pick<Answer, "tokens" | "unpriced"> {
  const { prompt_tokens, completion_tokens, total_tokens, ...rest } = fields(usage);
  const [prompt, completion] = [fields(rest.prompt_tokens_details), fields(rest.completion_tokens_details)];
  const [input, output] = [amount(prompt_tokens), amount(completion_tokens)];
  const reasoning = amount(completion.reasoning_tokens) ?? amount(rest.reasoning_tokens);
  // Some count the reasoning beside the completion; the total shows it.
  const beside = (amount(total_tokens) ?? NaN) - (input ?? NaN) - (output ?? NaN);
  const isBeside = beside > 0 && (reasoning ?? beside) === beside;
  return {
    tokens: {
      input,
      output: isBeside ? (output as number) + beside : output,
      cacheRead: amount(prompt.cached_tokens) ?? amount(rest.cached_tokens) ?? amount(rest.prompt_cache_hit_tokens),
      cacheWrite: amount(prompt.cache_write_tokens),
      reasoning: isBeside ? beside : reasoning,
    },
    unpriced: [prompt, completion].some((each) => each.audio_tokens || each.image_tokens || each.video_tokens),
  };
}

/** A text, or the texts of parts. */
function textOf(content: unknown): string | undefined {
  if (!Array.isArray(content)) return string(content);
  return content.map((part) => string(fields(part).text) ?? "").join("");
}

/** Whether a message has sound, images, or content in a form that is no text. */
function hasOther({ audio, images, content }: Body): boolean {
  const isOther = ({ type, text }: Body): boolean => string(text) === undefined && type !== "thinking";
  const parts = [content].flat().filter((part) => Object(part) === part);
  return !!audio || listed(images).length > 0 || parts.map(fields).some(isOther);
}
