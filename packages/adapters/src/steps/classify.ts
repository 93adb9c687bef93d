import { AdapterError } from "../errors.ts";
import type { Outcome } from "../outcomes/outcome.ts";
import { shown } from "../reading/fields.ts";
import { readingOf } from "../reading/read.ts";
import type { ModelRequest } from "../request.ts";
import { answerEvidence } from "./classify-answer.ts";
import { type Evidence, requestEvidence, type StepReason } from "./classify-evidence.ts";
import { STEP_TYPES, type StepType } from "./names.ts";

/** Which step a request is, and why. */
export interface StepReading {
  /** A known step, or the host's own. */
  readonly step: string;
  /** What told it: the host, the request alone, or the answer as well. */
  readonly from: "label" | "request" | "answer";
  /** From 0 to 1: how far it is ahead of the next best. 1 where the host told it. */
  readonly confidence: number;
  /** What spoke for it, or against it; the weightiest first. */
  readonly reasons: readonly StepReason[];
}

/** Takes of {@link classifyStep}. */
export interface StepClassification {
  /** What the host knows: it wins. */
  readonly label?: string | undefined;
  /** The host's own steps, which a label may name. */
  readonly steps?: readonly string[] | undefined;
  /** What became of the call, once it is known: {@link correctStep}. */
  readonly outcome?: Pick<Outcome, "error" | "shape" | "tokens"> | undefined;
}

/**
 * Tells the step of a request before the call, by whole words in four languages and by its shape: tools, the schema of
 * the answer, code, formulas, numbered passages, length. The weights are made by hand and checked on a labelled set;
 * see the page on the classifiers for how often it is right. Throws `unknown-step` for a label that is no step, and
 * `invalid-request` for a request that `readRequest` has not read.
 *
 * @example
 * import { classifyStep, readRequest } from "@thalweg/adapters/reading";
 * const content = "Translate this sentence into German: The train is late.";
 * const { step, reasons } = classifyStep(readRequest({ messages: [{ role: "user", content }] }));
 * console.log(step, reasons[0]?.text); // translate “translate” in the last message
 */
export function classifyStep(request: ModelRequest, classification: StepClassification = {}): StepReading {
  const { label, steps = [], outcome } = classification;
  if (label !== undefined) return labelled(label, steps);
  const reading = readingOf(request);
  const evidence = requestEvidence(request, reading);
  const isKnown = outcome !== undefined && outcome !== null && answerEvidence(request, reading, outcome, evidence);
  return readingFrom(evidence, isKnown ? "answer" : "request");
}

/**
 * Tells the step once more when the call has come back, from the usage and the shape of the answer as well: that a tool
 * was called, that the answer is in another language, is code, numbered steps, a ranking, a verdict or one word, or how
 * long it is beside its material. A call that failed corrects nothing. Throws `unknown-step` as {@link classifyStep}
 * does.
 *
 * @example
 * import { outcomeFromOllama } from "@thalweg/adapters/ollama";
 * import { correctStep, readRequest } from "@thalweg/adapters/reading";
 * const messages = [{ role: "user", content: "The usual for: 'late again, never coming back'" }];
 * const body = { message: { content: "negative" }, done: true };
 * const outcome = outcomeFromOllama({ status: 200, body });
 * console.log(correctStep(readRequest({ messages }), outcome).step); // classify
 */
export function correctStep(
  request: ModelRequest,
  outcome: Pick<Outcome, "error" | "shape" | "tokens">,
  classification: Omit<StepClassification, "outcome"> = {},
): StepReading {
  return classifyStep(request, { ...classification, outcome });
}

function labelled(label: string, steps: readonly string[]): StepReading {
  // A text would have its pieces for steps.
  if (!Array.isArray(steps)) throw new AdapterError("unknown-step", steps, "steps", STEP_TYPES);
  const known = [...STEP_TYPES, ...steps];
  if (!known.includes(label)) throw new AdapterError("unknown-step", shown(label), "label", known);
  return { step: label, from: "label", confidence: 1, reasons: [] };
}

/** The step with the most evidence, the first of {@link STEP_TYPES} among equals. */
export function readingFrom(evidence: Evidence, from: StepReading["from"]): StepReading {
  const { scores } = evidence;
  let [best, second] = [0, -1];
  for (let step = 1; step < scores.length; step++) {
    if ((scores[step] as number) > (scores[best] as number)) {
      second = best;
      best = step;
    } else if (second < 0 || (scores[step] as number) > (scores[second] as number)) second = step;
  }
  const [first, next] = [scores[best] as number, Math.max(0, scores[second] as number)];
  const step = STEP_TYPES[best] as StepType;
  const confidence = first > 0 ? (first - next) / first : 0;
  return { step, from, confidence, reasons: evidence.reasons(step) };
}
