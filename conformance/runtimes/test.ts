// `pnpm test [--seed N] [--runs N]`: every test in Node, the suite in every runtime, one closing line.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runtimesHold } from "./check.ts";

interface Result {
  readonly passed: number;
  readonly failed: number;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const { resolve } = createRequire(import.meta.url);
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const reports = mkdtempSync(join(tmpdir(), "thalweg-test-"));

const { values } = parseArgs({
  options: { seed: { type: "string", default: "42" }, runs: { type: "string", default: "300" } },
});
const { seed, runs } = values;

/** Runs vitest projects, all where none is named, in a Node binary and counts what their report says. */
function run(node: string, ...projects: readonly string[]): Result {
  const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  console.log(`\n=== the tests of ${projects.join(", ") || "everything"} in Node ${version}`);
  const report = join(reports, `${version}.json`);
  const { status } = spawnSync(
    node,
    [
      vitest,
      "run",
      `--reporter=${process.env.CI === "true" ? "verbose" : "default"}`,
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...projects.map((project) => `--project=${project}`),
    ],
    { cwd: root, stdio: "inherit", env: { ...process.env, THALWEG_SEED: seed, THALWEG_RUNS: runs } },
  );
  const { numPassedTests: passed, numFailedTests } = existsSync(report)
    ? JSON.parse(readFileSync(report, "utf8"))
    : { numPassedTests: 0, numFailedTests: 0 };
  // A file that does not load, a crash or a run without tests is a failure that no test stands for.
  return { passed, failed: numFailedTests || (status === 0 && passed > 0 ? 0 : 1) };
}

const results = [run(process.execPath), run(resolve("node22/bin/node"), "core")];
rmSync(reports, { recursive: true });
// As they are many, a fifth of the cases in each is more than the whole.
const held = await runtimesHold({ seed: Number(seed), runs: Math.ceil(Number(runs) / 5), check: true });

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
const failed = sum(results.map((result) => result.failed));
const suite = held ? "the suite held in every runtime that is here" : "the suite FAILED";
console.log(`\ntests: ${sum(results.map((result) => result.passed))} passed, ${failed} failed; ${suite}`);
if (failed > 0 || !held) process.exitCode = 1;
