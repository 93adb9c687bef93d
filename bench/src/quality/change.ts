import { atMost, type Figure } from "../speed/figure.ts";
import { average, pass, thalweg } from "./chooser.ts";
import { grouped, inOrder, meanOf, nineModels, ORDERS, type Question } from "./recorded.ts";

/** Evidence counts half as much after so many decisions. */
const HALF_LIFE = 2_000;
/** What is left of all evidence where somebody tells the learner of the change: about what is best in hindsight. */
const KEPT = 0.02;

/** How a learner meets the change. */
interface Manner {
  readonly halfLife: number;
  readonly isTold: boolean;
}
const UNAWARE: Manner = { halfLife: Infinity, isTold: false };
const AGEING: Manner = { halfLife: HALF_LIFE, isTold: false };
const TOLD: Manner = { halfLife: Infinity, isTold: true };

/**
 * Half way through, the two models that are best over all change places. What that costs until it is made up for is what
 * a learner regrets afterwards beyond what the same learner regrets where nothing has changed.
 */
export function measureChange(): readonly Figure[] {
  const { questions, prices } = nineModels();
  const models = [...prices.keys()];
  const overall = (model: string): number => average(questions.map(({ scores }) => scores.get(model) as number));
  const [best = "", second = ""] = models.toSorted((a, b) => overall(b) - overall(a));
  const runs = ORDERS.map((seed) => {
    const same = inOrder(questions, seed);
    const changed = same.map((question, i) => (i < same.length >> 1 ? question : swapped(question, best, second)));
    const [unaware, ageing] = [regretAfter(changed, models, seed, UNAWARE), regretAfter(changed, models, seed, AGEING)];
    const cost = {
      unaware: unaware - regretAfter(same, models, seed, UNAWARE),
      ageing: ageing - regretAfter(same, models, seed, AGEING),
    };
    return {
      cost: cost.ageing / cost.unaware,
      all: ageing / unaware,
      told: regretAfter(changed, models, seed, TOLD) / unaware,
    };
  });
  const told = average(runs.map((run) => run.told)).toFixed(2);
  return [
    {
      name: "change",
      label: "nine models, the best two change places half way: what the change costs, of that without ageing",
      unit: "share",
      ...meanOf(runs.map(({ cost }) => cost)),
      bar: atMost(0.5),
      note: `regret beyond that without a change; a half-life of ${HALF_LIFE.toLocaleString("en-US")} decisions`,
    },
    {
      name: "change-all",
      label: "the same, all regret afterwards, with what ageing costs in any case",
      unit: "share",
      ...meanOf(runs.map(({ all }) => all)),
      bar: atMost(0.5),
      note: `${told} where the learner is told of the change and forgets ${100 - KEPT * 100} % that very moment`,
    },
  ];
}

function swapped({ context, scores }: Question, one: string, other: string): Question {
  const exchanged = new Map(scores);
  exchanged.set(one, scores.get(other) as number);
  exchanged.set(other, scores.get(one) as number);
  return { context, scores: exchanged };
}

/** By how much the second half fell short of the best model of each task, as expected of each choice. */
function regretAfter(questions: readonly Question[], models: readonly string[], seed: number, manner: Manner): number {
  const half = questions.length >> 1;
  const expected = new Map<string, ReadonlyMap<string, number>>();
  for (const [context, group] of grouped(questions.slice(half), (question) => question.context)) {
    const meanOfModel = (model: string): number => average(group.map(({ scores }) => scores.get(model) as number));
    expected.set(context, new Map(models.map((model) => [model, meanOfModel(model)])));
  }
  const chooser = thalweg(new Map(models.map((model) => [model, 0])), { seed, halfLife: manner.halfLife });
  let regret = 0;
  let asked = 0;
  pass(questions, {
    choose(context) {
      if (manner.isTold && asked === half) chooser.learner.beliefs.discount(KEPT);
      const option = chooser.choose(context);
      const means = expected.get(context);
      if (asked++ >= half && means !== undefined) regret += Math.max(...means.values()) - (means.get(option) as number);
      return option;
    },
    learn: (...told) => chooser.learn(...told),
  });
  return regret;
}
