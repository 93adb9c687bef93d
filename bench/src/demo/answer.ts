import type { Model, Outcome } from "./outcomes.ts";

/** What one question brought. */
export interface Answer {
  /** From 0 to 1. */
  readonly score: number;
  /** USD. */
  readonly cost: number;
}

/** English text has about four characters to a token. */
const charsPerToken = 4;

/** What a model's recorded answer scored, and what its input costs; how long the answer was is not recorded. */
export function answerOf({ promptChars, scores }: Outcome, model: Model | undefined): Answer {
  const score = scores.get(model?.name ?? "");
  if (model === undefined || score === undefined) throw new Error(`no score was recorded of ${model?.name}`);
  return { score, cost: ((promptChars / charsPerToken) * model.price) / 1e6 };
}
