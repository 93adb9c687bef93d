import { atLeast, type Figure } from "../speed/figure.ts";
import { average, epsilonGreedy, informed, pass, plainThompson, thalweg, ucb1 } from "./chooser.ts";
import { inOrder, meanOf, nineModels, ORDERS } from "./recorded.ts";

const LAST = 1_000;

/** One pass over the questions of nine models, from nothing: only the score of the model that was called is seen. */
export function measureModels(): readonly Figure[] {
  const { questions, prices } = nineModels();
  const free = new Map([...prices.keys()].map((model) => [model, 0]));
  const passes = ORDERS.map((seed) => pass(inOrder(questions, seed), thalweg(free, { seed })));
  const draws = ORDERS.map((seed) =>
    pass(inOrder(questions, seed), thalweg(free, { seed, exploration: { kind: "thompson", temperature: 0.7 } })),
  );
  const bound = ORDERS.map((seed) => {
    const chooser = informed(free);
    return average(
      inOrder(questions, seed).map(({ context, scores }) => {
        const option = chooser.choose(context);
        chooser.learn(context, scores);
        return scores.get(option) as number;
      }),
    );
  });
  const others = ORDERS.map((seed) => average(pass(inOrder(questions, seed), plainThompson(free, seed))));
  const lastOf = (rewards: readonly number[]): number => average(rewards.slice(-LAST));
  return [
    {
      name: "models",
      label: "nine models, one pass from nothing: mean quality",
      unit: "share",
      ...meanOf(passes.map(average)),
      bar: atLeast(0.64),
      note: `where all nine are seen each time ${meanOf(bound).median.toFixed(3)}; best single model in hindsight 0.621, plain Thompson here ${meanOf(others).median.toFixed(3)}`,
    },
    {
      name: "models-last",
      label: "nine models: mean of the last 1,000",
      unit: "share",
      ...meanOf(passes.map(lastOf)),
      bar: atLeast(0.65),
      note: "best model of each task in hindsight 0.670",
    },
    {
      name: "models-drawn",
      label: "nine models, by Thompson's draws at temperature 0.7: mean quality",
      unit: "share",
      ...meanOf(draws.map(average)),
      bar: atLeast(0.625),
      note: `of the last 1,000 ${meanOf(draws.map(lastOf)).median.toFixed(3)}; every decision has its propensity`,
    },
  ];
}

/** What a dollar per million tokens is worth, in quality. */
const WEIGHTS = [0.05, 0.2, 0.5];

/** Quality minus price, against every fixed model and three plain bandits, at three weights. */
export function measurePriced(): readonly Figure[] {
  const { questions, prices } = nineModels();
  return WEIGHTS.map((weight): Figure => {
    const costs = new Map([...prices].map(([model, price]) => [model, price * weight]));
    const rewardOf = (option: string, score: number): number => score - (costs.get(option) as number);
    const fixed = [...costs.keys()].map((model) =>
      average(questions.map(({ scores }) => rewardOf(model, scores.get(model) as number))),
    );
    const contenders = {
      "the best fixed model": () => Math.max(...fixed),
      Thompson: (seed: number) => average(pass(inOrder(questions, seed), plainThompson(costs, seed), rewardOf)),
      UCB1: (seed: number) => average(pass(inOrder(questions, seed), ucb1(costs), rewardOf)),
      "ε-greedy": (seed: number) => average(pass(inOrder(questions, seed), epsilonGreedy(costs, seed), rewardOf)),
    };
    const ours = ORDERS.map((seed) => average(pass(inOrder(questions, seed), thalweg(costs, { seed }), rewardOf)));
    const theirs = Object.entries(contenders).map(([name, of]) => [name, meanOf(ORDERS.map(of)).median] as const);
    const [name, best] = theirs.toSorted(([, a], [, b]) => b - a)[0] as (typeof theirs)[number];
    return {
      name: `priced-${weight}`,
      label: `nine models, quality minus price at ${weight} a dollar: ahead of the best of four others by`,
      unit: "share",
      ...meanOf(ours.map((our) => our - best)),
      bar: atLeast(0),
      note: `${meanOf(ours).median.toFixed(3)}; ${name} ${best.toFixed(3)}`,
    };
  });
}
