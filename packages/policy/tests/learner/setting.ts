import { type Cursor, Tensor } from "@thalweg/core";
import { Learner, type LearnerOptions, rate } from "../../src/index.ts";

export const LEVELS = ["global", "workspace", "device"] as const;
export type Level = (typeof LEVELS)[number];

/** A tensor of a host, and a learner on it. */
export function meet(options: Partial<LearnerOptions<typeof LEVELS>> = {}) {
  const tensor = new Tensor(LEVELS);
  const host = tensor.writer("global");
  const learner = new Learner({ levels: LEVELS, dimensions: { deficit: rate() }, tensor, ...options });
  /** Has an option fail, or succeed, so many times. */
  const see = (cursor: Cursor<Level>, option: string, deficit: number, times = 20): void => {
    for (let i = 0; i < times; i++) {
      learner.observe(learner.decide(cursor, { among: [option] }).receipt, { values: { deficit } });
    }
  };
  return { tensor, host, learner, see };
}
