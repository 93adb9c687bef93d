import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { browsers } from "./browsers.ts";
import { bundleSuite } from "./bundle.ts";
import { commands } from "./commands.ts";
import type { Runtime } from "./runtime.ts";
import type { SuiteOptions, SuiteResult } from "./suite.ts";
import { workerd } from "./workerd.ts";

/** How it went in one runtime. */
export interface Outcome {
  readonly name: string;
  readonly seconds: number;
  /** Absent where there is none: the runtime is not installed, or failed. */
  readonly result?: SuiteResult;
  /** What is to be installed for it. */
  readonly missing?: string;
  readonly problems: readonly string[];
}

/** Every runtime, in the order of the table. */
export const runtimes: readonly Runtime[] = [...commands, workerd, ...browsers];

/** Runs the suite in some runtimes, two at a time, and tells how each went. */
export async function runEverywhere(
  chosen: readonly Runtime[],
  options: SuiteOptions,
  onOutcome: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), "thalweg-runtimes-"));
  // However this ends.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await bundleSuite(folder);
  // The last are the slowest, and begin first.
  const waiting = [...chosen];
  const outcomes = new Map<Runtime, Outcome>();
  const lane = async () => {
    for (let runtime = waiting.pop(); runtime !== undefined; runtime = waiting.pop()) {
      const outcome = await runIn(runtime, folder, options);
      outcomes.set(runtime, outcome);
      onOutcome(outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
  return chosen.flatMap((runtime) => outcomes.get(runtime) ?? []);
}

async function runIn(runtime: Runtime, folder: string, options: SuiteOptions): Promise<Outcome> {
  const { name, missing } = runtime;
  if (missing !== undefined) return { name, seconds: 0, missing, problems: [] };
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  // Many times what any takes on a slow machine.
  const limit = AbortSignal.timeout(180_000 + 2_000 * options.runs);
  try {
    const result = await runtime.run({ folder, options, limit });
    return { name, seconds: seconds(), result, problems: problemsOf(runtime, result) };
  } catch (error) {
    const reason = limit.aborted ? "it took too long, and was ended" : error instanceof Error ? error.message : error;
    return { name, seconds: seconds(), problems: [String(reason)] };
  }
}

/** What is wrong with a result, or with the runtime that it comes from. */
function problemsOf(
  { name, ...expected }: Runtime,
  { engine, version = "", laws, failures }: SuiteResult,
): readonly string[] {
  const problems = failures.map(({ law, text, replay }) =>
    replay === undefined
      ? text
      : `${text}\nreplay: npx -y pnpm@12 run runtimes --only "${name}" --law ${law} --seed ${replay.seed} --runs ${replay.runs} --path ${replay.path}`,
  );
  if (engine !== expected.engine) problems.push(`it should run ${expected.engine}, and runs ${engine}`);
  if (!version.startsWith(expected.version ?? ""))
    problems.push(`it should be ${expected.version}x, and is ${version}`);
  if (laws.passed + laws.broken === 0) problems.push("no law was tried");
  return problems;
}
