import { readFileSync } from "node:fs";
import { runExperiment } from "./demo/experiment.ts";
import { toJson } from "./demo/json.ts";
import { type Options, parseOptions, UsageError, usage } from "./demo/options.ts";
import { DataError, parseModels, parseOutcomes } from "./demo/outcomes.ts";
import { progressBar } from "./demo/progress.ts";
import { runQuickStart } from "./demo/quick-start.ts";
import { announceExperiment, reportExperiment, reportQuickStart } from "./demo/report.ts";

const read = (file: string): [file: string, text: string] => {
  try {
    return [file, readFileSync(new URL(`../data/${file}`, import.meta.url), "utf8")];
  } catch (error) {
    throw new DataError(`bench/data/${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
};

function run({ seed, questions, json }: Options): void {
  const start = performance.now();
  const models = parseModels(...read("nine-models-prices.csv"));
  const outcomes = parseOutcomes(...read("nine-models-train.csv"), models);
  const asked = questions ?? outcomes.length;
  if (asked > outcomes.length) throw new UsageError(`--questions: there are ${outcomes.length}, not ${asked}`);
  const tasks = new Set(outcomes.map(({ task }) => task)).size;

  const quickStart = runQuickStart();
  if (!json) {
    console.log(reportQuickStart(quickStart));
    console.log(announceExperiment(asked, models.length, tasks, seed));
  }
  const experiment = runExperiment(outcomes, models, seed, asked, {
    now: () => performance.now(),
    onProgress: json ? () => {} : progressBar(process.stdout),
  });
  const seconds = (performance.now() - start) / 1000;
  if (json) console.log(JSON.stringify(toJson(quickStart, experiment, seconds), undefined, 2));
  else {
    console.log(reportExperiment(experiment));
    console.log(`   ${seconds.toFixed(1)} s in all.`);
  }
}

// A reader such as `head` may go away before the end.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(usage);
  else run(options);
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`demo: ${error.message}\nTry --help.`);
    process.exitCode = 2;
  } else if (error instanceof DataError) {
    console.error(`demo: ${error.message}`);
    process.exitCode = 1;
  } else throw error;
}
