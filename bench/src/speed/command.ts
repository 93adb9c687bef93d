import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Report, takeReport } from "./report.ts";
import { SUITES, type SuiteName } from "./suites.ts";
import { formatTable } from "./table.ts";

const RESULTS = new URL("../../results/", import.meta.url);

/** A benchmark as a command of a terminal. */
export interface BenchCommand {
  readonly suite: SuiteName;
  /** What it is called by, and one sentence that says what it measures. */
  readonly usage: string;
  readonly summary: string;
  /** Draws what `--write` writes beside the figures. */
  readonly picture?: (report: Report) => string;
}

/** Reads the arguments, takes the measurements they ask for, prints a table or JSON, and sets the exit status. */
export async function runBench({ suite, usage, summary, picture }: BenchCommand): Promise<void> {
  const all = [...SUITES[suite].keys()];
  const written = [`results/${suite}.json`, ...(picture ? [`results/${suite}.svg`] : [])].join(" and ");
  const help = `Usage: ${usage} [--quick] [--only NAME]... [--json] [--write]

${summary}

  --only NAME  take one measurement, or several: ${all.join(", ")}
  --quick      shorter and noisier: shows that the benchmark runs
  --json       print JSON instead of a table
  --write      also write ${written}; only the whole benchmark can
  --help       print this

The exit status is 1 where a bar is missed, and 2 where the usage is wrong.`;

  const { quick, only, json, write, help: isHelp } = readArguments(help);
  if (isHelp) {
    console.log(help);
    return;
  }
  const unknown = only.find((name) => !all.includes(name));
  if (unknown !== undefined) refuse(`No measurement is called ${unknown}.`, help);
  if (write && (quick || only.length > 0)) {
    refuse("--write goes with the whole benchmark: neither --quick nor --only.", help);
  }

  const names = all.filter((name) => only.length === 0 || only.includes(name));
  const showProgress = (progress: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${progress}`);
  };
  const report = await takeReport(suite, names, quick ? "quick" : "full", (name) =>
    showProgress(`${names.indexOf(name) + 1} of ${names.length}: ${name}`),
  );
  showProgress("");
  if (write) {
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(new URL(`${suite}.json`, RESULTS), `${JSON.stringify(report, undefined, 2)}\n`);
    if (picture) writeFileSync(new URL(`${suite}.svg`, RESULTS), picture(report));
  }
  console.log(json ? JSON.stringify(report, undefined, 2) : formatTable(report));
  if (report.figures.some(({ isMet }) => !isMet)) process.exitCode = 1;
}

function readArguments(help: string) {
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
    return refuse((error as Error).message, help);
  }
}

/** Ends with the usage where it is wrong. */
function refuse(why: string, help: string): never {
  console.error(`${why}\n\n${help}`);
  process.exit(2);
}
