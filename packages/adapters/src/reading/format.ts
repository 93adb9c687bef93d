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

type Fields = { readonly [name: string]: unknown };

/** How many nodes of a schema are looked at, and how deep: a schema that refers to itself would have no end. */
const MOST_NODES = 2_048;
const DEEPEST = 64;

const TEXT: AnswerFormat = { kind: "text", fields: [], choices: 0, depth: 0 };

/** What a request asks for by OpenAI's `response_format`, Anthropic's `output_config` or Ollama's `format`. */
export function formatOf({ response_format, output_format, output_config, format }: Fields): AnswerFormat {
  const wanted = response_format ?? output_format ?? Object(output_config).format ?? format;
  if (wanted === "json") return { ...TEXT, kind: "json" };
  if (Object(wanted) !== wanted) return TEXT;
  const { type, json_schema, schema, properties } = wanted as Fields;
  if (type === "json_schema" || schema) return schemaOf(Object(json_schema).schema ?? schema ?? json_schema);
  if (properties !== undefined) return schemaOf(wanted);
  return type === "json_object" ? { ...TEXT, kind: "json" } : TEXT;
}

/** The properties of a JSON schema; what lies beyond the bounds is not looked at. */
export function schemaOf(schema: unknown): AnswerFormat {
  const fields: string[] = [];
  let [choices, depth, left] = [0, 0, MOST_NODES];
  const visit = (node: unknown, objects: number, level: number): void => {
    if (Object(node) !== node || level > DEEPEST || left-- <= 0) return;
    const { properties, items, anyOf, enum: values } = node as Fields;
    if (Array.isArray(values)) choices++;
    if (Object(properties) === properties) {
      depth = Math.max(depth, objects);
      for (const [name, property] of Object.entries(properties as Fields)) {
        if (left <= 0) return;
        fields.push(name);
        visit(property, objects + 1, level + 1);
      }
    }
    visit(items, objects, level + 1);
    if (Array.isArray(anyOf)) for (const each of anyOf) visit(each, objects, level + 1);
  };
  visit(schema, 1, 1);
  return { kind: "schema", fields, choices, depth };
}
