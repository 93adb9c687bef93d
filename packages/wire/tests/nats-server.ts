import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { describe, test } from "vitest";

const executable = findExecutable();

function findExecutable(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/bin"];
  return folders
    .map((folder) => join(folder, "nats-server"))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Tests that need a broker: skipped where none is installed, and a failure there in CI. */
export function describeWithNats(name: string, suite: () => void): void {
  if (executable !== undefined) describe(name, suite);
  else if (process.env.CI === "true") {
    test(name, () => {
      throw new Error("nats-server is not installed: apt-get install nats-server");
    });
  } else test.skip(`${name} (skipped: needs nats-server, apt-get install nats-server)`, () => undefined);
}

/** A broker with JetStream, on a port and in a folder of its own. */
export class NatsServer {
  readonly #folder = mkdtempSync(join(tmpdir(), "thalweg-nats-"));
  readonly #settings: readonly string[];
  #process: ChildProcess | undefined;
  #port = -1;

  private constructor(settings: readonly string[]) {
    this.#settings = settings;
  }

  /** Starts one; `settings` are further arguments of the command. */
  static async start(settings: readonly string[] = []): Promise<NatsServer> {
    const server = new NatsServer(settings);
    await server.resume();
    return server;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.#port}`;
  }

  get folder(): string {
    return this.#folder;
  }

  /** Starts it again, where it was and with what it had; resolves once it listens. */
  async resume(): Promise<void> {
    const common = ["-js", "-sd", this.#folder, "-a", "127.0.0.1", "-p", String(this.#port)];
    const server = spawn(executable ?? "nats-server", [...common, ...this.#settings], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#process = server;
    const said: string[] = [];
    for await (const line of createInterface(server.stderr)) {
      said.push(line);
      const port = /Listening for client connections on .*:(\d+)/.exec(line)?.[1];
      if (port !== undefined) this.#port = Number(port);
      if (line.includes("Server is ready")) {
        server.stderr.resume();
        return;
      }
    }
    throw new Error(`nats-server ended: ${said.join("\n")}`);
  }

  /** Ends it; with `SIGKILL` as if its machine had stopped. */
  async end(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill(signal);
    await ended;
  }

  /** Ends it for good, with its folder. */
  async remove(): Promise<void> {
    await this.end("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Brokers that keep what they have together; each is called `n0`, `n1`, and so on. */
export async function startNatsCluster(count: number): Promise<NatsServer[]> {
  const routes = await Promise.all(Array.from({ length: count }, async () => `nats://127.0.0.1:${await freePort()}`));
  return Promise.all(
    routes.map((route, i) => {
      const cluster = ["--cluster_name", "tests", "--name", `n${i}`, "--cluster", route];
      return NatsServer.start([...cluster, "--routes", routes.join()]);
    }),
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
