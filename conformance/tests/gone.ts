import { readFileSync } from "node:fs";
import { setTimeout as passing } from "node:timers/promises";

/** Whether the process whose number stands in a file is gone, a moment later at the latest; if not, it is ended. */
export async function isGone(noted: string): Promise<boolean> {
  const pid = Number(readFileSync(noted, "utf8"));
  if (!(pid > 1)) throw new Error(`${noted} holds no number of a process`);
  for (let tries = 0; tries < 50; tries++) {
    if (!isRunning(pid)) return true;
    await passing(10);
  }
  process.kill(pid, "SIGKILL");
  return false;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that has ended keeps its number until somebody takes notice.
    return process.platform !== "linux" || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}
