import { Tensor } from "@thalweg/core";
import { Learner, type Receipt, rate } from "@thalweg/policy";
import type { Model } from "./outcomes.ts";

const LEVELS = ["global", "task"] as const;

/**
 * Decides which model gets a question, by its task, and learns from the answer. What a model is short of a perfect answer is
 * learnt, by task, and pooled over all tasks; its price is a fact. Both stand in one tensor.
 */
export class Router {
  readonly #learner: Learner<typeof LEVELS>;

  /** `priceWeight` is the quality that a dollar per million tokens is worth. */
  constructor(models: readonly Model[], priceWeight: number) {
    const tensor = new Tensor(LEVELS);
    tensor.writer("global").batch((writer) => {
      writer.setWeight("global", "", "deficit", 1);
      writer.setWeight("global", "", "price", priceWeight);
      for (const { name, price } of models) writer.setValue("global", "", name, "price", price);
    });
    this.#learner = new Learner({
      levels: LEVELS,
      dimensions: { deficit: rate() },
      options: models.map(({ name }) => name),
      tensor,
    });
  }

  /** Chooses the model for a question of a task, among all or some. */
  choose(task: string, among?: readonly string[]): { readonly option: string; readonly receipt: Receipt } {
    return this.#learner.decide({ task }, { among });
  }

  /** Takes what the answer scored, from 0 to 1. */
  learn(receipt: Receipt, score: number): void {
    this.#learner.observe(receipt, { values: { deficit: 1 - score } });
  }

  /** The models as they are believed to be, best first, without curiosity. */
  queue(task: string): readonly string[] {
    return this.#learner.queue({ task });
  }

  /** The queue of a task that was never met. */
  newcomer(): readonly string[] {
    return this.#learner.queue({});
  }
}
