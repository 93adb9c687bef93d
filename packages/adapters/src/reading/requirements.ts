import type { ModelRequest } from "../request.ts";
import type { CapabilityName } from "../world/gates.ts";
import type { Attachment } from "./content.ts";
import { readingOf } from "./read.ts";
import { tokensOf } from "./tokens.ts";

/** What an option must be able to do; no provider here says of a model that it sees films, so a host has to. */
export type RequiredCapability = CapabilityName | "input:video";

/** What a request requires of an option, to hand to `capableOf`. */
export interface Requirements {
  readonly capabilities: readonly RequiredCapability[];
  /** About how many tokens its window must hold: the prompt, and the longest answer that the request allows. */
  readonly context: number;
}

/** What reads an attachment. Of another kind nobody knows what does. */
const READS: Readonly<Record<Attachment, RequiredCapability | undefined>> = {
  image: "vision",
  audio: "audio",
  video: "input:video",
  pdf: "pdf",
  other: undefined,
};
/** An attachment is about so many tokens, a message so many beside its text, and a parameter of a tool so many. */
const ATTACHMENT = 1_000;
const MESSAGE = 4;
const PARAMETER = 12;

/**
 * What a request requires: `vision`, `audio`, `pdf` and `input:video` by its attachments, `tools` where it declares
 * some, `json` where the answer must be JSON, `streaming` where it is to be streamed, and a context that holds an
 * estimate of the prompt ({@link tokensOf}) and `maxTokens` of answer. An image counts as a thousand tokens; so does a
 * sound or a PDF, of whose length nothing is known here. Throws `invalid-request`.
 *
 * @example
 * import { readRequest, requirementsOf } from "@thalweg/adapters/reading";
 * const content = [{ type: "text", text: "What is this?" }, { type: "image_url", image_url: { url: "…" } }];
 * const { capabilities, context } = requirementsOf(readRequest({ messages: [{ role: "user", content }] }));
 * console.log(capabilities, context); // [ 'vision' ] 1008
 */
export function requirementsOf(request: ModelRequest): Requirements {
  let { tokens: context } = readingOf(request);
  const { turns, tools, format, maxTokens, stream } = request;
  const needs = new Set<RequiredCapability | undefined>();
  for (const { attachments, toolCalls } of turns) {
    context += MESSAGE + ATTACHMENT * attachments.length;
    for (const attachment of attachments) needs.add(READS[attachment]);
    if (toolCalls > 0) needs.add("tools");
  }
  for (const { name, description, parameters } of tools) {
    needs.add("tools");
    context += MESSAGE + tokensOf(name) + tokensOf(description) + PARAMETER * parameters.length;
  }
  if (format.kind !== "text") needs.add("json");
  if (stream) needs.add("streaming");
  context += PARAMETER * format.fields.length + (maxTokens ?? 0);
  return { capabilities: [...needs].filter((need) => need !== undefined), context };
}
