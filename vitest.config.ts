import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { browserArguments, findBrowser } from "./conformance/runtimes/browser.ts";

/** How many random cases each law is tried on, unless THALWEG_RUNS says otherwise. */
const defaultRuns = 300;
/** Fixed, so that a run can be repeated; THALWEG_SEED takes another. */
const defaultSeed = 42;

declare module "vitest" {
  interface ProvidedContext {
    readonly seed: number;
    readonly runs: number;
    /** The major version of Node that the tests were asked to run in. */
    readonly node: string;
  }
}

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

function integer(name: string, fallback: number): number {
  const number = Number(process.env[name] ?? fallback);
  if (!Number.isSafeInteger(number)) throw new Error(`${name} must be an integer, not "${process.env[name]}"`);
  return number;
}

const inNode = (name: string, include: string[]): TestProjectConfiguration => ({
  extends: true,
  test: { name, include },
});

const executablePath = findBrowser();
const inBrowser = (name: string, include: string[]): TestProjectConfiguration => ({
  extends: true,
  // Found late, a dependency would be bundled in the middle of a run, and the page reloaded.
  root: "conformance",
  optimizeDeps: { include: ["fast-check"] },
  test: {
    name,
    include,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { args: browserArguments, ...(executablePath && { executablePath }) },
      }),
      instances: [{ browser: "chromium", name }],
    },
  },
});

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@thalweg\/core$/, replacement: source("packages/core/src/index.ts") },
      { find: /^@thalweg\/core\/testing$/, replacement: source("packages/core/src/testing/index.ts") },
      { find: /^@thalweg\/conformance$/, replacement: source("conformance/src/index.ts") },
    ],
  },
  test: {
    // Many random cases on a slow machine; a law that hangs still ends.
    testTimeout: 60_000,
    provide: {
      seed: integer("THALWEG_SEED", defaultSeed),
      runs: integer("THALWEG_RUNS", defaultRuns),
      node: process.env.THALWEG_NODE ?? "24",
    },
    projects: [
      inNode("core", ["packages/core/tests/**/*.test.ts"]),
      inNode("docs", ["docs/tests/**/*.test.ts"]),
      inNode("bench", ["bench/tests/**/*.test.ts"]),
      inNode("node", ["conformance/tests/{laws,node}.test.ts"]),
      inBrowser("page", ["tests/laws.test.ts"]),
      inBrowser("worker", ["tests/worker.test.ts"]),
    ],
  },
});
