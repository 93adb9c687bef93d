import { readFileSync } from "node:fs";
import { parseModels, parseOutcomes } from "../demo/outcomes.ts";
import { shuffle } from "../demo/shuffle.ts";
import type { Spread } from "../speed/figure.ts";

const read = (file: string): string => readFileSync(new URL(`../../data/${file}`, import.meta.url), "utf8");

/** A question, and what it came to with each option: a score from 0 to 1. */
export interface Question {
  readonly context: string;
  readonly scores: ReadonlyMap<string, number>;
}

/** 5,608 questions of 14 tasks that nine models answered, and what a million input tokens cost, in USD. */
export function nineModels(): {
  readonly questions: readonly Question[];
  readonly prices: ReadonlyMap<string, number>;
} {
  const models = parseModels("nine-models-prices.csv", read("nine-models-prices.csv"));
  const outcomes = parseOutcomes("nine-models-train.csv", read("nine-models-train.csv"), models);
  return {
    questions: outcomes.map(({ task, scores }) => ({ context: task, scores })),
    prices: new Map(models.map(({ name, price }) => [name, price])),
  };
}

/** 14,037 questions of 57 subjects that a weak and a strong model answered. */
export function mmlu(): readonly Question[] {
  const [, ...rows] = read("mmlu-outcomes.csv").trimEnd().split("\n");
  return rows.map((row) => {
    const [subject = "", , , weak, strong] = row.split(",");
    return {
      context: subject,
      scores: new Map([
        ["weak", Number(weak)],
        ["strong", Number(strong)],
      ]),
    };
  });
}

/** The seeds of the orders; each is printed by its place. */
export const ORDERS: readonly number[] = Array.from({ length: 20 }, (_, i) => 1 + i);

/** The questions in the order of a seed. */
export const inOrder = (questions: readonly Question[], seed: number): readonly Question[] => shuffle(questions, seed);

/** A mean over orders, and one standard error to either side. */
export function meanOf(numbers: readonly number[]): Spread {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  const error = numbers.length > 1 ? Math.sqrt(squares / (numbers.length - 1) / numbers.length) : 0;
  return { low: mean - error, median: mean, high: mean + error };
}

/** Items by a key. */
export function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
