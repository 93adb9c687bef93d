import { answerOf } from "./answer.ts";
import type { Model, Outcome } from "./outcomes.ts";
import { mean, type Summary, summarise } from "./summary.ts";

/** A model and its mean score. */
export interface RankedModel {
  readonly name: string;
  readonly quality: number;
}

/** What to compare a router with. All but `random` is chosen with every score known, which no router can do. */
export interface Hindsight {
  /** The expectation of a model drawn for each question, all alike. */
  readonly random: Summary;
  readonly bestSingle: Summary & { readonly name: string };
  readonly bestPerTask: Summary;
  /** The models of each task, best first. */
  readonly tasks: ReadonlyMap<string, readonly RankedModel[]>;
}

/** Looks at all the scores of the questions that were asked. */
export function lookBack(outcomes: readonly Outcome[], models: readonly Model[]): Hindsight {
  const names = new Set(outcomes.map(({ task }) => task));
  const tasks = new Map(
    [...names].map((name) => [
      name,
      rankModels(
        outcomes.filter(({ task }) => task === name),
        models,
      ),
    ]),
  );
  const single = rankModels(outcomes, models)[0]?.name ?? "";
  const byName = new Map(models.map((model) => [model.name, model]));
  const always = (choose: (outcome: Outcome) => string): Summary =>
    summarise(outcomes.map((outcome) => answerOf(outcome, byName.get(choose(outcome)))));
  return {
    random: summarise(
      outcomes.map((outcome) => {
        const answers = models.map((model) => answerOf(outcome, model));
        return { score: mean(answers.map(({ score }) => score)), cost: mean(answers.map(({ cost }) => cost)) };
      }),
    ),
    bestSingle: { name: single, ...always(() => single) },
    bestPerTask: always(({ task }) => tasks.get(task)?.[0]?.name ?? ""),
    tasks,
  };
}

function rankModels(outcomes: readonly Outcome[], models: readonly Model[]): readonly RankedModel[] {
  return models
    .map((model) => ({
      name: model.name,
      quality: mean(outcomes.map((outcome) => answerOf(outcome, model).score)),
    }))
    .toSorted((a, b) => b.quality - a.quality);
}
