import type { Fields } from "./fields.ts";

/** What shape an answer must have. */
export interface AnswerFormat {
  readonly kind: "text" | "json" | "schema";
  /** The names of all properties of the schema. */
  readonly fields: readonly string[];
  /** How many properties may take listed values alone. */
  readonly choices: number;
  /** How many objects stand within one another; 0 where there is no schema. */
  readonly depth: number;
}

/** How many nodes of a schema are looked at, and how deep. */
const MOST_NODES = 2_048;
const DEEPEST = 64;
/** The longest reference that is followed; a longer one refers to nothing that anybody wrote. */
const LONGEST = 256;
/** What tells a schema from other objects, and where other schemas stand within one. */
const WITHIN = ["items", "anyOf", "oneOf", "allOf"] as const;
const SCHEMA = ["properties", "$ref", "enum", ...WITHIN];

const TEXT: AnswerFormat = { kind: "text", fields: [], choices: 0, depth: 0 };
const JSON_TEXT: AnswerFormat = { ...TEXT, kind: "json" };

/**
 * What a request asks for by OpenAI's `response_format` or `text.format`, Anthropic's `output_config`, Ollama's
 * `format`, Gemini's `generationConfig` or the AI SDK's `responseFormat`.
 */
export function formatOf(body: Fields): AnswerFormat {
  const { response_format, responseFormat, output_format, output_config, text, format, generationConfig } = body;
  const { responseSchema, responseJsonSchema, responseMimeType } = Object(generationConfig);
  const own = responseSchema ?? responseJsonSchema;
  const within = Object(output_config).format ?? Object(text).format;
  const wanted = response_format ?? responseFormat ?? output_format ?? within ?? format ?? own;
  if (wanted === "json" || responseMimeType === "application/json") return own ? schemaOf(own) : JSON_TEXT;
  if (Object(wanted) !== wanted) return TEXT;
  const { type, json_schema, schema } = wanted as Fields;
  if (type === "json_schema" || schema) return schemaOf(Object(json_schema).schema ?? schema ?? json_schema);
  if (SCHEMA.some((key) => (wanted as Fields)[key] !== undefined)) return schemaOf(wanted);
  return type === "json_object" || type === "json" ? JSON_TEXT : TEXT;
}

/** The properties of a JSON schema; what lies beyond the bounds is not looked at, nor is a schema within itself. */
export function schemaOf(schema: unknown, budget: { left: number } = { left: MOST_NODES }): AnswerFormat {
  const fields: string[] = [];
  const above = new Set<unknown>();
  let [choices, depth] = [0, 0];
  const visit = (node: unknown, objects: number, level: number): void => {
    if (Object(node) !== node || level > DEEPEST || above.has(node) || budget.left-- <= 0) return;
    if (Array.isArray(node)) {
      for (const each of node) {
        if (budget.left <= 0) break;
        visit(each, objects, level + 1);
      }
      return;
    }
    above.add(node);
    const { properties, enum: values, $ref } = node as Fields;
    if (Array.isArray(values)) choices++;
    if (Object(properties) === properties) {
      depth = Math.max(depth, objects);
      for (const name in properties as Fields) {
        if (budget.left <= 0) break;
        fields.push(name);
        const property = (properties as Fields)[name];
        if (Object(property) === property) visit(property, objects + 1, level + 1);
        else budget.left--;
      }
    }
    for (const key of WITHIN) visit((node as Fields)[key], objects, level + 1);
    if (typeof $ref === "string") visit(referred(schema, $ref), objects, level + 1);
    above.delete(node);
  };
  visit(schema, 1, 1);
  return { kind: "schema", fields, choices, depth };
}

/** What `#/$defs/Label` refers to. */
function referred(schema: unknown, reference: string): unknown {
  if (!reference.startsWith("#") || reference.length > LONGEST) return undefined;
  const [, ...keys] = reference.split("/");
  return keys.reduce(
    (node: unknown, key) => (Object.hasOwn(Object(node), key) ? (node as Fields)[key] : undefined),
    schema,
  );
}
