import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Bytes of a bundle that imports `Tensor` and nothing else: minified, gzip -9. */
const budget = 11_000;

const { outputFiles } = await build({
  stdin: {
    contents: 'import { Tensor } from "./dist/index.js"; globalThis.Tensor = Tensor;',
    resolveDir: fileURLToPath(new URL(".", import.meta.url)),
  },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  write: false,
});
const code = Buffer.concat(outputFiles.map((file) => file.contents));
const bytes = gzipSync(code, { level: 9 }).length;
console.log(`@thalweg/core, Tensor alone: ${bytes} bytes gzipped (${code.length} minified), budget ${budget}`);
if (bytes > budget) {
  console.error(`Over budget by ${bytes - budget} bytes.`);
  process.exitCode = 1;
}
