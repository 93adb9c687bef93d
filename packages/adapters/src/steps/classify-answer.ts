import type { Outcome } from "../outcomes/outcome.ts";
import type { AnswerShape } from "../outcomes/shape.ts";
import type { Reading } from "../reading/read.ts";
import type { ModelRequest } from "../request.ts";
import { countOf, type Evidence, summaryOf } from "./classify-evidence.ts";

/** From so many tokens of reasoning on, a model has thought about it. */
const REASONED = 100;
/** From so many tokens on, a message is rather material than a question. */
const MATERIAL = 100;
const LANGUAGES = { en: "english", de: "german", fr: "french", es: "spanish" } as const;

/**
 * What the answer says about the step, added to what the request said; false where there is no answer, or one that was
 * cut, which says nothing.
 */
export function answerEvidence(
  request: ModelRequest,
  reading: Reading,
  { error, shape, tokens }: Pick<Outcome, "error" | "shape" | "tokens">,
  evidence: Evidence,
): boolean {
  if (error !== undefined || shape === undefined) return false;
  if (shape.toolCalls > 0) {
    const isSchema = request.tools.length === 1 && request.toolChoice === "named";
    evidence.add(isSchema ? "extract" : "tool_call_decision", isSchema ? 3 : 5, "called", "a tool was called");
    return true;
  }
  if (request.tools.length > 0) evidence.add("tool_call_decision", -2, "not-called", "no tool was called");
  formEvidence(shape, evidence);
  if ((tokens.reasoning ?? 0) >= REASONED) {
    evidence.add("reason", 1.8, "reasoning-tokens", `${tokens.reasoning} tokens of reasoning`);
  }
  if (shape.form === "prose") proseEvidence(reading, shape, evidence);
  return true;
}

function formEvidence({ form, fields, judges }: AnswerShape, evidence: Evidence): void {
  if (form === "json" && judges) evidence.add("verify", 2, "judges", "the answer says true or false");
  else if (form === "json" && fields > 2) evidence.add("extract", 1.5, "fields", `the answer has ${fields} fields`);
  else if (form === "json" && fields === 1) evidence.add("classify", 1, "one-field", "the answer has one field");
  else if (form === "json") evidence.add("extract", 1.2, "list", "the answer is a list or a small object");
  if (form === "ranking") evidence.add("rerank", 3, "ranking", "the answer is an order of numbers");
  if (form === "verdict") evidence.add("verify", 1.8, "verdict", "the answer is a verdict");
  if (form === "label") evidence.add("classify", 2.2, "label", "the answer is a word or two");
  if (form === "steps") evidence.add("plan", 2.2, "steps", "the answer is numbered steps");
  if (form === "code") evidence.add("code_gen", 2.5, "code-answer", "the answer has code in it");
  else evidence.add("code_gen", -1, "no-code", "the answer has no code in it");
}

function proseEvidence(reading: Reading, { language, length }: AnswerShape, evidence: Evidence): void {
  const asked = languageAsked(reading);
  if (asked !== undefined && language !== undefined) {
    if (asked !== language) evidence.add("translate", 3, "other-language", "the answer is in another language");
    else evidence.add("translate", -1.5, "same-language", "the answer is in the same language");
  }
  if (reading.askTokens < MATERIAL) return;
  const ratio = length / reading.askLength;
  if (ratio < 0.5) evidence.add(summaryOf(reading), 1, "shorter", "the answer is much shorter than its material");
  else if (ratio < 1.4 && asked === language)
    evidence.add("rewrite", 1.4, "as-long", "the answer is as long as its material");
}

/** The language that most of the small words of the last message belong to. */
function languageAsked({ ask }: Reading): keyof typeof LANGUAGES | undefined {
  let [best, most]: [keyof typeof LANGUAGES | undefined, number] = [undefined, 1];
  for (const language of ["en", "de", "fr", "es"] as const) {
    const count = countOf(ask, LANGUAGES[language]);
    if (count > most) [best, most] = [language, count];
  }
  return best;
}
