// `pnpm mutants:policy [--only TEXT] [--json]`: breaks the policy on purpose, one line at a time, and lets its laws find out.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createVitest, type TestCase, type TestModule } from "vitest/node";
import config from "../../../vitest.config.ts";
import type { Mutant } from "./mutant.ts";
import { mutants } from "./mutants.ts";

const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, json: { type: "boolean", default: false } },
});
const chosen = mutants.filter(({ law, says }) => `${law} ${says}`.includes(values.only));
if (chosen.length === 0) {
  console.error(`mutants: no mutant has «${values.only}» in its law or sentence`);
  process.exit(2);
}

/** Enough of each law to find out what is wrong, and no more. */
process.env.THALWEG_RUNS ??= "100";
const runs = Number(process.env.THALWEG_RUNS);
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** What is broken at present. */
let current: Mutant | undefined;
const vitest = await createVitest(
  {
    config: false,
    root: path("../../.."),
    include: ["packages/policy/tests/**/*.test.ts"],
    provide: { seed: 42, runs },
    testTimeout: 60_000,
    // What is cached is the policy as it is.
    fsModuleCache: false,
    bail: 1,
    maxWorkers: 1,
    watch: false,
    reporters: [{}],
  },
  {
    resolve: config.resolve ?? {},
    plugins: [
      {
        name: "mutant",
        enforce: "pre",
        transform: (text, id) =>
          current !== undefined && id === path(`../src/${current.file}`)
            ? { code: text.replace(current.from, () => current?.to ?? ""), map: null }
            : undefined,
      },
    ],
  },
);

/** A mutant that never ends holds everything up; no law takes as long. */
const endless = setTimeout(() => {
  console.error(`mutants: this never ends: ${current?.says}`);
  process.exit(1);
}, 60_000);

/** What the laws say: `killed` where one broke, `crashed` where there was nothing but nonsense. */
async function verdictOn(tests: readonly string[], laws: readonly string[]): Promise<{ result: string; by: string }> {
  vitest.setGlobalTestNamePattern(new RegExp(`law (${laws.join("|")})\\b`));
  const specifications = (
    await Promise.all(tests.map((test) => vitest.getRelevantTestSpecifications([path(`../tests/${test}`)])))
  ).flat();
  const { testModules } = await vitest.runTestSpecifications(specifications, false);
  const files = new Set(specifications.map(({ moduleId }) => moduleId));
  const modules = testModules.filter(({ moduleId }) => files.has(moduleId));
  const cases = modules.flatMap(({ children }: TestModule) => [...children.allTests()]);
  const ran = cases.filter((each: TestCase) => ["passed", "failed"].includes(each.result().state));
  const errors = modules.flatMap((module: TestModule) => module.errors());
  if (ran.length === 0) return { result: "crashed", by: errors[0]?.message ?? "no test of that law" };
  const failed = ran.find((each: TestCase) => each.result().state === "failed");
  if (failed === undefined) return { result: "survived", by: "" };
  const [error] = failed.result().errors ?? [];
  const cause = (error?.cause ?? error) as { readonly name?: string; readonly message?: string } | undefined;
  const isNonsense = ["TypeError", "ReferenceError", "SyntaxError"].includes(cause?.name ?? "");
  return isNonsense ? { result: "crashed", by: `${cause?.message}` } : { result: "killed", by: failed.fullName };
}

const verdicts: { result: string; by: string }[] = [];
let holds = true;
try {
  const control = await verdictOn(
    [...new Set(chosen.map(({ test }) => test))],
    [...new Set(chosen.map(({ law }) => law))],
  );
  if (control.result !== "survived") {
    console.error(`mutants: the laws do not hold of the policy as it is: ${control.by}`);
    holds = false;
  }
  for (const [at, mutant] of chosen.entries()) {
    current = mutant;
    endless.refresh();
    const file = path(`../src/${mutant.file}`);
    const count = readFileSync(file, "utf8").split(mutant.from).length - 1;
    if (count !== 1) throw new Error(`«${mutant.from}» stands ${count} times in ${mutant.file}`);
    vitest.invalidateFile(file);
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${at + 1} of ${chosen.length}: ${mutant.says}`);
    const verdict = await verdictOn([mutant.test], [mutant.law]);
    vitest.invalidateFile(file);
    verdicts.push(verdict);
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
    const result = verdict.result === "killed" ? "killed  " : verdict.result.toUpperCase();
    if (!values.json) console.log(`${result.padEnd(8)} ${mutant.law.padEnd(3)}  ${mutant.says}`);
  }
} finally {
  clearTimeout(endless);
  await vitest.close();
}
const survived = verdicts.filter(({ result }) => result !== "killed").length;
if (values.json) {
  const rows = chosen.map(({ law, says, file, test }, at) => ({ law, says, file, test, ...verdicts[at] }));
  console.log(JSON.stringify({ mutants: rows, survived }, undefined, 2));
} else console.log(`\n${chosen.length} mutants, ${survived} survived`);
// What the test runner left there is of laws that broke, as they were to.
process.exitCode = holds && survived === 0 ? 0 : 1;
