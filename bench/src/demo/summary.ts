import type { Answer } from "./answer.ts";

/** What a way to choose models brought over all questions. */
export interface Summary {
  /** The mean score. */
  readonly quality: number;
  /** The mean score of the last questions, when there was most to know. */
  readonly lastQuality: number;
  /** USD, all questions together. */
  readonly cost: number;
}

/** How many questions `lastQuality` looks back on: a fifth, and at most 1,000. */
export function lastQuestions(questions: number): number {
  return Math.min(1000, Math.ceil(questions / 5));
}

/** Sums up the answers, given in the order of the questions. */
export function summarise(answers: readonly Answer[]): Summary {
  const scores = answers.map(({ score }) => score);
  return {
    quality: mean(scores),
    lastQuality: mean(scores.slice(-lastQuestions(scores.length))),
    cost: answers.reduce((sum, { cost }) => sum + cost, 0),
  };
}

/** The arithmetic mean; NaN of nothing. */
export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
