import { usageOf } from "./compatible.ts";
import { type Answer, type Finish, fields, listed, string } from "./outcome.ts";
import type { Dialect, Piece, StreamReader } from "./stream.ts";

type Body = { readonly [name: string]: unknown };

/** By the status, or by the reason where that is that an answer is incomplete. */
const FINISHES: { readonly [status: string]: Finish } = {
  completed: "stop",
  max_output_tokens: "length",
  content_filter: "content-filter",
  incomplete: "other",
  failed: "error",
};

/** What the host is asked to do; all other calls are of tools that the provider has run itself. */
const CALL = /^(function|custom_tool|computer|(local_)?shell|apply_patch)_call$/;
/** Tools of the provider that are charged by the call. */
const CHARGED = /^(web_search|file_search|code_interpreter|image_generation)_call$/;

/** A dialect that reads what OpenAI's Responses API says, too; what is of neither form goes to the other one. */
export function withResponses(dialect: Dialect): Dialect {
  return {
    ...dialect,
    answer(body) {
      if (!Array.isArray(body.output)) return dialect.answer(body);
      const answer = answerOf(body);
      // It is in progress, waits for its turn, or was called off: nothing is known of it yet.
      return answer.finish === undefined ? undefined : answer;
    },
    events: () => new ResponsesStream(dialect.events()),
  };
}

class ResponsesStream implements StreamReader {
  readonly #chat: StreamReader;
  readonly #texts: string[] = [];
  #answer: Answer | undefined;
  #toolCalls = 0;
  #refused = false;

  constructor(chat: StreamReader) {
    this.#chat = chat;
  }

  read(body: Body): Piece | undefined {
    const [, type] = /^response[.](.+)/.exec(string(body.type) ?? "") ?? [];
    if (type === undefined) return this.#chat.read(body);
    this.#answer ??= {};
    if (Object(body.response) === body.response) this.#answer = answerOf({ status: type, ...fields(body.response) });
    const delta = string(body.delta);
    if (type === "output_item.added" && CALL.test(string(fields(body.item).type) ?? "")) {
      this.#toolCalls++;
      return "answer";
    }
    // A summary of the reasoning is no part of what is counted.
    if (!delta || !type.endsWith(".delta") || type.startsWith("reasoning_summary")) return "neither";
    if (type === "reasoning_text.delta") return "thought";
    if (type === "output_text.delta") this.#texts.push(delta);
    if (type === "refusal.delta") this.#refused = true;
    return "answer";
  }

  answer(): Answer {
    if (this.#answer === undefined) return this.#chat.answer();
    const { text, toolCalls = 0, refused } = this.#answer;
    return {
      ...this.#answer,
      text: text || this.#texts.join(""),
      toolCalls: Math.max(toolCalls, this.#toolCalls),
      refused: refused || this.#refused,
    };
  }
}

/** What a response says as far as it has come. */
function answerOf({ model, output, usage, status, incomplete_details }: Body): Answer {
  const items = listed(output).map(fields);
  const types = items.map(({ type }) => string(type) ?? "");
  const parts = items.flatMap(({ type, content }) => (type === "message" ? listed(content).map(fields) : []));
  const { input_tokens, output_tokens, input_tokens_details, output_tokens_details } = fields(usage);
  const { tokens, unpriced } = usageOf({
    prompt_tokens: input_tokens,
    completion_tokens: output_tokens,
    prompt_tokens_details: input_tokens_details,
    completion_tokens_details: output_tokens_details,
  });
  const reason = string(fields(incomplete_details).reason) ?? "";
  const finish = status === "incomplete" && Object.hasOwn(FINISHES, reason) ? reason : string(status);
  return {
    model: string(model),
    text: parts.map(({ text }) => string(text) ?? "").join(""),
    toolCalls: types.filter((type) => CALL.test(type)).length,
    refused: parts.some(({ type }) => type === "refusal"),
    other: types.some((type) => type !== "message" && type !== "reasoning"),
    tokens,
    unpriced: unpriced || types.some((type) => CHARGED.test(type)),
    finish: finish !== undefined && Object.hasOwn(FINISHES, finish) ? FINISHES[finish] : undefined,
  };
}
