import type { SpawnSyncReturns } from "node:child_process";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";
import { build } from "esbuild";
import { afterAll, beforeAll } from "vitest";

export const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
/** Goes when the tests of a file are over. */
export const folder = mkdtempSync(join(tmpdir(), "thalweg-cli-"));
/** Where a child puts the process that it leaves behind. */
export const noted = join(folder, "pid");
// Where it finds the vectors as it does in the package.
export const cli = join(folder, "dist", "cli.mjs");

export const bundled: BuildOptions = {
  bundle: true,
  platform: "node",
  format: "esm",
  logLevel: "error",
  alias: {
    "@thalweg/core": path("../../packages/core/src/index.ts"),
    "@thalweg/core/testing": path("../../packages/core/src/testing/index.ts"),
    "@thalweg/conformance": path("../src/index.ts"),
  },
};
beforeAll(async () => {
  symlinkSync(path("../vectors"), join(folder, "vectors"));
  await build({ ...bundled, entryPoints: [path("../node/cli.ts")], outfile: cli });
});
afterAll(() => rmSync(folder, { recursive: true }));

export const script = (file: string, fault = "") =>
  `"${process.execPath}" "${path(`children/${file}`)}" "${fault}" "${noted}"`;
export const engine = (fault?: string) => script("engine.ts", fault);

/** Runs the command, and waits for it. */
export function run(given: readonly string[], input = ""): SpawnSyncReturns<string> {
  return runFile(cli, given, input);
}

/** The same, from another place. */
export function runFile(file: string, given: readonly string[], input = ""): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [file, ...given], { encoding: "utf8", input, maxBuffer: 2 ** 26 });
}
