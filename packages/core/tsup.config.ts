import { defineConfig } from "tsup";

// The declarations are the compiler's own: `tsc -p tsconfig.build.json`, which runs after this.
export default defineConfig({
  entry: { index: "src/index.ts", "testing/index": "src/testing/index.ts" },
  format: "esm",
  target: "es2022",
  platform: "neutral",
  sourcemap: true,
  clean: true,
  silent: true,
});
