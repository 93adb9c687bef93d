import { atLeast, type Figure } from "../speed/figure.ts";
import { thalweg } from "./chooser.ts";
import { inOrder, meanOf, mmlu, ORDERS } from "./recorded.ts";

/** The share of calls that the strong model may get. */
const BUDGET = 0.4;
/** By how much a call too many raises the price of the next. */
const STEP = 0.001;

/** One pass over MMLU from nothing: only the called model's result is seen, and a price keeps the strong one's share. */
export function measurePass(): readonly Figure[] {
  const questions = mmlu();
  const passes = ORDERS.map((seed) => {
    const chooser = thalweg(
      new Map([
        ["weak", 0],
        ["strong", 1],
      ]),
      { seed },
    );
    const writer = chooser.tensor.writer("global");
    let price = 0.1;
    let [ours, weak, strong, calls] = [0, 0, 0, 0];
    for (const { context, scores } of inOrder(questions, seed)) {
      writer.setWeight("global", "", "cost", price);
      const option = chooser.choose(context);
      const score = scores.get(option) as number;
      chooser.learn(context, option, score);
      const isStrong = option === "strong" ? 1 : 0;
      price = Math.max(0, price + STEP * (isStrong - BUDGET));
      calls += isStrong;
      ours += score;
      weak += scores.get("weak") as number;
      strong += scores.get("strong") as number;
    }
    return { recovered: (ours - weak) / (strong - weak), calls: calls / questions.length };
  });
  return [
    {
      name: "pass",
      label: "MMLU, one pass from nothing at a budget of 40 % strong calls: share of the gap recovered",
      unit: "share",
      ...meanOf(passes.map(({ recovered }) => recovered)),
      bar: atLeast(0.6),
      note: `${(meanOf(passes.map(({ calls }) => calls)).median * 100).toFixed(1)} % of the calls; a lookup with 11,000 labels of both models 0.65`,
    },
  ];
}
