import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import type { Mutant } from "./mutants.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const source = join(root, "packages/core/src");
/** A mutant may never end; that, too, is noticed. */
const timeLimit = 60_000;

/**
 * What the laws say of an engine. `killed`: one of them found it out, `by` says which. `crashed`: it only threw what no engine
 * throws, as a TypeError, so that it is no defect but nonsense; `by` says what.
 */
export interface Verdict {
  readonly result: "survived" | "killed" | "crashed";
  readonly by: string;
}

/** What the laws of the clause say of a mutant. */
export function verdictOn(mutant: Mutant, folder: string): Promise<Verdict> {
  return verdictOf(mutant.law, folder, [replacing(mutant)]);
}

/** What they say of the engine as it is: it must survive them, or a mutant that does not proves nothing. */
export function controlOf(law: string, folder: string): Promise<Verdict> {
  return verdictOf(law, folder, []);
}

let bundles = 0;

async function verdictOf(law: string, folder: string, plugins: Plugin[]): Promise<Verdict> {
  const outfile = join(folder, `${bundles++}.mjs`);
  await bundle(law, outfile, plugins);
  try {
    return await run(outfile);
  } finally {
    rmSync(outfile);
  }
}

/** Puts the core with one text replaced. */
function replacing({ file, from, to }: Mutant): Plugin {
  const text = readFileSync(join(source, file), "utf8");
  if (text.split(from).length !== 2)
    throw new Error(`«${from}» stands ${text.split(from).length - 1} times in ${file}`);
  return {
    name: "mutant",
    setup({ onLoad }) {
      onLoad({ filter: /packages[\\/]core[\\/]src[\\/][a-z]+\.ts$/ }, ({ path }) =>
        // A function, so that nothing in the replacement is taken for a pattern.
        basename(path) === file ? { contents: text.replace(from, () => to), loader: "ts" } : undefined,
      );
    },
  };
}

/** Bundles the laws of one clause with a core. */
async function bundle(law: string, outfile: string, plugins: Plugin[]): Promise<void> {
  await build({
    stdin: {
      contents: `
        import { BrokenLaw, laws } from "@thalweg/conformance";
        import { coreSubject } from "./subjects/core.ts";
        const say = (verdict) => {
          console.log(JSON.stringify(verdict));
          process.exit();
        };
        let verdict = { result: "survived", by: "" };
        for (const law of laws.filter(({ number }) => number === ${JSON.stringify(law)})) {
          try {
            await law.check(coreSubject(), { seed: 42, runs: 300 });
          } catch (error) {
            const { cause } = error;
            // Laws throw plain errors; any other is the engine's own, for which a misspelling is enough.
            if (error instanceof BrokenLaw && cause?.constructor === Error) say({ result: "killed", by: law.says });
            verdict = { result: "crashed", by: String(cause ?? error) };
          }
        }
        say(verdict);`,
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
    plugins,
  });
}

async function run(file: string): Promise<Verdict> {
  const child = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "pipe"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), timeLimit);
  let said = "";
  let complained = "";
  child.stdout.on("data", (data) => {
    said += data;
  });
  child.stderr.on("data", (data) => {
    complained += data;
  });
  const signal = await new Promise<string | null>((resolve) => {
    child.on("close", (_status, signal) => resolve(signal));
  });
  clearTimeout(timer);
  if (signal !== null) return { result: "killed", by: "(it never ends)" };
  // What does not even load says nothing.
  return said === "" ? { result: "crashed", by: complained.trim() } : (JSON.parse(said) as Verdict);
}
