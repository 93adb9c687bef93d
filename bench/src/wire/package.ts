import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { atMost, type Figure, once } from "../speed/figure.ts";

/** The bytes of a bundle of a replica with the WebSocket client, without what others have written, or the core. */
export async function measurePackage(): Promise<Figure[]> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `
        export { createReplica } from "@thalweg/wire";
        export { webSocket } from "@thalweg/wire/websocket";
      `,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    external: ["@thalweg/core", "msgpackr"],
    // The repository's own configuration maps the packages to their sources; a user has what was built.
    tsconfigRaw: {},
    write: false,
    metafile: true,
  });
  const foreign = Object.keys(metafile.inputs).find((path) => path.includes("node_modules"));
  if (foreign !== undefined) throw new Error(`${foreign} is in the bundle`);
  const code = Buffer.concat(outputFiles.map(({ contents }) => contents));
  return [
    {
      name: "package",
      label: "replica with WebSocket, without msgpackr and core, minified and gzipped",
      unit: "bytes",
      ...once(gzipSync(code, { level: 9 }).length),
      bar: atMost(8_000),
      note: `${code.length.toLocaleString("en-US")} bytes minified`,
    },
  ];
}
