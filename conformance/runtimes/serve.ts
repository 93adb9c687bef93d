import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Files by the path that they are asked for, on a port of loopback; call what it answers to end it. */
export async function serve(
  files: ReadonlyMap<string, string>,
): Promise<{ readonly address: string; readonly end: () => void }> {
  const server = createServer(({ url = "" }, answer) => {
    const file = files.get(url);
    const type = url.endsWith(".js") ? "text/javascript" : "text/html";
    answer.writeHead(file === undefined ? 404 : 200, { "content-type": `${type}; charset=utf-8` }).end(file);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    end: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
