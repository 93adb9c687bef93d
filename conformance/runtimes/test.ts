// `pnpm test [--seed <integer>] [--runs <integer>]`: every test in every runtime, one table, one closing line.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findBrowser } from "./browser.ts";

interface Result {
  readonly runtime: string;
  readonly passed: number;
  readonly failed: number;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(import.meta.url);
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const node22 = require.resolve("node22/bin/node");
const inCI = process.env.CI === "true";
const reports = mkdtempSync(join(tmpdir(), "thalweg-test-"));

const { values } = parseArgs({ options: { seed: { type: "string" }, runs: { type: "string" } } });
if (values.seed) process.env.THALWEG_SEED = values.seed;
if (values.runs) process.env.THALWEG_RUNS = values.runs;

/** Runs vitest projects in a Node binary and counts what their report says. */
function run(runtime: string, node: string, projects: readonly string[]): Result {
  console.log(`\n=== ${runtime}`);
  const report = join(reports, `${runtime}.json`);
  const { status } = spawnSync(
    node,
    [
      vitest,
      "run",
      `--reporter=${inCI ? "verbose" : "default"}`,
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...projects.map((project) => `--project=${project}`),
    ],
    { cwd: root, stdio: "inherit", env: { ...process.env, THALWEG_NODE: major(node) } },
  );
  const { numPassedTests: passed, numFailedTests } = existsSync(report)
    ? JSON.parse(readFileSync(report, "utf8"))
    : { numPassedTests: 0, numFailedTests: 0 };
  // A file that does not load, a crash or a run without tests is a failure that no test stands for.
  const failed = numFailedTests || (status === 0 && passed > 0 ? 0 : 1);
  return { runtime, passed, failed };
}

const version = (node: string) => execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
const major = (node: string) => version(node).slice(1).split(".")[0];

function printTable(results: readonly Result[]): void {
  const row = (...[runtime, tests, result]: [string, string, string]) =>
    console.log(`${runtime.padEnd(20)}${tests.padStart(8)}  ${result}`);
  console.log();
  row("runtime", "tests", "result");
  for (const { runtime, passed, failed } of results) {
    row(runtime, String(passed + failed), failed === 0 ? "passed" : `FAILED: ${failed}`);
  }
}

const results = [
  run(`Node ${version(process.execPath)}`, process.execPath, ["core", "docs", "bench", "node"]),
  run(`Node ${version(node22)}`, node22, ["core", "node"]),
];
if (findBrowser()) {
  results.push(run("Chromium page", process.execPath, ["page"]));
  results.push(run("Chromium worker", process.execPath, ["worker"]));
}
rmSync(reports, { recursive: true });
printTable(results);

const install = "install it with: apt-get install -y chromium";
if (results.length === 2) {
  if (inCI) {
    console.log(`failed: CI must run the browser tests, and there is no Chromium; ${install}`);
    process.exitCode = 1;
  } else {
    console.log(`skipped: the browser tests (Chromium page and worker); ${install}`);
  }
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
const failed = sum(results.map((result) => result.failed)) + (process.exitCode ? 1 : 0);
console.log(`\n${sum(results.map((result) => result.passed))} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
