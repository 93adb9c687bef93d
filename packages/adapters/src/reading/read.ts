import { AdapterError } from "../errors.ts";
import type { ModelRequest } from "../request.ts";
import { shown } from "./fields.ts";
import { type Findings, noFindings } from "./findings.ts";
import { knownWords } from "./lexicon.ts";
import { scan } from "./scan.ts";
import { tokensOf } from "./tokens.ts";

/** What was read of a request. */
export interface Reading {
  /** The last message of the user. */
  readonly ask: Findings;
  readonly system: Findings;
  /** What the user said before. */
  readonly earlier: Findings;
  /** The names and parameters of the answer's schema. */
  readonly fields: Findings;
  /** How long the last message of the user is with its documents, in UTF-16 units. */
  readonly askLength: number;
  /** About how many tokens it has, and all texts together. */
  readonly askTokens: number;
  readonly tokens: number;
  readonly userTurns: number;
  readonly attachments: number;
  /** Who spoke last. */
  readonly last: "user" | "assistant" | "tool" | undefined;
  /** How many tools were called so far. */
  readonly toolCalls: number;
}

/** A text up to this long is read as a whole; of a longer one only so much of its beginning and of its end. */
const WHOLE = 1_600;
const HEAD = 1_000;
const TAIL = 500;
/** From this length on, the last paragraph of a text is read for itself: it often says what to do with the rest. */
const PARAGRAPHS = 250;
/** A last paragraph up to this long is rather a request than a part of the material. */
const CLOSING = 60;
/** How many earlier messages are read, and how much of each. */
const EARLIER = 4;
const EARLIER_LENGTH = 300;
/** So many words in, a system prompt still says what the work is. */
const PROMPT = 200;
const readings = new WeakMap<ModelRequest, Reading>();

/**
 * What is to be read of a request; it is read once. Takes bounded time, but for counting the tokens of the turns. Throws
 * `invalid-request` for what `readRequest` cannot have made.
 */
export function readingOf(request: ModelRequest): Reading {
  const known = readings.get(request);
  if (known !== undefined) return known;
  const { system, turns, tools, format } = Object(request);
  if (typeof system !== "string" || !Array.isArray(turns) || !Array.isArray(tools) || !format) {
    throw new AdapterError(
      "invalid-request",
      shown(request),
      "request",
      [],
      "call readRequest first, and give what it returns",
    );
  }
  const reading = read(request);
  readings.set(request, reading);
  return reading;
}

function read({ system, turns, format }: ModelRequest): Reading {
  const lexicon = knownWords();
  const [ask, prompt, earlier, fields] = [0, 1, 2, 3].map(() => noFindings(lexicon)) as [
    Findings,
    Findings,
    Findings,
    Findings,
  ];
  readText(system, prompt, PROMPT);
  let [tokens, attachments, userTurns, toolCalls, askLength, askTokens] = [tokensOf(system), 0, 0, 0, 0, 0];
  for (let i = turns.length - 1; i >= 0; i--) {
    const turn = turns[i] as ModelRequest["turns"][number];
    const { role, text, material } = turn;
    const size = tokensOf(text) + tokensOf(material);
    tokens += size;
    attachments += turn.attachments.length;
    toolCalls += turn.toolCalls;
    if (role !== "user") continue;
    if (userTurns === 0) {
      askLength = text.length + material.length;
      askTokens = size;
      readText(text, ask);
    } else if (userTurns <= EARLIER) scan(text, 0, Math.min(text.length, EARLIER_LENGTH), lexicon, earlier);
    userTurns++;
  }
  const names = format.fields.slice(0, 64).join(". ");
  scan(names, 0, Math.min(names.length, WHOLE), lexicon, fields);
  const last = turns.at(-1)?.role;
  return {
    ask,
    system: prompt,
    earlier,
    fields,
    askLength,
    askTokens,
    tokens,
    userTurns,
    attachments,
    last,
    toolCalls,
  };
}

function readText(text: string, findings: Findings, description?: number): void {
  const lexicon = knownWords();
  if (text.length <= PARAGRAPHS) {
    scan(text, 0, text.length, lexicon, findings, description);
    return;
  }
  const isWhole = text.length <= WHOLE;
  const from = isWhole ? text.length >> 1 : text.length - TAIL;
  const end = endOfMaterial(text, from) ?? (isWhole ? text.length : from);
  scan(text, 0, isWhole ? end : HEAD, lexicon, findings, description);
  scan(text, end, text.length, lexicon, findings, description);
  const rest = text.slice(end).trim().length;
  findings.closed = rest > 0 && rest <= CLOSING;
}

/** Where, from `from` on, the last paragraph begins, or what follows the last quoted material. */
function endOfMaterial(text: string, from: number): number | undefined {
  const tail = text.slice(from);
  let end = tail.lastIndexOf("\n\n");
  for (const mark of ["</", '"""', "```"]) {
    const found = tail.lastIndexOf(mark);
    if (found >= 0) end = Math.max(end, found + mark.length);
  }
  return end < 0 ? undefined : from + end;
}
