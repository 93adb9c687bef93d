import { type ChildProcess, type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll } from "vitest";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
/** Goes when the tests of a file are over. */
export const folder = mkdtempSync(join(tmpdir(), "thalweg-hub-"));
export const inFolder = (name: string) => join(folder, name);
const command = inFolder("command.mjs");
const children = new Set<ChildProcess>();

/** Those who listen share a machine with whatever else runs on it. */
const PATIENCE = 20_000;

beforeAll(async () => {
  await build({
    entryPoints: [path("../../command/command.ts")],
    outfile: command,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    alias: { "@thalweg/core": path("../../../core/src/index.ts") },
    // What is bundled of CommonJS asks for Node's own modules by this.
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
  });
});
afterEach(async () => {
  await Promise.all(
    [...children].map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    }),
  );
  children.clear();
});
afterAll(() => rmSync(folder, { recursive: true }));

const environment = ({ NO_COLOR: _, THALWEG_TOKEN: _token, ...others }: NodeJS.ProcessEnv) => others;

/** Runs the command, and waits for it. */
export function run(...given: readonly string[]): SpawnSyncReturns<string> {
  const options = { encoding: "utf8", env: environment(process.env), maxBuffer: 2 ** 26, timeout: PATIENCE } as const;
  return spawnSync(process.execPath, [command, ...given], options);
}

/** The command while it runs. */
export class Running {
  readonly child: ChildProcess;
  readonly lines: string[] = [];
  readonly errors: string[] = [];
  readonly #ended: Promise<number | null>;
  #look: () => void = () => {};

  constructor(given: readonly string[]) {
    const child = spawn(process.execPath, [command, ...given], {
      stdio: ["ignore", "pipe", "pipe"],
      env: environment(process.env),
    });
    children.add(child);
    this.child = child;
    const keep = (kept: string[]) => (line: string) => {
      kept.push(line);
      this.#look();
    };
    createInterface(child.stdout).on("line", keep(this.lines));
    createInterface(child.stderr).on("line", keep(this.errors));
    this.#ended = once(child, "close").then(([status]) => {
      this.#look();
      return status;
    });
  }

  /** Waits until it has printed a line of this kind, to standard output or to standard error. */
  line(kind: RegExp, from: "lines" | "errors" = "lines"): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${why}\n${[...this.lines, ...this.errors].join("\n")}`));
      const late = setTimeout(() => fail(`no line ${kind}`), PATIENCE);
      this.#look = () => {
        const found = this[from].map((line) => kind.exec(line)).find((match) => match !== null);
        const isOver = this.child.exitCode !== null || this.child.signalCode !== null;
        if (found === undefined && !isOver) return;
        clearTimeout(late);
        this.#look = () => {};
        if (found) resolve(found);
        else fail(`it ended, and printed no line ${kind}`);
      };
      this.#look();
    });
  }

  /** Sends a signal, if any, and waits until it has ended; its status. */
  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal !== undefined) this.child.kill(signal);
    return this.#ended;
  }
}

/** Starts a hub on a free port; resolves once it listens. */
export async function startHub(...given: readonly string[]): Promise<Running & { readonly url: string }> {
  const running = new Running(["--port", "0", ...given]);
  const [, url = ""] = await running
    .line(/listens at (ws:\S+)|"url":"(ws:[^"]+)"/)
    .then(([, text, json]) => ["", text ?? json]);
  return Object.assign(running, { url });
}
