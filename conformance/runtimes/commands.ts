import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { output } from "./process.ts";
import type { Runtime } from "./runtime.ts";

const { resolve } = createRequire(import.meta.url);

/** Prints the result as one line; what a command is started with. */
const main = `
import { runSuite } from "./suite.js";
console.log(JSON.stringify(await runSuite(JSON.parse(process.argv[2]))));
`;

/** A runtime that is a command which runs a module. */
function command(name: string, engine: Runtime["engine"], binary: string, argv: readonly string[] = []): Runtime {
  return {
    name,
    engine,
    async run({ folder, options, limit }) {
      const file = join(folder, `${name.replace(" ", "-")}.js`);
      writeFileSync(file, main);
      return JSON.parse(await output(resolve(binary), [...argv, file, JSON.stringify(options)], folder, limit));
    },
  };
}

const node = (major: number, binary: string): Runtime => ({
  ...command(`Node ${major}`, "V8", binary),
  version: `${major}.`,
});

/** The runtimes that are commands, all of them from npm. */
export const commands: readonly Runtime[] = [
  node(22, "node22/bin/node"),
  node(24, "node/bin/node"),
  node(26, "node26/bin/node"),
  command("Bun", "JavaScriptCore", "bun/bin/bun.exe", ["--no-install", "--no-env-file"]),
  // It may do nothing but compute: no permission is given, and none can be asked for.
  command("Deno", "V8", "deno/deno", ["run", "--no-prompt", "--no-config", "--no-remote", "--no-npm"]),
];
