import type { ChildProcessByStdio } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { setTimeout as passing } from "node:timers/promises";
import { Family } from "./family.ts";

/** How long a command may take to end when its input does, and a group when it is asked to. */
const ending = 1000;
const grace = 500;
/** How long the system may take to clear a group that was killed. */
const clearing = 1000;
const onWindows = process.platform === "win32";

/** The groups that may still have members. */
const groups = new Set<Members>();
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A command that runs in a shell, and all that comes of it: none of that is left when it is stopped. */
export interface Group {
  readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Ends the input of the command, and says whether that ended it. */
  end(): Promise<boolean>;
  /** Asks all of it to end, kills what does not, and settles when nothing is left. */
  stop(): Promise<void>;
}

/** Starts a command. */
export function startGroup(command: string): Group {
  const child = spawn(command, { shell: true, detached: !onWindows, windowsHide: true, stdio: "pipe" });
  const { pid } = child;
  // Open pipes would keep a program alive that forgot to close its child; while it waits for an answer, a timer does.
  for (const handle of [child, child.stdin, child.stdout, child.stderr] as { unref?: () => void }[]) handle.unref?.();
  if (pid === undefined) return { process: child, end: async () => true, stop: async () => {} };
  const members = new Members(pid);
  if (groups.size === 0) watchOwnEnd();
  groups.add(members);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    members.signal("SIGTERM");
    if (!(await comesTrue(() => !members.areLeft(), grace))) {
      // Whoever was started meanwhile is killed the next time.
      const areKilled = (): boolean => {
        members.signal("SIGKILL");
        return !members.areLeft();
      };
      await comesTrue(areKilled, clearing);
    }
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
    groups.delete(members);
    if (groups.size === 0) unwatchOwnEnd();
  };
  return {
    process: child,
    end() {
      // Whose parent ends by itself may be found no more.
      members.areLeft();
      child.stdin.end();
      return comesTrue(() => child.exitCode !== null || child.signalCode !== null, ending);
    },
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** All that came of a command, as far as the system tells: elsewhere than on Linux, the group that it leads. */
class Members {
  readonly #leader: number;
  readonly #family: Family;

  constructor(leader: number) {
    this.#leader = leader;
    this.#family = new Family(leader);
  }

  areLeft(): boolean {
    const seen = this.#look();
    if (seen !== undefined) return seen.length > 0;
    try {
      // To signal 0 nobody reacts: it only asks whether there is somebody.
      process.kill(onWindows ? this.#leader : -this.#leader, 0);
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "EPERM";
    }
  }

  signal(signal: NodeJS.Signals): void {
    if (onWindows) {
      spawnSync("taskkill", ["/pid", String(this.#leader), "/T", "/F"], { windowsHide: true });
      return;
    }
    const others = (this.#look() ?? []).filter(({ group }) => group !== this.#leader);
    for (const pid of [-this.#leader, ...others.map(({ pid }) => pid)]) {
      try {
        process.kill(pid, signal);
      } catch {
        // There is nobody left to tell.
      }
    }
  }

  #look(): ReturnType<Family["look"]> | undefined {
    if (process.platform !== "linux") return undefined;
    try {
      return this.#family.look();
    } catch {
      return undefined;
    }
  }
}

async function comesTrue(condition: () => boolean, within: number): Promise<boolean> {
  const end = Date.now() + within;
  for (let pause = 1; !condition(); pause = Math.min(2 * pause, 20)) {
    if (Date.now() >= end) return false;
    await passing(pause);
  }
  return true;
}

function killAll(): void {
  for (const members of groups) members.signal("SIGKILL");
}

/** A group of its own hears nothing of a Ctrl-C, so that it must be told. */
function killAllBecauseOf(signal: NodeJS.Signals): void {
  killAll();
  unwatchOwnEnd();
  // Where nobody else listens, the signal does what it would have done.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function watchOwnEnd(): void {
  process.on("exit", killAll);
  for (const signal of signals) process.on(signal, killAllBecauseOf);
}

function unwatchOwnEnd(): void {
  process.off("exit", killAll);
  for (const signal of signals) process.off(signal, killAllBecauseOf);
}
