import { AdapterError } from "./errors.ts";
import { type AnswerFormat, formatOf, schemaOf } from "./reading/format.ts";

/** One message of a conversation. */
export interface Turn {
  readonly role: "user" | "assistant" | "tool";
  /** Its text; that of several parts is joined by line feeds. */
  readonly text: string;
  /** How many images, sounds and files it bears. */
  readonly attachments: number;
  /** How many calls of tools it bears. */
  readonly toolCalls: number;
}

/** A tool that the model may call. */
export interface RequestTool {
  readonly name: string;
  readonly description: string;
  /** The names of its parameters. */
  readonly parameters: readonly string[];
}

/** A request to a model, in the one form that everything here reads. Do not change it: what is read of it is kept. */
export interface ModelRequest {
  readonly model: string | undefined;
  /** The system prompt; empty where there is none. */
  readonly system: string;
  /** Oldest first. */
  readonly turns: readonly Turn[];
  readonly tools: readonly RequestTool[];
  /** Whether a tool may, must not or must be called, or one by its name. */
  readonly toolChoice: "auto" | "none" | "required" | "named";
  readonly format: AnswerFormat;
  /** The longest answer that is allowed, in tokens. */
  readonly maxTokens: number | undefined;
  readonly stream: boolean;
}

type Fields = { readonly [name: string]: unknown };

/**
 * Reads a request in OpenAI's form (`messages`, `tools`, `response_format`) or in Anthropic's (`system`, `messages`
 * with content blocks, `tools`), and whatever is compatible with either, Ollama's `format` among it. Fields that say
 * nothing about the work are passed over. Takes time linear in its size. Throws `invalid-request` with the place.
 *
 * @example
 * import { readRequest } from "@thalweg/adapters/reading";
 * const request = readRequest({ messages: [{ role: "user", content: "Is this mail spam?" }] });
 * console.log(request.turns[0]?.text); // Is this mail spam?
 */
export function readRequest(request: unknown): ModelRequest {
  const { model, system, messages, tools, functions, tool_choice, stream, ...rest } = fieldsOf(request, "request");
  const prompts: string[] = [];
  if (system !== undefined && system !== null) prompts.push(contentOf(system, "request.system").text);
  const turns: Turn[] = [];
  for (const [i, message] of listOf(messages, "request.messages").entries()) {
    const place = `request.messages[${i}]`;
    const turn = turnOf(fieldsOf(message, place), place);
    if (typeof turn === "string") prompts.push(turn);
    else turns.push(turn);
  }
  const declared = tools ?? functions;
  const limit = rest.max_completion_tokens ?? rest.max_tokens ?? rest.max_output_tokens;
  return {
    model: optionalName(model, "request.model"),
    system: prompts.join("\n"),
    turns,
    tools: declared === undefined || declared === null ? [] : listOf(declared, "request.tools").map(toolOf),
    toolChoice: choiceOf(tool_choice),
    format: formatOf(rest),
    maxTokens: optionalCount(limit, "request.max_tokens"),
    stream: stream === true,
  };
}

function turnOf(message: Fields, place: string): Turn | string {
  const { role, content, tool_calls, function_call } = message;
  const { text, attachments, calls, results } = contentOf(content, `${place}.content`);
  if (role === "system" || role === "developer") return text;
  const listed = tool_calls === undefined || tool_calls === null ? 0 : listOf(tool_calls, `${place}.tool_calls`).length;
  const toolCalls = calls + listed + (function_call ? 1 : 0);
  if (role === "tool" || role === "function") return { role: "tool", text, attachments, toolCalls: 0 };
  if (role === "assistant" || role === "model") return { role: "assistant", text, attachments, toolCalls };
  // Anthropic gives the results of tools in messages of the user.
  if (role === "user") return { role: results > 0 ? "tool" : "user", text, attachments, toolCalls: 0 };
  throw new AdapterError("invalid-request", shown(role), `${place}.role`);
}

interface Content {
  readonly text: string;
  readonly attachments: number;
  readonly calls: number;
  readonly results: number;
}

/** What a text, or a list of parts, says. */
function contentOf(content: unknown, place: string): Content {
  if (content === undefined || content === null) return { text: "", attachments: 0, calls: 0, results: 0 };
  if (typeof content === "string") return { text: content, attachments: 0, calls: 0, results: 0 };
  const texts: string[] = [];
  let [attachments, calls, results] = [0, 0, 0];
  for (const [i, part] of listOf(content, place).entries()) {
    if (typeof part === "string") {
      texts.push(part);
      continue;
    }
    const { type, text, content: inner } = fieldsOf(part, `${place}[${i}]`);
    if (typeof text === "string") texts.push(text);
    else if (type === "tool_use" || type === "tool_call") calls++;
    else if (type === "tool_result") {
      results++;
      // One level, and no further: a result holds texts, and no results.
      const parts = Array.isArray(inner) ? inner : [inner];
      for (const each of parts) {
        const said = typeof each === "string" ? each : Object(each).text;
        if (typeof said === "string") texts.push(said);
      }
    } else if (type !== "thinking" && type !== "redacted_thinking") attachments++;
  }
  return { text: texts.join("\n"), attachments, calls, results };
}

function toolOf(tool: unknown, i: number): RequestTool {
  const place = `request.tools[${i}]`;
  const outer = fieldsOf(tool, place);
  const { name, description, parameters, input_schema, type } = fieldsOf(outer.function ?? outer, `${place}.function`);
  const title = name ?? type;
  if (typeof title !== "string") throw new AdapterError("invalid-request", shown(title), `${place}.name`);
  const { fields } = schemaOf(input_schema ?? parameters);
  return { name: title, description: typeof description === "string" ? description : "", parameters: fields };
}

function choiceOf(choice: unknown): ModelRequest["toolChoice"] {
  const kind = typeof choice === "string" ? choice : Object(choice).type;
  if (kind === "none" || kind === "required") return kind;
  if (kind === "any") return "required";
  return kind === "function" || kind === "tool" ? "named" : "auto";
}

function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AdapterError("invalid-request", shown(value), place);
  }
  return value as Fields;
}

function listOf(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new AdapterError("invalid-request", shown(value), place);
  return value;
}

function optionalName(value: unknown, place: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new AdapterError("invalid-request", shown(value), place);
  return value;
}

function optionalCount(value: unknown, place: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number") throw new AdapterError("invalid-request", shown(value), place);
  return value;
}

/** What can be printed of anything: an object may have no text of its own, or refuse to give it. */
function shown(value: unknown): unknown {
  return Array.isArray(value) ? "a list" : Object(value) === value ? `${typeof value}` : value;
}
