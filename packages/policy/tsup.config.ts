import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";

const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as {
  exports: Record<string, { default?: string }>;
};
// One entry for each subpath.
const entry = Object.fromEntries(
  Object.values(exports).flatMap(({ default: file }) => {
    const name = file?.replace(/^\.\/dist\/(.*)\.js$/, "$1");
    return name === undefined ? [] : [[name, `src/${name}.ts`]];
  }),
);

// The declarations are the compiler's own: `tsc -p tsconfig.build.json`, which runs after this.
export default defineConfig({
  entry,
  format: "esm",
  target: "es2022",
  platform: "neutral",
  sourcemap: true,
  clean: true,
  silent: true,
});
