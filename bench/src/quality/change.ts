import { atMost, type Figure } from "../speed/figure.ts";
import { pass, thalweg } from "./chooser.ts";
import { grouped, inOrder, meanOf, nineModels, ORDERS, type Question } from "./recorded.ts";

/** Evidence counts half as much after so many decisions. */
const HALF_LIFE = 2_000;

/** Half way through, the two models that are best over all change places: what that costs until it is made up for. */
export function measureChange(): readonly Figure[] {
  const { questions, prices } = nineModels();
  const free = new Map([...prices.keys()].map((model) => [model, 0]));
  const mean = (model: string): number =>
    questions.reduce((sum, { scores }) => sum + (scores.get(model) as number), 0) / questions.length;
  const [best = "", second = ""] = [...free.keys()].sort((a, b) => mean(b) - mean(a));
  const half = questions.length >> 1;
  const ratios = ORDERS.map((seed) => {
    const changed = inOrder(questions, seed).map((question, i): Question => {
      if (i < half) return question;
      const scores = new Map(question.scores);
      scores.set(best, question.scores.get(second) as number);
      scores.set(second, question.scores.get(best) as number);
      return { ...question, scores };
    });
    const expected = new Map<string, Map<string, number>>();
    for (const [context, group] of grouped(changed.slice(half), ({ context }) => context)) {
      expected.set(
        context,
        new Map(
          [...free.keys()].map((model) => [
            model,
            group.reduce((sum, { scores }) => sum + (scores.get(model) as number), 0) / group.length,
          ]),
        ),
      );
    }
    const regretOf = (halfLife: number): number => {
      let regret = 0;
      let asked = 0;
      const chooser = thalweg(free, { seed, halfLife });
      pass(changed, {
        choose(context) {
          const option = chooser.choose(context);
          const means = expected.get(context);
          if (asked++ >= half && means !== undefined)
            regret += Math.max(...means.values()) - (means.get(option) as number);
          return option;
        },
        learn: (...told) => chooser.learn(...told),
      });
      return regret;
    };
    return regretOf(HALF_LIFE) / regretOf(Infinity);
  });
  return [
    {
      name: "change",
      label: "nine models, the best two change places half way: regret afterwards, of that without ageing",
      unit: "share",
      ...meanOf(ratios),
      bar: atMost(0.5),
      note: `evidence with a half-life of ${HALF_LIFE.toLocaleString("en-US")} decisions`,
    },
  ];
}
