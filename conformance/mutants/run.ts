// `pnpm mutants [--only TEXT] [--json] [--write]`: breaks the core on purpose, one line at a time, and lets the laws find out.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { aligned, fill } from "../document.ts";
import { mutants } from "./mutants.ts";
import { controlOf, type Verdict, verdictOn } from "./verdict.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const { only = "", json, write } = values;
const chosen = mutants.filter(({ says, law }) => `${law} ${says}`.includes(only));
if (chosen.length === 0) refuse(`no mutant has «${only}» in its clause or sentence`);
if (write && values.only !== undefined) refuse("no part is written: leave out --only");

const folder = mkdtempSync(join(tmpdir(), "thalweg-mutants-"));
const clauses = [...new Set(chosen.map(({ law }) => law))];
const controls: string[] = [];
const verdicts: Verdict[] = [];
const tasks = [...clauses.map((law) => () => control(law)), ...chosen.map((_, at) => () => judge(at))];
try {
  await Promise.all([work(), work()]);
} finally {
  rmSync(folder, { recursive: true });
}

const survived = verdicts.filter(({ result }) => result === "survived").length;
const crashed = verdicts.filter(({ result }) => result === "crashed").length;
if (json) {
  const rows = chosen.map(({ law, says, file }, at) => ({ law, says, file, ...verdicts[at] }));
  console.log(JSON.stringify({ mutants: rows, survived, crashed, controls }, undefined, 2));
} else {
  for (const found of controls) console.log(`NO CONTROL ${found}`);
  console.log(`\n${chosen.length} mutants, ${survived} survived, ${crashed} crashed`);
}
if (write) {
  const killer = (at: number) => (verdicts[at]?.result === "killed" ? verdicts[at].by : `**${verdicts[at]?.result}**`);
  const rows = chosen.map(({ law, says, file }, at) => [law, says, `\`${file}\``, killer(at)]);
  const table = aligned([["clause", "defect", "in", "killed by the law that"], ...rows]);
  fill("conformance/mutants/README.md", "mutants", table);
}
if (survived + crashed + controls.length > 0) process.exitCode = 1;

async function work(): Promise<void> {
  for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) await task();
}

/** What the engine itself does not survive shows nothing of a mutant. */
async function control(law: string): Promise<void> {
  const { result, by } = await controlOf(law, folder);
  if (result !== "survived") controls.push(`${law}: does not hold of the engine as it is: ${by}`);
}

async function judge(at: number): Promise<void> {
  const mutant = chosen[at];
  if (mutant === undefined) return;
  const verdict = await verdictOn(mutant, folder);
  verdicts[at] = verdict;
  if (json) return;
  const result = verdict.result === "killed" ? "killed  " : verdict.result.toUpperCase();
  console.log(`${result.padEnd(8)} ${mutant.law}  ${mutant.says}${verdict.by === "" ? "" : `: ${verdict.by}`}`);
}

function refuse(why: string): never {
  console.error(`mutants: ${why}`);
  process.exit(2);
}
