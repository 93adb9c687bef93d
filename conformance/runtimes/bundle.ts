import { writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What must not be in the bundle: sources of what is built. The subject, which is not, may borrow an oracle. */
const sources = /^(packages\/[^/]+\/src\/|conformance\/src\/index[.]ts$)/;

/** Makes one module, `suite.js`, of the suite and of the packages as they are built. */
export async function bundleSuite(folder: string): Promise<void> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["conformance/runtimes/suite.ts"],
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    write: false,
    metafile: true,
    // The paths of the tsconfig lead to the sources, and what is published is not those.
    tsconfigRaw: {},
    logLevel: "warning",
  });
  const notBuilt = Object.keys(metafile.inputs).filter((path) => sources.test(path.split(sep).join("/")));
  if (notBuilt.length > 0)
    throw new Error(`The suite must be of the built packages, and takes ${notBuilt.join(", ")}.`);
  for (const { contents } of outputFiles) writeFileSync(join(folder, "suite.js"), contents);
}
