import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { atMost, type Figure, once } from "./figure.ts";

/** The bytes of a bundle that imports `Tensor` alone, minified and gzipped. */
export async function measureBundle(): Promise<Figure[]> {
  const { outputFiles } = await build({
    stdin: {
      contents: 'export { Tensor } from "@thalweg/core";',
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    // The repository's own configuration maps the package to its sources; a user has what was built.
    tsconfigRaw: {},
    write: false,
  });
  const code = Buffer.concat(outputFiles.map(({ contents }) => contents));
  return [
    {
      name: "bundle",
      label: "bundle of Tensor alone, minified and gzipped",
      unit: "bytes",
      ...once(gzipSync(code, { level: 9 }).length),
      bar: atMost(9_000),
      note: `${code.length.toLocaleString("en-US")} bytes minified`,
    },
  ];
}
