import { average, type Chooser, epsilonGreedy, pass, plainThompson, thalweg, ucb1 } from "./chooser.ts";
import { grouped, inOrder, nineModels, ORDERS } from "./recorded.ts";

/** Points of a line, and what it is called. */
export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const SOME = ORDERS.slice(0, 5);
const EVERY = 100;

/** Mean price against mean quality: each model alone, and the learner at growing weights of the price. */
export function frontier(): { readonly fixed: readonly Curve[]; readonly learner: Curve } {
  const { questions, prices } = nineModels();
  const fixed = [...prices].map(
    ([name, price]): Curve => ({
      name,
      points: [[price, average(questions.map(({ scores }) => scores.get(name) as number))]],
    }),
  );
  const points = [0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6].map((weight) => {
    const costs = new Map([...prices].map(([model, price]) => [model, price * weight]));
    let paid = 0;
    const qualities = SOME.map((seed) =>
      average(
        pass(inOrder(questions, seed), thalweg(costs, { seed }), (option, score) => {
          paid += prices.get(option) as number;
          return score;
        }),
      ),
    );
    return [paid / SOME.length / questions.length, average(qualities)] as const;
  });
  return { fixed, learner: { name: "the learner", points } };
}

/** What was missed so far against the best model of each task in hindsight, over one pass; means of five orders. */
export function regrets(): readonly Curve[] {
  const { questions, prices } = nineModels();
  const free = new Map([...prices.keys()].map((model) => [model, 0]));
  const best = new Map<string, number>();
  const means = new Map<string, number>();
  for (const [context, group] of grouped(questions, ({ context }) => context)) {
    for (const model of free.keys()) {
      const mean = average(group.map(({ scores }) => scores.get(model) as number));
      means.set(`${context}\n${model}`, mean);
      best.set(context, Math.max(best.get(context) ?? 0, mean));
    }
  }
  const curveOf = (name: string, make: (seed: number) => Chooser): Curve => {
    const sums = new Float64Array(Math.floor(questions.length / EVERY) + 1);
    for (const seed of SOME) {
      let regret = 0;
      const chooser = make(seed);
      let asked = 0;
      pass(inOrder(questions, seed), {
        choose(context) {
          const option = chooser.choose(context);
          regret += (best.get(context) as number) - (means.get(`${context}\n${option}`) as number);
          if (++asked % EVERY === 0) sums[asked / EVERY] = (sums[asked / EVERY] as number) + regret / SOME.length;
          return option;
        },
        learn: (...told) => chooser.learn(...told),
      });
    }
    return { name, points: [...sums].map((regret, i) => [i * EVERY, regret] as const) };
  };
  return [
    curveOf("the learner", (seed) => thalweg(free, { seed })),
    curveOf("plain Thompson", (seed) => plainThompson(free, seed)),
    curveOf("ε-greedy", (seed) => epsilonGreedy(free, seed)),
    curveOf("UCB1", () => ucb1(free)),
  ];
}

/** The place of each model in the queue of one task, as the learner meets its questions. */
export function places(task = "math"): readonly Curve[] {
  const { questions, prices } = nineModels();
  const free = new Map([...prices.keys()].map((model) => [model, 0]));
  const [seed] = ORDERS as [number];
  const chooser = thalweg(free, { seed });
  const points = new Map([...free.keys()].map((model) => [model, [] as [number, number][]]));
  let asked = 0;
  pass(inOrder(questions, seed), {
    choose(context) {
      if (context === task && asked++ % 10 === 0) {
        for (const [place, model] of chooser.learner.queue({ context }).entries()) {
          points.get(model)?.push([asked, place + 1]);
        }
      }
      return chooser.choose(context);
    },
    learn: (...told) => chooser.learn(...told),
  });
  return [...points].map(([name, points]) => ({ name, points }));
}
