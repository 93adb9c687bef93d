import { Tensor } from "@thalweg/core";
import { Learner, type LearnerOptions, normal, randomFrom, rate } from "@thalweg/policy";
import type { Question } from "./recorded.ts";

/** Chooses an option for a question of a context, and is told the score of what it chose, and nothing else. */
export interface Chooser {
  choose(context: string): string;
  learn(context: string, option: string, score: number): void;
}

/** One pass over questions: the reward of each choice, in turn. */
export function pass(
  questions: readonly Question[],
  chooser: Chooser,
  rewardOf: (option: string, score: number) => number = (_, score) => score,
): readonly number[] {
  return questions.map(({ context, scores }) => {
    const option = chooser.choose(context);
    const score = scores.get(option) as number;
    chooser.learn(context, option, score);
    return rewardOf(option, score);
  });
}

/**
 * A chooser that is told the scores of all options each time, and so has nothing to try: as good as these beliefs can be, and
 * a bound for whoever sees only what it chose.
 */
export function informed(costs: ReadonlyMap<string, number>): {
  readonly tensor: Tensor<typeof LEVELS>;
  choose(context: string): string;
  learn(context: string, scores: ReadonlyMap<string, number>): void;
} {
  const { learner, tensor } = thalweg(costs);
  return {
    tensor,
    choose: (context) => learner.best({ context }) as string,
    learn(context, scores) {
      for (const [option, score] of scores) {
        learner.beliefs.observe({ cursor: { context }, option, dimension: "deficit", value: 1 - score });
      }
    },
  };
}

export const average = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

const LEVELS = ["global", "context"] as const;

/** The learner as it comes; what an option costs besides is a fact of the tensor. */
export function thalweg(
  costs: ReadonlyMap<string, number>,
  options: Partial<LearnerOptions<typeof LEVELS>> = {},
): Chooser & { readonly learner: Learner<typeof LEVELS>; readonly tensor: Tensor<typeof LEVELS> } {
  const tensor = new Tensor(LEVELS);
  tensor.writer("global").batch((writer) => {
    writer.setWeight("global", "", "deficit", 1);
    writer.setWeight("global", "", "cost", 1);
    for (const [option, cost] of costs) writer.setValue("global", "", option, "cost", cost);
  });
  const learner = new Learner({
    levels: LEVELS,
    dimensions: { deficit: rate() },
    options: [...costs.keys()],
    tensor,
    ...options,
  });
  let open: ReturnType<typeof learner.decide>["receipt"] | undefined;
  let now = 0;
  return {
    learner,
    tensor,
    choose(context) {
      const { option, receipt } = learner.decide({ context }, { now: now++ });
      open = receipt;
      return option;
    },
    learn(_, __, score) {
      if (open !== undefined) learner.observe(open, { values: { deficit: 1 - score } });
    },
  };
}

/** What the others know: of each context and option, how often it was chosen, and what that came to. */
class Counts {
  readonly #seen = new Map<string, { count: number; sum: number }>();

  of(context: string, option: string): { count: number; sum: number } {
    const key = `${context}\n${option}`;
    const seen = this.#seen.get(key) ?? { count: 0, sum: 0 };
    this.#seen.set(key, seen);
    return seen;
  }

  learn(context: string, option: string, reward: number): void {
    const seen = this.of(context, option);
    seen.count++;
    seen.sum += reward;
  }
}

/** One that takes the option of the greatest index. */
function byIndex(
  costs: ReadonlyMap<string, number>,
  indexOf: (seen: { readonly count: number; readonly sum: number }, total: number) => number,
): Chooser {
  const counts = new Counts();
  const options = [...costs.keys()];
  return {
    choose(context) {
      const total = options.reduce((sum, option) => sum + counts.of(context, option).count, 0);
      const indices = options.map(
        (option) => indexOf(counts.of(context, option), total) - (costs.get(option) as number),
      );
      return options[indices.indexOf(Math.max(...indices))] as string;
    },
    learn: (context, option, score) => counts.learn(context, option, score),
  };
}

/** UCB1 for each context by itself (Auer et al., 2002). */
export const ucb1 = (costs: ReadonlyMap<string, number>): Chooser =>
  byIndex(costs, ({ count, sum }, total) =>
    count === 0 ? 1e9 : sum / count + Math.sqrt((2 * Math.log(total)) / count),
  );

/** The best mean but for one decision in ten, for each context by itself. */
export function epsilonGreedy(costs: ReadonlyMap<string, number>, seed: number): Chooser {
  const random = randomFrom(seed);
  const greedy = byIndex(costs, ({ count, sum }) => (count === 0 ? 1e9 : sum / count));
  const options = [...costs.keys()];
  return {
    choose: (context) =>
      random() < 0.1 ? (options[Math.floor(random() * options.length)] as string) : greedy.choose(context),
    learn: (context, option, score) => greedy.learn(context, option, score),
  };
}

/** Thompson sampling for each context by itself: Beta(1, 1), which a score between 0 and 1 counts in part. */
export function plainThompson(costs: ReadonlyMap<string, number>, seed: number): Chooser {
  const random = randomFrom(seed);
  return byIndex(costs, ({ count, sum }) => beta(1 + sum, 1 + count - sum, random));
}

/** A Beta number, of two Gamma numbers (Marsaglia and Tsang, 2000). */
function beta(a: number, b: number, random: () => number): number {
  const gamma = (shape: number): number => {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal(random);
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - random()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  const one = gamma(a);
  return one / (one + gamma(b));
}
