// `pnpm size`: what a bundle that imports `Tensor` and nothing else weighs; `--profile` says what each file puts into it.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Bytes, minified, gzip -9. */
const budget = 11_000;

const { values } = parseArgs({ options: { profile: { type: "boolean", default: false } } });
const { outputFiles, metafile } = await build({
  stdin: {
    contents: `import { Tensor } from "${values.profile ? "./src/index.ts" : "./dist/index.js"}"; globalThis.Tensor = Tensor;`,
    resolveDir: fileURLToPath(new URL(".", import.meta.url)),
  },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  write: false,
  metafile: true,
});
const code = Buffer.concat(outputFiles.map((file) => file.contents));
const bytes = gzipSync(code, { level: 9 }).length;
if (values.profile) {
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  for (const [file, { bytesInOutput }] of inputs.sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)) {
    const share = ((bytesInOutput / code.length) * 100).toFixed(1);
    if (bytesInOutput > 100)
      console.log(`${file.split("/").at(-1)?.padEnd(16)}${bytesInOutput}`.padEnd(24), `${share} %`);
  }
}
console.log(`@thalweg/core, Tensor alone: ${bytes} bytes gzipped (${code.length} minified), budget ${budget}`);
if (bytes > budget) {
  console.error(`Over budget by ${bytes - budget} bytes.`);
  process.exitCode = 1;
}
