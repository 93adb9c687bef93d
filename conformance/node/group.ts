import type { ChildProcessByStdio } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { setTimeout as passing } from "node:timers/promises";

/** How long a command may take to end when its input does, and a group when it is asked to. */
const ending = 1000;
const grace = 500;
/** How long the system may take to clear a group that was killed. */
const clearing = 1000;
const onWindows = process.platform === "win32";

/** The processes that lead a group which may still have members. */
const leaders = new Set<number>();
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A command that runs in a shell, as a group of processes of its own: none of them is left when it is stopped. */
export interface Group {
  readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Ends the input of the command, which ends it, and then stops what is left. */
  end(): Promise<void>;
  /** Asks all of it to end, kills what does not, and settles when nothing is left. */
  stop(): Promise<void>;
}

/** Starts a command. */
export function startGroup(command: string): Group {
  const child = spawn(command, { shell: true, detached: !onWindows, windowsHide: true, stdio: "pipe" });
  const { pid } = child;
  // Open pipes would keep a program alive that forgot to close its child; while it waits for an answer, a timer does.
  for (const handle of [child, child.stdin, child.stdout, child.stderr] as { unref?: () => void }[]) handle.unref?.();
  if (pid === undefined) return { process: child, end: async () => {}, stop: async () => {} };
  if (leaders.size === 0) watchOwnEnd();
  leaders.add(pid);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    signalGroup(pid, "SIGTERM");
    if (!(await comesTrue(() => !hasMembers(pid), grace))) {
      signalGroup(pid, "SIGKILL");
      await comesTrue(() => !hasMembers(pid), clearing);
    }
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
    leaders.delete(pid);
    if (leaders.size === 0) unwatchOwnEnd();
  };
  return {
    process: child,
    async end() {
      child.stdin.end();
      await comesTrue(() => child.exitCode !== null || child.signalCode !== null, ending);
      await this.stop();
    },
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  if (onWindows) {
    spawnSync("taskkill", ["/pid", String(leader), "/T", "/F"], { windowsHide: true });
    return;
  }
  try {
    process.kill(-leader, signal);
  } catch {
    // There is nobody left to tell.
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

function hasMembers(leader: number): boolean {
  try {
    // To signal 0 nobody reacts: it only asks whether there is somebody.
    process.kill(onWindows ? leader : -leader, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return process.platform !== "linux" || hasLivingMembers(leader);
}

/** Those that have ended count as members until somebody takes notice, which in a container may be late or never. */
function hasLivingMembers(leader: number): boolean {
  try {
    return readdirSync("/proc").some((entry) => /^\d+$/.test(entry) && isLivingMember(entry, leader));
  } catch {
    return true;
  }
}

function isLivingMember(pid: string, leader: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "latin1");
    // pid (name) state parent group …, and the name may hold anything.
    const [state, , group] = status.slice(status.lastIndexOf(")") + 2).split(" ");
    return group === String(leader) && state !== "Z" && state !== "X";
  } catch {
    // It ended meanwhile.
    return false;
  }
}

function killAll(): void {
  for (const leader of leaders) signalGroup(leader, "SIGKILL");
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
