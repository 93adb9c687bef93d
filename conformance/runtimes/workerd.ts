import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { json, text } from "node:stream/consumers";
import { type Child, output, start } from "./process.ts";
import type { Runtime } from "./runtime.ts";
import type { SuiteOptions, SuiteResult } from "./suite.ts";

const binary = createRequire(import.meta.url).resolve("workerd/bin/workerd");

/** Answers a request with the result, or with why there is none. */
const main = `
import { runSuite } from "suite.js";
const complain = (error) => new Response(String(error.stack), { status: 500 });
export default {
  fetch: async (request) => runSuite(await request.json()).then((result) => Response.json(result), complain),
};
`;

// The flag takes away what it has of Node.
const config = `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "suite", worker = (
    modules = [
      (name = "main.js", esModule = embed "workerd.js"),
      (name = "suite.js", esModule = embed "suite.js"),
    ],
    compatibilityDate = "2026-10-01",
    compatibilityFlags = ["no_nodejs_compat_v2"],
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "suite")],
);
`;

/** The runtime of Cloudflare's workers, from npm, asked over loopback. */
export const workerd: Runtime = {
  name: "workerd",
  engine: "V8",
  async run({ folder, options, limit }) {
    writeFileSync(join(folder, "workerd.js"), main);
    writeFileSync(join(folder, "workerd.capnp"), config);
    // Scripts are not told the version; the command is.
    const version = (await output(binary, ["--version"], folder, limit)).trim().replace("workerd ", "");
    const server = start(binary, ["serve", "workerd.capnp", "--control-fd=1"], folder, limit);
    try {
      return { ...(await ask(await portOf(server), options, limit)), version };
    } finally {
      server.kill("SIGKILL");
    }
  },
};

/** The port, which the server tells as soon as it listens. */
async function portOf({ stdout, stderr }: Child): Promise<number> {
  for await (const line of createInterface({ input: stdout })) return JSON.parse(line).port;
  throw new Error(`workerd did not start\n${await text(stderr)}`);
}

/** Not `fetch`, which waits five minutes for an answer and no longer. */
function ask(port: number, options: SuiteOptions, limit: AbortSignal): Promise<SuiteResult> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port, method: "POST", signal: limit }, async (answer) => {
      if (answer.statusCode === 200) resolve((await json(answer)) as SuiteResult);
      else reject(new Error(`workerd answered ${answer.statusCode}: ${await text(answer)}`));
    });
    asking.once("error", reject);
    asking.end(JSON.stringify(options));
  });
}
