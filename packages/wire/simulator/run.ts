// `pnpm run simulate [--schedules N] [--seed N] [--path PATH] [--json]`: worlds that fail, until an invariant does.
import { parseArgs } from "node:util";
import fc from "fast-check";
import { live, schedule } from "./schedule.ts";

const { values } = parseArgs({
  options: {
    schedules: { type: "string", default: "1000" },
    seed: { type: "string", default: "42" },
    path: { type: "string" },
    // The first failure as it comes, without looking for a smaller one.
    first: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const [numRuns, seed] = [Number(values.schedules), Number(values.seed)];
const begin = performance.now();
let lived = 0;
const ends: Record<string, number> = {};
let steps = 0;
const property = fc.property(schedule, (one) => {
  const world = live(one);
  steps += one.actions.length;
  for (const [code, count] of Object.entries(world.ends)) ends[code] = (ends[code] ?? 0) + count;
  if (process.stderr.isTTY && ++lived % 20 === 0) process.stderr.write(`\r\u001b[K${lived} of ${numRuns} schedules`);
});
const details = fc.check(property, {
  numRuns,
  seed,
  endOnFailure: values.first,
  ...(values.path && { path: values.path }),
});
if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
const seconds = (performance.now() - begin) / 1000;
if (values.json) {
  const { failed, counterexamplePath } = details;
  console.log(
    JSON.stringify({
      seed,
      schedules: details.numRuns,
      actions: steps,
      seconds,
      failed,
      path: counterexamplePath,
      ends,
    }),
  );
} else if (details.failed) {
  const [counterexample] = details.counterexample ?? [];
  console.log(String((details.errorInstance as Error)?.stack ?? details.errorInstance));
  console.log(`the schedule: ${JSON.stringify(counterexample)}`);
  console.log(
    `replay: npx -y pnpm@12 simulate --seed ${seed} --schedules ${numRuns} --path ${details.counterexamplePath}`,
  );
} else
  console.log(
    `${details.numRuns} schedules, ${steps} actions, ${seconds.toFixed(1)} s: every invariant held; seed ${seed}`,
  );
if (details.failed) process.exitCode = 1;
