import { type Fields, fieldsOf, listOf } from "./fields.ts";

/** What comes with a message beside its text; `other` is what nobody here knows the kind of. */
export type Attachment = "image" | "audio" | "video" | "pdf" | "other";

/** What was said in a message. */
export interface Said {
  readonly texts: string[];
  /** The texts of documents: what to work on, and not what to do. */
  readonly material: string[];
  readonly attachments: Attachment[];
  /** How many calls of tools, or among results how many of these. */
  calls: number;
}

/** How deep parts may stand within parts; no documented form goes further than three. */
const DEEPEST = 4;

/** The kinds of attachments by what their type, their media type, their data or their name has; the first holds. */
const KINDS: readonly (readonly [kind: Attachment, marks: RegExp])[] = [
  ["pdf", /pdf/],
  ["image", /image/],
  ["audio", /audio/],
  ["video", /video/],
  ["other", /text\/|json|csv/],
  // A document or file that says no more: PDF is what every provider takes.
  ["pdf", /document|file/],
];

/** Nothing said. */
export const nothingSaid = (): Said => ({ texts: [], material: [], attachments: [], calls: 0 });

/**
 * What a text, a part or a list of parts says, added to `said`; the results of tools go to `results`. The forms of
 * parts are those of OpenAI, Anthropic, Gemini and the AI SDK.
 */
export function gather(content: unknown, place: string, said: Said, results: Said, level = 0): void {
  if (content === undefined || content === null || level > DEEPEST) return;
  if (typeof content === "string") said.texts.push(content);
  else if (Array.isArray(content) || typeof content !== "object") {
    for (const [i, part] of listOf(content, place).entries()) {
      if (typeof part === "string") said.texts.push(part);
      else gatherPart(fieldsOf(part, `${place}[${i}]`), `${place}[${i}]`, said, results, level);
    }
  } else if (Array.isArray((content as Fields).parts)) {
    gather((content as Fields).parts, `${place}.parts`, said, results, level + 1);
  } else gatherPart(content as Fields, place, said, results, level);
}

function gatherPart(part: Fields, place: string, said: Said, results: Said, level: number): void {
  const { type, text, refusal, content, source, functionCall, functionResponse } = part;
  const kind = typeof type === "string" ? type.slice(0, 64).replaceAll("-", "_") : "";
  if (/thinking$|^reasoning$/.test(kind) || part.thought === true) return;
  const inner = Object(source);
  if (/_(use|call)$/.test(kind) || functionCall !== undefined) said.calls++;
  else if (kind === "search_result" || (kind === "document" && ["text", "content"].includes(inner.type))) {
    const document = { ...said, texts: said.material };
    gather(content ?? inner.content ?? inner.data, place, document, results, level + 1);
  } else if (/_(result|output)$/.test(kind) || functionResponse !== undefined) {
    results.calls++;
    gather(resultOf(functionResponse ?? part), place, results, results, level + 1);
  } else if (typeof text === "string") said.texts.push(text);
  else if (typeof refusal === "string") said.texts.push(refusal);
  else said.attachments.push(attachmentOf(kind, part));
}

/** What a tool gave back: a text or parts, which some forms wrap; other JSON says nothing that is read here. */
function resultOf(result: unknown): unknown {
  let value = result;
  for (let level = 0; level < DEEPEST; level++) {
    if (typeof value === "string" || Array.isArray(value)) return value;
    const { content, output, result: inner, response, value: wrapped } = Object(value);
    value = content ?? output ?? inner ?? response ?? wrapped;
  }
  return undefined;
}

function attachmentOf(kind: string, part: Fields): Attachment {
  const { source, file, inlineData, inline_data, fileData, file_data } = part;
  const holder = Object(
    source ?? file ?? inlineData ?? inline_data ?? fileData ?? (Object(file_data) === file_data ? file_data : part),
  );
  const { media_type, mediaType, mimeType, mime_type, filename } = holder;
  const marks = [media_type, mediaType, mimeType, mime_type, holder.file_data, filename, kind];
  // The beginning says what it is, `data:application/pdf;base64`, and of a name its end.
  const shortly = (mark: unknown) =>
    typeof mark !== "string" ? "" : mark === filename ? mark.slice(-5) : mark.slice(0, 40);
  const text = marks.map(shortly).join(" ").toLowerCase();
  return KINDS.find(([, mark]) => mark.test(text))?.[0] ?? "other";
}
