import { readFileSync } from "node:fs";
import { Tensor } from "@thalweg/core";
import { describe, expect, test } from "vitest";
import { runExperiment } from "../src/demo/experiment.ts";
import { lookBack } from "../src/demo/hindsight.ts";
import { parseOptions, UsageError } from "../src/demo/options.ts";
import { DataError, parseModels, parseOutcomes } from "../src/demo/outcomes.ts";
import { progressBar } from "../src/demo/progress.ts";
import { quickStartSource, runQuickStart } from "../src/demo/quick-start.ts";
import { Router } from "../src/demo/router.ts";
import { shuffle } from "../src/demo/shuffle.ts";
import { formatTable } from "../src/demo/table.ts";

const data = (file: string) => readFileSync(new URL(`../data/${file}`, import.meta.url), "utf8");
const models = parseModels("prices", data("nine-models-prices.csv"));
const outcomes = parseOutcomes("outcomes", data("nine-models-train.csv"), models);

describe("the recorded outcomes", () => {
  test("are those that the figures were computed from", () => {
    const { random, bestSingle, bestPerTask, tasks } = lookBack(outcomes, models);
    expect(outcomes.length).toBe(5608);
    expect(tasks.size).toBe(14);
    expect(random.quality).toBeCloseTo(0.429, 3);
    expect(bestSingle.quality).toBeCloseTo(0.621, 3);
    expect(bestPerTask.quality).toBeCloseTo(0.67, 3);
  });

  test("may have a task called task", () => {
    const text = "task,item,prompt_chars,a\ntask,0,10,1\n";
    const [outcome] = parseOutcomes("o.csv", text, [{ name: "a", price: 1 }]);
    expect(outcome?.task).toBe("task");
  });

  test.each([
    ["o.csv: there are no rows", "task,item,prompt_chars,a\n"],
    ["o.csv:1: the columns must begin with", "task,prompt_chars,item,a\nmath,0,10,1\n"],
    ["o.csv:1: the models must be those that have a price: a", "task,item,prompt_chars,b\nmath,0,10,1\n"],
    ["o.csv:3: 3 columns, where the header has 4", "task,item,prompt_chars,a\nmath,0,10,1\nmath,1,10\n"],
    ["o.csv:2: column 1 must be a name", "task,item,prompt_chars,a\n,0,10,1\n"],
    ['o.csv:2: column 3 must be a number from 0, and is ""', "task,item,prompt_chars,a\nmath,0,,1\n"],
    ['o.csv:2: column 4 must be a number from 0 to 1, and is "1.5"', "task,item,prompt_chars,a\nmath,0,10,1.5\n"],
  ])("are refused with the place: %s", (message, text) => {
    const parse = () => parseOutcomes("o.csv", text, [{ name: "a", price: 1 }]);
    expect(parse).toThrow(DataError);
    expect(parse).toThrow(message);
  });
});

test("the quick start does what is printed, and its flip flips", () => {
  const run = new Function("Tensor", `${quickStartSource}\nreturn t.resolve({ device: "A" });`);
  expect(run(Tensor)).toEqual(runQuickStart().queue);
  expect(runQuickStart()).toMatchObject({ queue: ["groq", "cerebras"], flipped: ["cerebras", "groq"] });
});

describe("the router", () => {
  const pair = [
    { name: "cheap", price: 0.1 },
    { name: "dear", price: 1 },
  ];

  const taught = (router: Router, model: string, scores: readonly number[]): void => {
    for (const score of scores) router.learn(router.choose("math", [model]).receipt, score);
  };

  test("tries every model of a task that it knows nothing of", () => {
    const router = new Router(models, 0);
    const tried = new Set<string>();
    for (let i = 0; i < models.length; i++) {
      const { option, receipt } = router.choose("math");
      tried.add(option);
      router.learn(receipt, 0);
    }
    expect(tried.size).toBe(models.length);
  });

  test("gives a new task what the others learnt", () => {
    const router = new Router(pair, 0.01);
    expect(router.newcomer()).toEqual(["cheap", "dear"]);
    taught(router, "cheap", Array(20).fill(0));
    taught(router, "dear", Array(20).fill(1));
    expect(router.newcomer()).toEqual(["dear", "cheap"]);
    expect(router.queue("poetry")).toEqual(["dear", "cheap"]);
  });

  test("lets one weight say what price is worth", () => {
    const queueAt = (priceWeight: number) => {
      const router = new Router(pair, priceWeight);
      taught(router, "cheap", Array(10).fill([0, 1]).flat());
      taught(router, "dear", Array(20).fill(1));
      return router.queue("math");
    };
    expect(queueAt(0.01)).toEqual(["dear", "cheap"]);
    expect(queueAt(1)).toEqual(["cheap", "dear"]);
  });
});

test("an experiment routes better than the best single model, at less cost, and repeats itself", () => {
  const run = () => runExperiment(outcomes, models, 42, outcomes.length, { now: () => 0, onProgress: () => {} });
  const { trials, hindsight } = run();
  const [qualityFirst, priceFirst] = trials.map(({ pass }) => pass);
  expect(qualityFirst?.quality).toBeGreaterThan(hindsight.bestSingle.quality);
  expect(qualityFirst?.cost).toBeLessThan(hindsight.bestSingle.cost);
  expect(priceFirst?.cost).toBeLessThan(qualityFirst?.cost ?? 0);
  expect(run().trials).toEqual(trials);
});

test("a seed decides the order, and loses nothing", () => {
  const items = Array.from({ length: 100 }, (_, i) => i);
  expect(shuffle(items, 1)).toEqual(shuffle(items, 1));
  expect(shuffle(items, 1).join() === shuffle(items, 2).join()).toBe(false);
  expect(shuffle(items, 1).toSorted((a, b) => a - b)).toEqual(items);
});

test("options are read, and what is wrong is said in one line", () => {
  expect(parseOptions([])).toEqual({ help: false, json: false, seed: 42, questions: undefined });
  expect(parseOptions(["--seed", "7", "--questions=100", "--json"])).toMatchObject({ seed: 7, questions: 100 });
  for (const args of [["--bogus"], ["extra"], ["--seed"], ["--seed", "x"], ["--seed", "-1"], ["--questions", "0"]]) {
    expect(() => parseOptions(args)).toThrow(UsageError);
    expect(() => parseOptions(args)).toThrow(/^.+$/);
  }
});

test("a progress bar is for terminals", () => {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  const steps = (isTTY: boolean) => {
    const progress = progressBar({ isTTY, write });
    for (let done = 1; done <= 1000; done++) progress(done, 1000);
  };
  steps(false);
  expect(written).toEqual([]);
  steps(true);
  expect(written.length).toBeLessThanOrEqual(101);
  expect(written.at(-1)).toBe("\r\u001b[K");
});

test("a table is aligned", () => {
  expect(formatTable("lr", [["", "n"], ["ab", "10"], []])).toEqual(["      n", "ab   10", ""]);
});
