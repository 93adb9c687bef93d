// `pnpm run runtimes [--only NAME] [--runs N] [--seed N] [--law N] [--path PATH] [--write | --check]`: the suite in every runtime.
import { parseArgs } from "node:util";
import { runtimesHold } from "./check.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    runs: { type: "string", default: "200" },
    seed: { type: "string", default: "42" },
    law: { type: "string" },
    path: { type: "string" },
    write: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
  },
});
const { runs, seed, ...others } = values;
const held = await runtimesHold({ ...others, runs: Number(runs), seed: Number(seed) });
if (!held) process.exitCode = 1;
