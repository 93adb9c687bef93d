import { type Hindsight, lookBack } from "./hindsight.ts";
import type { Model, Outcome } from "./outcomes.ts";
import { type Pass, runPass } from "./pass.ts";
import { shuffle } from "./shuffle.ts";

/** What a dollar per million tokens is worth, in shares of quality: quality leads; then price weighs more. */
export const priceWeights = [0.01, 0.2] as const;
/** How many more seeds are tried, to see what is luck. */
const otherSeeds = 5;

/** The passes with one price weight. */
export interface Trial {
  readonly priceWeight: number;
  /** In the order of the seed. */
  readonly pass: Pass;
  /** What the seeds that follow bring. */
  readonly others: {
    readonly seeds: readonly number[];
    readonly qualities: readonly number[];
    readonly costs: readonly number[];
  };
}

/** What routing the recorded outcomes brought. */
export interface Experiment {
  readonly seed: number;
  readonly questions: number;
  readonly models: number;
  readonly hindsight: Hindsight;
  readonly trials: readonly Trial[];
  readonly passes: number;
  /** How many questions were decided, answered and learnt from, all passes together; and how many that is a second. */
  readonly decisions: number;
  readonly decisionsPerSecond: number;
}

/** What of the outside an experiment uses. */
export interface Surroundings {
  /** Milliseconds. */
  readonly now: () => number;
  readonly onProgress: (done: number, total: number) => void;
}

/** Routes the first `questions` outcomes in the order of the seed, with each price weight. */
export function runExperiment(
  outcomes: readonly Outcome[],
  models: readonly Model[],
  seed: number,
  questions: number,
  { now, onProgress }: Surroundings,
): Experiment {
  const seeds = Array.from({ length: otherSeeds }, (_, i) => seed + i + 1);
  const order = (of: number) => shuffle(outcomes, of).slice(0, questions);
  const asked = order(seed);
  const orders = [asked, ...seeds.map(order)];
  const total = priceWeights.length * orders.length * asked.length;
  let decisions = 0;
  let milliseconds = 0;
  const trials = priceWeights.map((priceWeight) => {
    const [pass, ...others] = orders.map((questionsInOrder) => {
      const start = now();
      const result = runPass(questionsInOrder, models, priceWeight, () => onProgress(++decisions, total));
      milliseconds += now() - start;
      return result;
    });
    return {
      priceWeight,
      // There is always the order of the seed.
      pass: pass as Pass,
      others: {
        seeds,
        qualities: others.map(({ quality }) => quality),
        costs: others.map(({ cost }) => cost),
      },
    };
  });
  return {
    seed,
    questions: asked.length,
    models: models.length,
    hindsight: lookBack(asked, models),
    trials,
    passes: priceWeights.length * orders.length,
    decisions,
    decisionsPerSecond: decisions / (milliseconds / 1000),
  };
}
