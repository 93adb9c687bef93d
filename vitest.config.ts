import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";

/** How many random cases each law is tried on, unless THALWEG_RUNS says otherwise. */
const defaultRuns = 300;
/** Fixed, so that a run can be repeated; THALWEG_SEED takes another. */
const defaultSeed = 42;

declare module "vitest" {
  interface ProvidedContext {
    readonly seed: number;
    readonly runs: number;
  }
}

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The entries of a package, as its exports have them, taken from the sources. */
function entriesOf(folder: string): { find: RegExp; replacement: string }[] {
  const { name, exports } = JSON.parse(readFileSync(source(`${folder}/package.json`), "utf8"));
  return Object.entries<{ default?: string }>(exports).flatMap(([entry, { default: file }]) => {
    if (file === undefined) return [];
    const path = file.replace("./dist/", `${folder}/src/`).replace(/[.]js$/, ".ts");
    return { find: new RegExp(`^${name}${entry.slice(1)}$`), replacement: source(path) };
  });
}

function integer(name: string, fallback: number): number {
  const number = Number(process.env[name] ?? fallback);
  if (!Number.isSafeInteger(number)) throw new Error(`${name} must be an integer, not "${process.env[name]}"`);
  return number;
}

const project = (name: string, include: string): TestProjectConfiguration => ({
  extends: true,
  test: { name, include: [include] },
});

export default defineConfig({
  resolve: {
    alias: [
      ...entriesOf("packages/core"),
      ...entriesOf("packages/policy"),
      ...entriesOf("packages/wire"),
      ...entriesOf("packages/adapters"),
      { find: /^@thalweg\/conformance$/, replacement: source("conformance/src/index.ts") },
    ],
  },
  test: {
    // Many random cases on a slow machine; a law that hangs still ends.
    testTimeout: 60_000,
    provide: {
      seed: integer("THALWEG_SEED", defaultSeed),
      runs: integer("THALWEG_RUNS", defaultRuns),
    },
    projects: [
      project("core", "packages/core/tests/**/*.test.ts"),
      project("policy", "packages/policy/tests/**/*.test.ts"),
      project("adapters", "packages/adapters/tests/**/*.test.ts"),
      project("wire", "packages/wire/tests/**/*.test.ts"),
      project("docs", "docs/tests/**/*.test.ts"),
      project("bench", "bench/tests/**/*.test.ts"),
      project("node", "conformance/tests/**/*.test.ts"),
    ],
  },
});
