import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { MEASUREMENTS } from "./speed/measurements.ts";
import { drawPicture } from "./speed/picture.ts";
import { takeReport } from "./speed/report.ts";
import { formatTable } from "./speed/table.ts";

const RESULTS = new URL("../results/", import.meta.url);
const HELP = `Usage: bench [--quick] [--only NAME]... [--json] [--write]

Measures the engine against the reference implementation, and both against their bars.

  --only NAME  take one measurement, or several: ${[...MEASUREMENTS.keys()].join(", ")}
  --quick      shorter and noisier: shows that the benchmark runs
  --json       print JSON instead of a table
  --write      also write results/speed.json and results/speed.svg; only the whole benchmark can
  --help       print this

The exit status is 1 where a bar is missed, and 2 where the usage is wrong.`;

/** Ends with the usage where it is wrong. */
function refuse(why: string): never {
  console.error(`${why}\n\n${HELP}`);
  process.exit(2);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: "boolean", default: false },
        only: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
        write: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    return refuse((error as Error).message);
  }
}

const { quick, only, json, write, help } = readArguments();
if (help) {
  console.log(HELP);
  process.exit();
}
const unknown = only.find((name) => !MEASUREMENTS.has(name));
if (unknown !== undefined) refuse(`No measurement is called ${unknown}.`);
if (write && (quick || only.length > 0)) refuse("--write goes with the whole benchmark: neither --quick nor --only.");

const names = [...MEASUREMENTS.keys()].filter((name) => only.length === 0 || only.includes(name));
const showProgress = (progress: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${progress}`);
};
const report = await takeReport(names, quick ? "quick" : "full", (name) =>
  showProgress(`${names.indexOf(name) + 1} of ${names.length}: ${name}`),
);
showProgress("");
if (write) {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(new URL("speed.json", RESULTS), `${JSON.stringify(report, undefined, 2)}\n`);
  writeFileSync(new URL("speed.svg", RESULTS), drawPicture(report));
}
console.log(json ? JSON.stringify(report, undefined, 2) : formatTable(report));
if (report.figures.some(({ isMet }) => !isMet)) process.exitCode = 1;
