import { AdapterError } from "./errors.ts";
import { type Attachment, gather, nothingSaid, type Said } from "./reading/content.ts";
import { type Fields, fieldsOf, listOf, optionalList, shown } from "./reading/fields.ts";
import { type AnswerFormat, formatOf } from "./reading/format.ts";
import { choiceOf, type RequestTool, type ToolChoice, toolsOf } from "./reading/tools.ts";

/** One message of a conversation. */
export interface Turn {
  readonly role: "user" | "assistant" | "tool";
  /** Its text; that of several parts is joined by line feeds. */
  readonly text: string;
  /** The text of the documents and search results that it bears, which say nothing of what to do. */
  readonly material: string;
  /** The kinds of the images, sounds and files that it bears. */
  readonly attachments: readonly Attachment[];
  /** How many calls of tools it bears. */
  readonly toolCalls: number;
}

/** A request to a model, in the one form that everything here reads. Do not change it: what is read of it is kept. */
export interface ModelRequest {
  readonly model: string | undefined;
  /** The system prompt; empty where there is none. */
  readonly system: string;
  /** Oldest first. */
  readonly turns: readonly Turn[];
  readonly tools: readonly RequestTool[];
  readonly toolChoice: ToolChoice;
  readonly format: AnswerFormat;
  /** The longest answer that is allowed, in tokens. */
  readonly maxTokens: number | undefined;
  readonly stream: boolean;
}

/** Where the messages may stand, and whose form that is. */
const MESSAGES = ["messages", "input", "prompt", "contents"] as const;
const FORMS = [
  "messages (OpenAI's chat, Anthropic, Ollama)",
  "input (OpenAI's responses)",
  "prompt (a text, or the AI SDK's messages)",
  "contents (Gemini)",
];
const SYSTEM = ["system", "instructions", "systemInstruction", "system_instruction"] as const;
const LIMITS = [
  "max_completion_tokens",
  "max_tokens",
  "max_output_tokens",
  "maxOutputTokens",
  "options.num_predict",
  "generationConfig.maxOutputTokens",
] as const;
const ROLES = ["system", "developer", "user", "assistant", "model", "tool", "function"];

/**
 * Reads a request in OpenAI's forms (`messages`, or `input` and `instructions`), in Anthropic's (`system`, `messages`
 * with content blocks), Ollama's (`messages` with `images`, `prompt`, `format`), Gemini's (`contents`), or a plain
 * string, and whatever is compatible with one of them. Fields that say nothing about the work are passed over. Takes
 * time linear in its size. Throws `invalid-request` with the place.
 *
 * @example
 * import { readRequest } from "@thalweg/adapters/reading";
 * const request = readRequest({ messages: [{ role: "user", content: "Is this mail spam?" }] });
 * console.log(request.turns[0]?.text); // Is this mail spam?
 */
export function readRequest(request: unknown): ModelRequest {
  const body: Fields = typeof request === "string" ? { prompt: request } : fieldsOf(request, "request", FORMS);
  const { model, tools, functions, tool_choice, toolChoice, stream, images } = body;
  const prompts: string[] = [];
  const instruct = (content: unknown, place: string): void => {
    const said = nothingSaid();
    gather(content, place, said, nothingSaid());
    if (said.texts.length > 0) prompts.push(said.texts.join("\n"));
  };
  for (const name of SYSTEM) instruct(body[name], `request.${name}`);
  const name = MESSAGES.find((each) => body[each] !== undefined && body[each] !== null) ?? "messages";
  const said = typeof body[name] === "string" ? [{ role: "user", content: body[name], images }] : body[name];
  const turns: Turn[] = [];
  for (const [i, message] of listOf(said, `request.${name}`, FORMS).entries()) {
    const place = `request.${name}[${i}]`;
    const { role = name === "contents" ? "user" : undefined, ...rest } = fieldsOf(message, place);
    if (role === "system" || role === "developer") instruct(rest.content ?? rest.parts, `${place}.content`);
    else readMessage(role, rest, place, turns);
  }
  return {
    model: optionalName(model, "request.model"),
    system: prompts.join("\n"),
    turns,
    tools: toolsOf(optionalList(tools ?? functions, "request.tools")),
    toolChoice: choiceOf(tool_choice ?? toolChoice ?? Object(Object(body.toolConfig).functionCallingConfig).mode),
    format: formatOf(body),
    maxTokens: limitOf(body),
    stream: stream === true,
  };
}

/** Adds what a message says: one turn, or two where a user gives the results of tools and speaks as well. */
function readMessage(role: unknown, message: Fields, place: string, turns: Turn[]): void {
  const { type, content, parts, tool_calls, function_call, images } = message;
  const said = nothingSaid();
  const results = nothingSaid();
  // The items of OpenAI's responses that nobody says: a call, its result, what was thought.
  const isItem = role === undefined && typeof type === "string";
  gather(isItem ? [message] : (content ?? parts), isItem ? place : `${place}.content`, said, results);
  said.calls += optionalList(tool_calls, `${place}.tool_calls`).length + (function_call ? 1 : 0);
  for (const _ of optionalList(images, `${place}.images`)) said.attachments.push("image");
  const isSaid = said.texts.length + said.material.length + said.attachments.length > 0;
  const isResult = results.calls > 0;
  if (isItem) {
    if (said.calls > 0) turns.push(turnOf("assistant", said));
    else if (/_output$/.test(type)) turns.push(turnOf("tool", results));
  } else if (role === "assistant" || role === "model") {
    // What the provider's own tools gave stands in the assistant's message.
    said.material.push(...results.texts, ...results.material);
    turns.push(turnOf("assistant", said));
  } else if (role === "tool" || role === "function") {
    turns.push(turnOf("tool", isSaid ? said : results));
  } else if (role === "user") {
    if (isResult) turns.push(turnOf("tool", results));
    if (isSaid || !isResult) turns.push(turnOf("user", said));
  } else throw new AdapterError("invalid-request", shown(role), `${place}.role`, ROLES);
}

const turnOf = (role: Turn["role"], { texts, material, attachments, calls }: Said): Turn => ({
  role,
  text: texts.join("\n"),
  material: material.join("\n"),
  attachments,
  toolCalls: role === "assistant" ? calls : 0,
});

function limitOf(body: Fields): number | undefined {
  for (const name of LIMITS) {
    const [field = name, within] = name.split(".").reverse();
    const value = (within === undefined ? body : Object(body[within]))[field];
    if (value === undefined || value === null) continue;
    // Ollama has two negative numbers for "without a limit".
    if (field === "num_predict" && (value === -1 || value === -2)) continue;
    if (!Number.isSafeInteger(value) || (value as number) < 0) {
      throw new AdapterError("invalid-request", shown(value), `request.${name}`);
    }
    return value as number;
  }
  return undefined;
}

function optionalName(value: unknown, place: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new AdapterError("invalid-request", shown(value), place);
  return value;
}
