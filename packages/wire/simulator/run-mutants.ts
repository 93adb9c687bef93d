// `pnpm mutants:wire [--only TEXT] [--json]`: breaks the protocol on purpose, one line at a time, and lets the simulator find out.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { type Mutant, mutants } from "./mutants.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const source = join(here, "../src");
const folder = mkdtempSync(join(tmpdir(), "thalweg-wire-mutants-"));
const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, json: { type: "boolean", default: false } },
});
/** A mutant may never end; that, too, is noticed. */
const timeLimit = 180_000;

async function bundle({ file, from, to }: Mutant, outfile: string): Promise<void> {
  const text = readFileSync(join(source, file), "utf8");
  if (text.split(from).length !== 2)
    throw new Error(`«${from}» stands ${text.split(from).length - 1} times in ${file}`);
  await build({
    entryPoints: [join(here, "run.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    alias: { "@thalweg/core": join(here, "../../core/src/index.ts") },
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
    plugins: [
      {
        name: "mutant",
        setup({ onLoad }) {
          onLoad({ filter: /wire[\\/]src[\\/]/ }, ({ path }) =>
            path === join(source, file) ? { contents: text.replace(from, () => to), loader: "ts" } : undefined,
          );
        },
      },
    ],
  });
}

async function killer(mutant: Mutant, index: number): Promise<string | undefined> {
  const outfile = join(folder, `${index}.mjs`);
  await bundle(mutant, outfile);
  const child = spawn(process.execPath, [outfile, "--schedules", "1000", "--seed", "42", "--first"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), timeLimit);
  let said = "";
  child.stdout.on("data", (data) => {
    said += data;
  });
  child.stderr.on("data", (data) => {
    said += data;
  });
  const [status, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on("close", (...how) => resolve(how));
  });
  clearTimeout(timer);
  if (signal !== null) return "(it never ends)";
  if (status === 0) return undefined;
  return /(W\d+) is broken/.exec(said)?.[1] ?? `a crash: ${said.slice(0, 300)}`;
}

const chosen = mutants.filter(({ says }) => says.includes(values.only));
const killers: (string | undefined)[] = [];
let next = 0;
async function work(): Promise<void> {
  for (let index = next++; index < chosen.length; index = next++) {
    const mutant = chosen[index] as Mutant;
    const by = await killer(mutant, index);
    killers[index] = by;
    if (!values.json) console.log(`${by === undefined ? "SURVIVED" : "killed  "} ${by ?? "   "}  ${mutant.says}`);
  }
}
try {
  await Promise.all([work(), work()]);
} finally {
  rmSync(folder, { recursive: true });
}
const survived = chosen.filter((_, index) => killers[index] === undefined).length;
if (values.json) {
  console.log(
    JSON.stringify({
      mutants: chosen.map(({ says, file }, i) => ({ says, file, killedBy: killers[i] ?? null })),
      survived,
    }),
  );
} else console.log(`\n${chosen.length} mutants, ${survived} survived`);
if (survived > 0) process.exitCode = 1;
