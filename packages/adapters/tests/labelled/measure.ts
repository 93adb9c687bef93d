import { difficulty } from "../../src/difficulty/difficulty.ts";
import { AdapterError } from "../../src/errors.ts";
import { outcomeFromOpenAI } from "../../src/outcomes/openai.ts";
import type { Outcome } from "../../src/outcomes/outcome.ts";
import { readRequest } from "../../src/request.ts";
import { classifyStep, correctStep } from "../../src/steps/classify.ts";
import { STEP_TYPES } from "../../src/steps/names.ts";
import { type Labelled, labelled, type Split } from "./set.ts";

/** The tiers, in order. */
export const TIERS = ["easy", "medium", "hard"] as const;

/** How often each label was told as each: rows are what is right, columns what was told. */
export interface Confusion {
  readonly labels: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** What a part of the set shows. */
export interface Measurement {
  readonly requests: readonly Labelled[];
  /** How many more there are that `readRequest` refuses: of those there is nothing to tell. */
  readonly refused: number;
  readonly before: Confusion;
  readonly after: Confusion;
  readonly tiers: Confusion;
}

/** Classifies and rates a part of the set, or what of it is in one language. */
export function measure(split: Split, language?: Labelled["language"]): Measurement {
  const all = labelled(split).filter((each) => language === undefined || each.language === language);
  const requests = all.filter(({ request }) => isRead(request));
  const read = requests.map(({ request }) => readRequest(request));
  const of = (labels: readonly string[], right: (each: Labelled) => string, told: readonly string[]): Confusion => ({
    labels,
    counts: labels.map((row) =>
      labels.map((column) => requests.filter((each, i) => right(each) === row && told[i] === column).length),
    ),
  });
  const before = read.map((request) => classifyStep(request).step);
  const after = read.map((request, i) => correctStep(request, outcomeOf(requests[i] as Labelled)).step);
  const tiers = read.map((request) => difficulty(request).tier);
  return {
    requests,
    refused: all.length - requests.length,
    before: of(STEP_TYPES, ({ step }) => step, before),
    after: of(STEP_TYPES, ({ step }) => step, after),
    tiers: of(TIERS, ({ tier }) => tier, tiers),
  };
}

/** Whether a request is in a form that is read. */
export function isRead(request: unknown): boolean {
  try {
    readRequest(request);
    return true;
  } catch (error) {
    if (error instanceof AdapterError) return false;
    throw error;
  }
}

/** The outcome of the answer that stands in the set, by way of a provider's form. */
export function outcomeOf({ answer }: Labelled): Outcome {
  const calls = answer.calls?.map((name) => ({ id: "call", type: "function", function: { name, arguments: "{}" } }));
  const choice = {
    message: { content: answer.text ?? null, tool_calls: calls },
    finish_reason: calls ? "tool_calls" : "stop",
  };
  const usage = { completion_tokens_details: { reasoning_tokens: answer.reasoning ?? 0 } };
  return outcomeFromOpenAI({ status: 200, body: { choices: [choice], usage } });
}

/** Precision, recall and their harmonic mean for one label. */
export function scoresOf(
  { labels, counts }: Confusion,
  label: string,
): { precision: number; recall: number; f1: number } {
  const at = labels.indexOf(label);
  const hits = counts[at]?.[at] ?? 0;
  const right = (counts[at] ?? []).reduce((sum, count) => sum + count, 0);
  const told = counts.reduce((sum, row) => sum + (row[at] ?? 0), 0);
  const ratio = (of: number): number => (of === 0 ? 0 : hits / of);
  return { precision: ratio(told), recall: ratio(right), f1: right + told === 0 ? 0 : (2 * hits) / (right + told) };
}

/** The mean of the labels' F1, each label counting the same. */
export function macroF1(confusion: Confusion): number {
  const { labels } = confusion;
  return labels.reduce((sum, label) => sum + scoresOf(confusion, label).f1, 0) / labels.length;
}

/** The share of all that was told two tiers too high or too low. */
export function farShare({ counts }: Confusion): number {
  const all = counts.flat().reduce((sum, count) => sum + count, 0);
  return ((counts[0]?.[2] ?? 0) + (counts[2]?.[0] ?? 0)) / all;
}
