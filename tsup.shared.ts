import { readFileSync } from "node:fs";
import type { Options } from "tsup";

/** The sources of a package's entries, one for each subpath of its exports; `package.json` is in the current folder. */
export function entriesOfExports(): Record<string, string> {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as {
    exports: Record<string, { default?: string }>;
  };
  return Object.fromEntries(
    Object.values(exports).flatMap(({ default: file }) => {
      const name = file?.replace(/^\.\/dist\/(.*)\.js$/, "$1");
      return name === undefined ? [] : [[name, `src/${name}.ts`]];
    }),
  );
}

/** How every package that runs everywhere is built. The declarations are the compiler's own: `tsc -p tsconfig.build.json`. */
export const everywhere: Options = {
  format: "esm",
  target: "es2022",
  platform: "neutral",
  sourcemap: true,
  clean: true,
  silent: true,
};
