import { AdapterError } from "../errors.ts";
import { type Fields, fieldsOf, shown } from "./fields.ts";
import { schemaOf } from "./format.ts";

/** A tool that the model may call. */
export interface RequestTool {
  readonly name: string;
  readonly description: string;
  /** The names of its parameters, as far as the schemas of all tools together are read. */
  readonly parameters: readonly string[];
}

/** Whether a tool may, must not or must be called, or one by its name. */
export type ToolChoice = "auto" | "none" | "required" | "named";

/** How many nodes of the schemas of all tools are looked at: they may share one that takes long. */
const MOST_NODES = 8_192;

/** The tools of a request: functions of any form, those that Gemini lists in one, and a provider's own. */
export function toolsOf(declared: readonly unknown[]): readonly RequestTool[] {
  const budget = { left: MOST_NODES };
  return declared.flatMap((tool, i) => {
    const place = `request.tools[${i}]`;
    const outer = fieldsOf(tool, place);
    const { functionDeclarations } = outer;
    if (Array.isArray(functionDeclarations)) {
      return functionDeclarations.map((each, j) => toolOf(each, `${place}.functionDeclarations[${j}]`, budget));
    }
    return toolOf(outer.function ?? outer, place, budget);
  });
}

function toolOf(tool: unknown, place: string, budget: { left: number }): RequestTool {
  const fields: Fields = fieldsOf(tool, place);
  // Gemini's own tools have a name for a field, and nothing else.
  const { name, type, description, parameters, input_schema, inputSchema } = fields;
  const title = name ?? type ?? Object.keys(fields).find((key) => /_?search|retrieval|execution/i.test(key));
  if (typeof title !== "string") throw new AdapterError("invalid-request", shown(title), `${place}.name`);
  return {
    name: title,
    description: typeof description === "string" ? description : "",
    parameters: schemaOf(input_schema ?? inputSchema ?? parameters, budget).fields,
  };
}

/** What a request says of whether a tool is to be called. */
export function choiceOf(choice: unknown): ToolChoice {
  const kind = typeof choice === "string" ? choice.slice(0, 16).toLowerCase() : Object(choice).type;
  if (kind === "none" || kind === "required") return kind;
  if (kind === "any") return "required";
  return kind === "function" || kind === "tool" ? "named" : "auto";
}
