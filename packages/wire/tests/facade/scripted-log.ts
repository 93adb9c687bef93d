import { WireError } from "../../src/errors.ts";
import type { Log, LogFollower } from "../../src/logs/log.ts";
import { memoryLog } from "../../src/logs/memory.ts";

/** A log in memory that fails when it is told to. */
export interface ScriptedLog extends Log {
  /** Whether appends are refused, some milliseconds later; those beyond `maxEntry` always are. */
  isFull: boolean;
  /** Whether compactions are. */
  isCramped: boolean;
  compactions: number;
  /** Of the last state. */
  stateBytes: number;
  readonly follower: LogFollower;
}

export function scriptedLog(maxEntry?: number): ScriptedLog {
  const log = memoryLog();
  let follower: LogFollower | undefined;
  return {
    isFull: false,
    isCramped: false,
    compactions: 0,
    stateBytes: 0,
    maxEntry,
    get follower() {
      return follower as LogFollower;
    },
    open(given) {
      follower = given;
      return log.open(given);
    },
    append(entry, id) {
      if (entry.length > (maxEntry ?? Infinity)) {
        return Promise.reject(new WireError("too-large", `${entry.length} bytes`));
      }
      if (!this.isFull) return log.append(entry, id);
      return new Promise((_, reject) => setTimeout(() => reject(new WireError("log-failed", "the disk is full")), 5));
    },
    compact(revision, state) {
      this.compactions++;
      this.stateBytes = state.length;
      return this.isCramped
        ? Promise.reject(new WireError("log-failed", "no room for a state"))
        : log.compact(revision, state);
    },
    get size() {
      return log.size;
    },
    close: () => log.close(),
  };
}
