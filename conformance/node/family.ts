import { readdirSync, readFileSync } from "node:fs";

/** A process that has not ended, as Linux tells of it. */
interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** When it began: a number may be given away again. */
  readonly began: string;
}

/**
 * A process that leads a session, and what came of it, wherever that went: its session, its group, and the descendants of
 * those, in sessions of their own too. Such a one is missed where its parent had ended before anybody looked.
 */
export class Family {
  readonly #leader: number;
  #seen: readonly Process[] = [];

  constructor(leader: number) {
    this.#leader = leader;
  }

  /** Those of it that run; what is seen once is known from then on. Throws where the system does not tell. */
  look(): readonly Process[] {
    const all = processes();
    const members = all.filter((one) => this.#isNear(one) || this.#seen.some((known) => isSame(known, one)));
    // Whoever is found is looked at in turn.
    for (const { pid } of members) members.push(...all.filter((one) => one.parent === pid && !members.includes(one)));
    this.#seen = members;
    return members;
  }

  #isNear({ group, session }: Process): boolean {
    return group === this.#leader || session === this.#leader;
  }
}

function isSame(one: Process, other: Process): boolean {
  return one.pid === other.pid && one.began === other.began;
}

function processes(): readonly Process[] {
  return readdirSync("/proc").flatMap((entry) => (/^\d+$/.test(entry) ? (processOf(entry) ?? []) : []));
}

function processOf(pid: string): Process | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "latin1");
    // pid (name) state parent group session …, and the name may hold anything.
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    const [state, parent, group, session] = fields;
    // Those that have ended stand there until somebody takes notice, which in a container may be late or never.
    if (state === "Z" || state === "X") return undefined;
    const began = fields[19] ?? "";
    return { pid: Number(pid), parent: Number(parent), group: Number(group), session: Number(session), began };
  } catch {
    // It ended meanwhile.
    return undefined;
  }
}
