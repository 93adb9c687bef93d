// `pnpm mutants [--only TEXT] [--json] [--write]`: breaks the core on purpose, one line at a time, and lets the laws find out.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { aligned, fill } from "../document.ts";
import { type Mutant, mutants } from "./mutants.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const source = join(root, "packages/core/src");
const folder = mkdtempSync(join(tmpdir(), "thalweg-mutants-"));
const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
/** A mutant may never end; that, too, is noticed. */
const timeLimit = 60_000;

/** Bundles the laws of one clause with a core in which one text is replaced. */
async function bundle({ file, from, to, law }: Mutant, outfile: string): Promise<void> {
  const text = readFileSync(join(source, file), "utf8");
  if (text.split(from).length !== 2)
    throw new Error(`«${from}» stands ${text.split(from).length - 1} times in ${file}`);
  await build({
    stdin: {
      contents: `
        import { laws } from "@thalweg/conformance";
        import { coreSubject } from "./subjects/core.ts";
        for (const law of laws.filter(({ number }) => number === ${JSON.stringify(law)}))
          await law.check(coreSubject(), { seed: 42, runs: 300 }).catch((error) => {
            // A defect that is no more than a misspelling proves nothing.
            if (error.cause instanceof ReferenceError) throw error;
            console.log(law.says);
            process.exit(1);
          });`,
      resolveDir: fileURLToPath(new URL("..", import.meta.url)),
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    alias: {
      "@thalweg/core": join(source, "index.ts"),
      "@thalweg/core/testing": join(source, "testing/index.ts"),
      "@thalweg/conformance": join(root, "conformance/src/index.ts"),
    },
    plugins: [
      {
        name: "mutant",
        setup({ onLoad }) {
          onLoad({ filter: /packages[\\/]core[\\/]src[\\/][a-z]+\.ts$/ }, ({ path }) =>
            // A function, so that nothing in the replacement is taken for a pattern.
            basename(path) === file ? { contents: text.replace(from, () => to), loader: "ts" } : undefined,
          );
        },
      },
    ],
  });
}

/** The law that noticed the mutant, or nothing where it survived. */
async function killer(mutant: Mutant, index: number): Promise<string | undefined> {
  const outfile = join(folder, `${index}.mjs`);
  await bundle(mutant, outfile);
  const child = spawn(process.execPath, [outfile], { stdio: ["ignore", "pipe", "pipe"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), timeLimit);
  let said = "";
  let complained = "";
  child.stdout.on("data", (data) => {
    said += data;
  });
  child.stderr.on("data", (data) => {
    complained += data;
  });
  const [status, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on("close", (...how) => resolve(how));
  });
  clearTimeout(timer);
  if (signal !== null) return "(it never ends)";
  if (status === 0) return undefined;
  if (said === "") throw new Error(`«${mutant.says}» is no defect but nonsense:\n${complained}`);
  return said.trim();
}

const chosen = mutants.filter(({ says, law }) => `${law} ${says}`.includes(values.only));
const killers: (string | undefined)[] = [];
let next = 0;
async function work(): Promise<void> {
  for (let index = next++; index < chosen.length; index = next++) {
    const mutant = chosen[index] as Mutant;
    const by = await killer(mutant, index);
    killers[index] = by;
    const verdict = by === undefined ? "SURVIVED" : "killed  ";
    if (!values.json) console.log(`${verdict} ${mutant.law}  ${mutant.says}${by === undefined ? "" : `: ${by}`}`);
  }
}
try {
  await Promise.all([work(), work()]);
} finally {
  rmSync(folder, { recursive: true });
}
const survived = chosen.filter((_, index) => killers[index] === undefined).length;
if (values.json) {
  const verdicts = chosen.map(({ law, says, file }, index) => ({ law, says, file, killedBy: killers[index] ?? null }));
  console.log(JSON.stringify({ mutants: verdicts, survived }, undefined, 2));
} else console.log(`\n${chosen.length} mutants, ${survived} survived`);
if (values.write) {
  const rows = chosen.map(({ law, says, file }, index) => [law, says, `\`${file}\``, killers[index] ?? "**survived**"]);
  fill(
    "conformance/mutants/README.md",
    "mutants",
    aligned([["clause", "defect", "in", "killed by the law that"], ...rows]),
  );
}
if (survived > 0) process.exitCode = 1;
