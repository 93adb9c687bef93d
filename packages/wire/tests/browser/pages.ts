import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const scripts = ["worker.page", "device.worker", "tab.page", "hub.worker"];
let bundled: Promise<ReadonlyMap<string, Uint8Array>> | undefined;

/** The scripts of the pages and their workers, by name, each with all that it imports. */
async function bundle(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: scripts.map((name) => path(`./${name}.ts`)),
    outdir: path("."),
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    target: "es2022",
    logLevel: "error",
    alias: { "@thalweg/core": path("../../../core/src/index.ts") },
  });
  return new Map(outputFiles.map((file) => [file.path.slice(path(".").length), file.contents]));
}

/** Serves the pages, `/worker` and `/tab`, and what they load, on a port of loopback. */
export async function startPages(): Promise<{ readonly origin: string; end(): Promise<void> }> {
  bundled ??= bundle();
  const files = await bundled;
  const server = createServer(({ url = "" }, answer) => {
    const { pathname } = new URL(url, "http://localhost");
    const script = files.get(pathname.slice(1));
    const isPage = files.has(`${pathname.slice(1)}.page.js`);
    const content = isPage
      ? `<!doctype html><title>thalweg</title><script type="module" src="${pathname}.page.js"></script>`
      : script;
    const type = isPage ? "text/html" : "text/javascript";
    answer.writeHead(content === undefined ? 404 : 200, { "content-type": `${type}; charset=utf-8` }).end(content);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async end() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
