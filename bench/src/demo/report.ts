import { styleText } from "node:util";
import { formatExplanation } from "@thalweg/core";
import type { Experiment, Trial } from "./experiment.ts";
import { type QuickStart, quickStartSource } from "./quick-start.ts";
import { lastQuestions, mean, type Summary } from "./summary.ts";
import { formatTable, indent } from "./table.ts";

/** Three tasks that three different models are best at. */
const watchedTasks = ["arc_challenge", "commonsense_qa", "math"];
/** How much of a queue is shown. */
const shownPlaces = 3;

/** Part 1 as text. */
export function reportQuickStart({ queue, elsewhere, explanation, flipped }: QuickStart): string {
  return lines(
    heading("1  The quick start"),
    ...indent([
      ...quickStartSource.split("\n"),
      `t.resolve({ device: "A" }); // ${list(queue)}`,
      `t.resolve({ device: "B" }); // ${list(elsewhere)}: it has measured nothing itself`,
      "",
      ...formatExplanation(explanation).split("\n"),
      "",
      'w.apply([t.explain({ device: "A" }).flips[0].change]);',
      `t.resolve({ device: "A" }); // ${list(flipped)}`,
    ]),
  );
}

/** What stands above the progress bar. */
export function announceExperiment(questions: number, models: number, tasks: number, seed: number): string {
  return lines(
    heading(`2  ${grouped(questions)} real questions, ${models} models, ${tasks} tasks`),
    ...indent([
      "Models are options, tasks are instances of a level. A learner chooses a model for each question by",
      "its task; that model's recorded score is all that it sees, and learns from. The order is that of",
      `seed ${seed}; --seed takes another.`,
    ]),
  );
}

/** The results of part 2 as text. */
export function reportExperiment(experiment: Experiment): string {
  const { questions, models, hindsight, trials, passes, decisions, decisionsPerSecond } = experiment;
  const { random, bestSingle, bestPerTask } = hindsight;
  const row = (name: string, { quality, lastQuality, cost }: Summary): string[] => [
    name,
    quality.toFixed(3),
    lastQuality.toFixed(3),
    `$${cost.toFixed(3)}`,
    percent(quality / bestPerTask.quality),
    percent(cost / bestPerTask.cost),
  ];
  const [head = "", ...body] = formatTable("lrrrrr", [
    ["", "quality", `last ${grouped(lastQuestions(questions))}`, "cost", "quality %", "cost %"],
    row(`random, of ${models}`, random),
    row("best single model, in hindsight", bestSingle),
    row("best model per task, in hindsight", bestPerTask),
    ...trials.map(({ priceWeight, pass }) => row(`Thalweg, price weight ${priceWeight}`, pass)),
  ]);
  return lines(
    ...indent([styleText("dim", head), ...body, ""]),
    ...indent([
      `The best single model is ${bestSingle.name}. % is of the best model per task.`,
      "Cost is that of the input, at list prices, with 4 characters to a token; answer lengths are not",
      "recorded.",
      "The two last rows differ in one weight: what a dollar per million tokens is worth, in quality.",
      "",
      ...otherSeeds(trials),
    ]),
    "",
    heading("How the queue moved"),
    ...indent([
      ...movements(experiment),
      "",
      "A queue is what is believed, without the curiosity that tries what is unsure. Names are shortened.",
      "Before its first question a task has what was learnt on the others.",
      "",
      `${grouped(decisions)} decisions in ${passes} passes, each learnt from: ${grouped(decisionsPerSecond)} a second.`,
    ]),
  );
}

/** What other orders bring, so that one seed is not taken for the rule. */
function otherSeeds(trials: readonly Trial[]): readonly string[] {
  const spread = (numbers: readonly number[], unit = ""): string => {
    const [middle, least, most] = [mean(numbers), Math.min(...numbers), Math.max(...numbers)];
    return `${unit}${middle.toFixed(3)} (${least.toFixed(3)} to ${most.toFixed(3)})`;
  };
  return trials.map(({ priceWeight, others: { seeds, qualities, costs } }) => {
    const where = `Seeds ${seeds[0]} to ${seeds.at(-1)}, price weight ${priceWeight}`;
    return `${where}: mean quality ${spread(qualities)}, cost ${spread(costs, "$")}`;
  });
}

function movements({ trials, hindsight }: Experiment): readonly string[] {
  const pass = trials[0]?.pass;
  const rows: string[][] = [];
  for (const task of watchedTasks) {
    const moments = pass?.moments.get(task) ?? [];
    const top = (queue: readonly string[]): string[] => queue.slice(0, shownPlaces).map(shortName);
    for (const [i, { answered, queue }] of moments.entries()) {
      rows.push([i === 0 ? task : "", `after ${answered}`, ...top(queue)]);
    }
    const best = (hindsight.tasks.get(task) ?? []).slice(0, shownPlaces);
    if (moments.length > 0) {
      const scored = best.map(({ name, quality }) => `${shortName(name)} ${quality.toFixed(2)}`);
      rows.push(["", "in hindsight", ...scored], []);
    }
  }
  rows.push(["a new task", "starts with", ...(pass?.newcomer ?? []).slice(0, shownPlaces).map(shortName)]);
  return formatTable(`ll${"l".repeat(shownPlaces)}`, rows);
}

/** Without what the nine models can be told apart without. */
const shortName = (model: string): string =>
  model.replace(/^llama-?3[\d.]*-(?=nemotron|chatqa)/, "").replace(/(-instruct|-it)?(-v\d[\d.]*)?$/, "");

const heading = (text: string): string => `${styleText("bold", text)}\n`;
const lines = (...parts: readonly string[]): string => `${parts.join("\n")}\n`;
const list = (names: readonly string[]): string => `[${names.map((name) => JSON.stringify(name)).join(", ")}]`;
const grouped = (number: number): string => Math.round(number).toLocaleString("en-US");
const percent = (share: number): string => `${Math.round(share * 100)} %`;
