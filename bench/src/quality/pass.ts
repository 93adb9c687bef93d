import type { Tensor } from "@thalweg/core";
import { atLeast, type Figure } from "../speed/figure.ts";
import { informed, thalweg } from "./chooser.ts";
import { inOrder, meanOf, mmlu, ORDERS, type Question } from "./recorded.ts";

/** The share of calls that the strong model may get. */
const BUDGET = 0.4;
/** By how much a call too many raises the price of the next. */
const STEP = 0.001;

interface Passed {
  /** The share of the gap between the two models. */
  readonly recovered: number;
  /** The share of questions that the strong one got. */
  readonly calls: number;
}

/** One pass, with a price that keeps the strong model's share; `learn` is told all, and takes what it may see. */
function passed(
  questions: readonly Question[],
  tensor: Tensor<readonly ["global", "context"]>,
  choose: (context: string) => string,
  learn: (question: Question, option: string) => void,
): Passed {
  const writer = tensor.writer("global");
  let price = 0.1;
  let [ours, weak, strong, calls] = [0, 0, 0, 0];
  for (const question of questions) {
    writer.setWeight("global", "", "cost", price);
    const option = choose(question.context);
    learn(question, option);
    const isStrong = option === "strong" ? 1 : 0;
    price = Math.max(0, price + STEP * (isStrong - BUDGET));
    calls += isStrong;
    ours += question.scores.get(option) as number;
    weak += question.scores.get("weak") as number;
    strong += question.scores.get("strong") as number;
  }
  return { recovered: (ours - weak) / (strong - weak), calls: calls / questions.length };
}

/** One pass over MMLU from nothing: only the called model's result is seen. */
export function measurePass(): readonly Figure[] {
  const questions = mmlu();
  const costs = new Map([
    ["weak", 0],
    ["strong", 1],
  ]);
  const passes = ORDERS.map((seed) => {
    const chooser = thalweg(costs, { seed });
    return passed(
      inOrder(questions, seed),
      chooser.tensor,
      (context) => chooser.choose(context),
      ({ context, scores }, option) => chooser.learn(context, option, scores.get(option) as number),
    );
  });
  const bound = ORDERS.map((seed) => {
    const chooser = informed(costs);
    return passed(
      inOrder(questions, seed),
      chooser.tensor,
      (context) => chooser.choose(context),
      ({ context, scores }) => chooser.learn(context, scores),
    );
  });
  const mean = (of: readonly Passed[], key: keyof Passed): number => meanOf(of.map((one) => one[key])).median;
  return [
    {
      name: "pass",
      label: "MMLU, one pass from nothing at a budget of 40 % strong calls: share of the gap recovered",
      unit: "share",
      ...meanOf(passes.map(({ recovered }) => recovered)),
      bar: atLeast(0.6),
      note: `where both are seen each time ${mean(bound, "recovered").toFixed(3)}; ${(mean(passes, "calls") * 100).toFixed(1)} % of the calls; a lookup with 11,000 labels of both models 0.65`,
    },
  ];
}
