import type { Experiment } from "./experiment.ts";
import type { QuickStart } from "./quick-start.ts";

/** All results as plain data, for `--json`: figures in full, costs in USD. */
export function toJson(quickStart: QuickStart, experiment: Experiment, seconds: number) {
  const { hindsight, trials, ...rest } = experiment;
  return {
    quickStart,
    experiment: {
      ...rest,
      random: hindsight.random,
      bestSingle: hindsight.bestSingle,
      bestPerTask: hindsight.bestPerTask,
      trials: trials.map(({ priceWeight, pass: { moments, ...pass }, others }) => ({
        priceWeight,
        ...pass,
        others,
        tasks: Object.fromEntries(
          [...moments].map(([task, queues]) => [task, { queues, hindsight: hindsight.tasks.get(task) }]),
        ),
      })),
    },
    seconds,
  };
}
