// `pnpm size`: what the entries weigh in a bundle, and what of it is shared between providers, or data.
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import { PROVIDERS } from "./src/index.ts";

/** Bytes, minified, gzip -9. */
const budgets = {
  /**
   * All that an application needs that only describes; a little above what it is. A third of it is what refuses: a
   * misspelt field, name or unit would otherwise be an unknown number, or an open gate, that nobody notices.
   */
  index: 8_400,
  /**
   * What a provider adds to a bundle that has another one already. The conversion that they share is paid for once, so
   * it has a budget of its own: it may not grow for the sake of one provider.
   */
  provider: 2_000,
  shared: 7_400,
  outcomes: 2_400,
  /**
   * What reads requests, without its words. Those are data in four languages, as the catalogue is data: each language
   * more adds to them and to nothing else.
   */
  reading: 12_000,
  words: 16_100,
  /**
   * Every entry at once, the words and the catalogue aside; nobody imports it. The aim is 14,000, which it does not
   * meet: this keeps it from growing.
   */
  everything: 27_700,
};

const sources = fileURLToPath(new URL("./src", import.meta.url));
const words = ["reading/step-words.ts", "reading/difficulty-words.ts"];
const providers = PROVIDERS.map(({ name }) => ({ name, file: `entries/${name}.ts` }));

/** A bundle with all exports of these files, but for what is `apart`; an import from outside fails the build. */
async function bundle(
  files: readonly string[],
  apart: readonly string[] = [],
): Promise<{ readonly bytes: number; readonly inputs: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: files.map((file, i) => `export * as entry${i} from "./${file}";`).join("\n"),
      resolveDir: sources,
    },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    metafile: true,
    plugins: [
      {
        name: "apart",
        setup({ onResolve }) {
          onResolve({ filter: /^[.]/ }, ({ importer, path, resolveDir }) =>
            importer !== "<stdin>" && apart.includes(relative(sources, join(resolveDir, path)))
              ? { path, external: true }
              : undefined,
          );
        },
      },
    ],
  });
  const inputs = inputsOf(metafile);
  const foreign = inputs.filter((input) => input.startsWith(".."));
  if (foreign.length > 0) throw new Error(`${files.join(", ")} pulls in ${foreign.join(", ")}`);
  return { bytes: gzipSync(Buffer.concat(outputFiles.map(({ contents }) => contents)), { level: 9 }).length, inputs };
}

/** The sources of a bundle, from the folder of the sources. */
function inputsOf({ inputs }: Metafile): readonly string[] {
  const files = Object.keys(inputs).filter((input) => input !== "<stdin>");
  return files.map((input) => relative(sources, join(process.cwd(), input)));
}

function report(name: string, bytes: number, budget: number, more = ""): void {
  console.log(`@thalweg/adapters, ${name}: ${bytes} bytes gzipped, budget ${budget}${more}`);
  if (bytes <= budget) return;
  console.error(`Over budget by ${bytes - budget} bytes.`);
  process.exitCode = 1;
}

report("describing alone", (await bundle(["index.ts"])).bytes, budgets.index);

const bundles = await Promise.all(providers.map(({ file }) => bundle([file])));
const counts = new Map<string, number>();
for (const input of bundles.flatMap(({ inputs }) => inputs)) counts.set(input, (counts.get(input) ?? 0) + 1);
const shared = [...counts.keys()].filter((input) => (counts.get(input) ?? 0) > 1);
report("shared by providers", (await bundle(shared)).bytes, budgets.shared);
for (const [i, { name, file }] of providers.entries()) {
  const { bytes } = await bundle([file], shared);
  report(`./${name} beyond that`, bytes, budgets.provider, `; ${bundles[i]?.bytes} with it`);
}
report("./outcomes", (await bundle(["entries/outcomes.ts"])).bytes, budgets.outcomes);

const reading = await bundle(["entries/reading.ts"]);
const code = await bundle(["entries/reading.ts"], words);
report("./reading without its words", code.bytes, budgets.reading, `; ${reading.bytes} with them`);
report("the words", (await bundle(words)).bytes, budgets.words);

const entries = ["index.ts", "entries/reading.ts", "entries/outcomes.ts", ...providers.map(({ file }) => file)];
report("everything but the words", (await bundle(entries, words)).bytes, budgets.everything);
