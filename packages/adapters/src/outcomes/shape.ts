import { AdapterError } from "../errors.ts";

/** What an answer looks like, without its content. */
export interface AnswerShape {
  readonly form: "empty" | "label" | "verdict" | "ranking" | "json" | "code" | "steps" | "prose";
  /** In UTF-16 units. */
  readonly length: number;
  readonly toolCalls: number;
  /** Of the outermost JSON object: how many fields, and whether one of them is true or false. */
  readonly fields: number;
  readonly judges: boolean;
  /** The language that most of its small words belong to. */
  readonly language: "en" | "de" | "fr" | "es" | undefined;
}

/** An answer up to this long is looked at whole; of a longer one its beginning and its end. */
const WHOLE = 2_000;
const VERDICTS =
  " yes no true false correct incorrect wrong right supported unsupported ja nein wahr falsch richtig belegt oui non vrai faux exact étayé sí verdadero falso correcto respaldada ";
const JUDGING =
  /\b(supported|unsupported|contradict\w*|belegt|widerlegt|widerspricht|gedeckt|étayée?|contredite?|soutenue?|respaldad[ao]|contradice)\b/i;
const SMALL = {
  en: " the and of to is that for with are it you on ",
  de: " der die das und ist nicht ein eine zu den mit von auf ",
  fr: " le les des et est une du que pour au il ne sur ",
  es: " el los las y es del que en por con se una al ",
} as const;

/**
 * The shape of an answer. Takes bounded time, but for parsing JSON, which takes time linear in its length. Throws
 * `invalid-response` for what is no text.
 */
export function shapeOf(text: string, toolCalls = 0): AnswerShape {
  if (typeof text !== "string") throw new AdapterError("invalid-response", text, "text");
  const trimmed = text.trim();
  const { length } = trimmed;
  const json = trimmed.startsWith("{") || trimmed.startsWith("[") ? parsed(trimmed) : undefined;
  const values = Object.values(Object(Array.isArray(json) ? undefined : json) as object);
  const seen = length <= WHOLE ? trimmed : `${trimmed.slice(0, 1_500)}\n${trimmed.slice(-500)}`;
  return {
    form: formOf(seen, json, values),
    length,
    toolCalls,
    fields: values.length,
    judges: values.some((value) => typeof value === "boolean"),
    language: json === undefined ? languageOf(seen) : undefined,
  };
}

function formOf(text: string, json: unknown, values: readonly unknown[]): AnswerShape["form"] {
  if (text === "") return "empty";
  if (json !== undefined) {
    const list = Array.isArray(json) ? json : values.length === 1 ? values[0] : undefined;
    return Array.isArray(list) && isRanking(list) ? "ranking" : "json";
  }
  if (text.includes("```")) return "code";
  const short = text.toLowerCase().replace(/[.!?"“”«»]/g, "");
  if (VERDICTS.includes(` ${short} `)) return "verdict";
  const numbers = short.split(/\s*[,>;\n]\s*/);
  if (numbers.length > 1 && isRanking(numbers.map((each) => (each === "" ? NaN : Number(each))))) return "ranking";
  if (text.length < 60 && short.split(/\s+/).length <= 3 && !/[.!?]$/.test(text)) return "label";
  const lines = text.split("\n").filter(Boolean);
  if (lines.length > 2 && lines.filter((line) => /^\d+[.)] /.test(line)).length >= 0.8 * lines.length) return "steps";
  return text.length < 400 && JUDGING.test(text) ? "verdict" : "prose";
}

/** Whole numbers, none of them twice. */
function isRanking(list: readonly unknown[]): boolean {
  return list.length > 1 && new Set(list).size === list.length && list.every((each) => Number.isInteger(each));
}

/** The language whose small words are met most, if enough are. */
export function languageOf(text: string): AnswerShape["language"] {
  const counts = { en: 0, de: 0, fr: 0, es: 0 };
  let best: keyof typeof counts = "en";
  for (const word of text
    .slice(0, WHOLE)
    .toLowerCase()
    .split(/[^\p{L}]+/u)) {
    for (const language of ["en", "de", "fr", "es"] as const) {
      if (word === "" || !SMALL[language].includes(` ${word} `)) continue;
      if (++counts[language] > counts[best]) best = language;
    }
  }
  return counts[best] > 1 ? best : undefined;
}

/** What a text is as JSON; nothing where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
