import { type Answer, answerOf } from "./answer.ts";
import type { Model, Outcome } from "./outcomes.ts";
import { Router } from "./router.ts";
import { type Summary, summarise } from "./summary.ts";

/** A task's queue once so many of its questions were answered. */
export interface Moment {
  readonly answered: number;
  readonly queue: readonly string[];
}

/** All questions once, with a router that knew nothing. */
export interface Pass extends Summary {
  /** By task: its queue before the first question, at the moments between, and after the last one. */
  readonly moments: ReadonlyMap<string, readonly Moment[]>;
  /** What a task that was never met would start with. */
  readonly newcomer: readonly string[];
}

/** How many answers of a task its queue is looked at after. */
const moments = [0, 10, 100];

/**
 * Puts the questions one by one: the chosen model answers, its recorded score is all that the router gets to see.
 * `onStep` is called after each.
 */
export function runPass(
  outcomes: readonly Outcome[],
  models: readonly Model[],
  priceWeight: number,
  onStep: () => void,
): Pass {
  const router = new Router(models, priceWeight);
  const byName = new Map(models.map((model) => [model.name, model]));
  const seen = new Map<string, Moment[]>();
  const answered = new Map<string, number>();
  const answers: Answer[] = [];
  for (const outcome of outcomes) {
    const { task } = outcome;
    const before = answered.get(task) ?? 0;
    answered.set(task, before + 1);
    if (moments.includes(before)) {
      seen.set(task, [...(seen.get(task) ?? []), { answered: before, queue: router.queue(task) }]);
    }
    const { option, receipt } = router.choose(task);
    const answer = answerOf(outcome, byName.get(option));
    router.learn(receipt, answer.score);
    answers.push(answer);
    onStep();
  }
  return {
    ...summarise(answers),
    moments: new Map(
      [...seen].map(([task, before]) => [
        task,
        [...before, { answered: answered.get(task) ?? 0, queue: router.queue(task) }],
      ]),
    ),
    newcomer: router.newcomer(),
  };
}
