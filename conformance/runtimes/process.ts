import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

/** A process that was started here, without an input. */
export type Child = ChildProcessByStdio<null, Readable, Readable>;

const started = new Set<Child>();
const kill = (child: Child) => child.kill("SIGKILL");
// Whatever ends this process ends those it started; puppeteer sees to the browsers in the same way.
process.on("exit", () => started.forEach(kill));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));

/** Starts a command, which outlives neither the limit nor this process. */
export function start(command: string, argv: readonly string[], folder: string, limit: AbortSignal): Child {
  const child = spawn(command, argv, {
    cwd: folder,
    signal: limit,
    killSignal: "SIGKILL",
    stdio: ["ignore", "pipe", "pipe"],
    // Caches go where everything else of the run is, and nothing asks for updates or reports.
    env: { ...process.env, DENO_DIR: folder, DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1", NODE_OPTIONS: "" },
  });
  started.add(child);
  // Unheard, the end by the limit would end this process, too.
  child.on("error", () => {});
  child.once("close", () => started.delete(child));
  return child;
}

/** What a command prints, once it has ended well. */
export async function output(
  command: string,
  argv: readonly string[],
  folder: string,
  limit: AbortSignal,
): Promise<string> {
  const child = start(command, argv, folder, limit);
  const [[code, signal], printed, complaints] = await Promise.all([
    once(child, "close"),
    text(child.stdout),
    text(child.stderr),
  ]);
  if (code !== 0) throw new Error(`${command} ended with ${code ?? signal}\n${complaints}${printed}`);
  return printed;
}
