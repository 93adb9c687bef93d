import { readFileSync } from "node:fs";
import { Beliefs, intervalOf, skewed } from "@thalweg/policy/beliefs";
import { shuffle } from "../demo/shuffle.ts";
import { atLeast, type Figure, spreadOf } from "../speed/figure.ts";
import { ORDERS } from "./recorded.ts";

const MODELS = ["mixtral_8x7b", "gpt_4_1106"];

/** How often the next length of an answer lay in the interval of 90 % that was believed before it came. */
export function measureCoverage(): readonly Figure[] {
  const [, ...rows] = readFileSync(new URL("../../data/gsm8k-outcomes.csv", import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  const lengths = rows.map((row) => row.split(",").slice(4).map(Number));
  const shares = ORDERS.map((seed) => {
    const beliefs = new Beliefs({ levels: ["global"], dimensions: { length: skewed({ typical: 500 }) } });
    let [inside, all] = [0, 0];
    for (const [i, row] of shuffle(lengths, seed).entries()) {
      for (const [model, length] of row.entries()) {
        if (!(length > 0)) continue;
        const option = MODELS[model] as string;
        const [low, high] = intervalOf(
          beliefs.belief({}, option, "length"),
          beliefs.model("length"),
          0.9,
          "observation",
        );
        // The first show what the prior is.
        if (i >= 20) {
          all++;
          inside += low <= length && length <= high ? 1 : 0;
        }
        beliefs.observe({ cursor: {}, option, dimension: "length", value: length });
      }
    }
    return inside / all;
  });
  const { low, median, high } = spreadOf(shares);
  return [
    {
      name: "coverage",
      label: "answers of two models to 1,307 questions: lengths within the 90 % that was believed before",
      unit: "share",
      ...{ low, median, high },
      bar: atLeast(0.85),
      note: "and at most 0.95",
    },
  ];
}
