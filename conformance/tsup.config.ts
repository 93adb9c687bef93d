import { defineConfig } from "tsup";

// The declarations are the compiler's own: `tsc -p tsconfig.build.json`, which runs after this.
export default defineConfig({
  entry: { index: "src/index.ts", node: "node/child.ts", cli: "node/cli.ts" },
  format: "esm",
  target: "es2022",
  platform: "node",
  removeNodeProtocol: false,
  // Whoever checks an implementation need not have another one.
  noExternal: [/^@thalweg\/core/],
  // Without the paths that lead to the sources of the core: what it is built to is taken.
  tsconfig: "tsconfig.build.json",
  sourcemap: true,
  clean: true,
  silent: true,
});
