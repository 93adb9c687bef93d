import { ConformanceError, messageOf } from "./conformance-error.ts";
import type { Law, Replay } from "./law.ts";
import { BrokenLaw } from "./law.ts";
import { addressOf, lawsOf } from "./laws.ts";
import type { LawOptions } from "./options.ts";
import { lawOptions } from "./options.ts";
import type { Feature, Subject } from "./subject.ts";
import { checkSubject } from "./subject.ts";

/** How one law went. */
export interface LawReport {
  /** What selects this law and no other: its number, and which one of several it is, as `4.3/2`. */
  readonly law: string;
  readonly number: string;
  readonly says: string;
  /** `off`: the subject does not support what the law needs. `untried`: an earlier law lost the subject for good. */
  readonly result: "passed" | "broken" | "off" | "untried";
  /** How many cases were tried, at most: a broken law stops earlier. A path leads to one. */
  readonly cases: number;
  readonly milliseconds: number;
  /** Of a broken law: what differed, and the programs that show it. Of an untried one: why. */
  readonly failure?: string;
  /** Of a broken law: what to hand back, together with `law`, to see the same case again. */
  readonly replay?: Replay;
  /** Of a law that is off: what the subject would have to support. */
  readonly missing?: readonly Feature[];
}

/** How all of them went. */
export interface Report {
  readonly subject: string;
  readonly supports: readonly Feature[];
  readonly seed: number;
  readonly runs: number;
  readonly laws: readonly LawReport[];
  /** Whether every law that is on holds, and one at least is on. */
  readonly passed: boolean;
}

/** What to check, and how long. */
export interface CheckOptions {
  readonly subject: Subject;
  readonly seed?: number;
  /** How many random cases each law tries. */
  readonly runs?: number;
  /** A number, as `4.3`, the beginning of one, as `4`, or one law of several, as `4.3/2`; every law where it is left out. */
  readonly law?: string;
  /** Replays one case of one law. */
  readonly path?: string;
  /** Told of each law before it is tried, and after. */
  readonly onLaw?: (law: Law, report?: LawReport) => void;
  /** Milliseconds, from anywhere. */
  readonly clock?: () => number;
}

/**
 * Tries every law, one after the other, and reports how each went; rejects for nothing that a subject does. Rejects with
 * a {@link ConformanceError} where an option makes no sense: there is no such law, or a path is given for more than one.
 */
export async function checkConformance(options: CheckOptions): Promise<Report> {
  const { subject, onLaw, clock = Date.now } = options;
  checkSubject(subject);
  const { laws, how } = chosen(options);
  const reports: LawReport[] = [];
  for (const law of laws) {
    const missing = missingOf(law, subject);
    if (missing.length > 0) {
      reports.push({ ...named(law), result: "off", cases: 0, milliseconds: 0, missing });
    } else {
      onLaw?.(law);
      reports.push(await tried(law, subject, how, clock));
    }
    onLaw?.(law, reports.at(-1));
  }
  const on = reports.filter(({ result }) => result !== "off");
  const passed = on.length > 0 && on.every(({ result }) => result === "passed");
  const { seed, runs } = how;
  return { subject: subject.name, supports: subject.supports, seed, runs, laws: reports, passed };
}

/** The laws that are asked for, and how they are tried; throws a {@link ConformanceError} where that makes no sense. */
export function chosen(options: Pick<CheckOptions, "law" | "seed" | "runs" | "path">): {
  readonly laws: readonly Law[];
  readonly how: LawOptions;
} {
  const { law, path } = options;
  const how = lawOptions(options);
  const laws = lawsOf(law);
  if (laws.length === 0) {
    const expected = "a section that there is (4), a clause (4.3) or one law of it (4.3/2)";
    throw new ConformanceError("unknown-law", "law", expected, law);
  }
  if (path !== undefined && laws.length > 1) {
    const those = laws.length > 9 ? `${laws.length} laws` : laws.map(addressOf).join(", ");
    throw new ConformanceError("invalid-option", "law", `the one law that the path is of, and not ${those}`, law);
  }
  return { laws, how };
}

/** What a subject would have to support for a law to be on. */
export function missingOf(law: Law, subject: Subject): readonly Feature[] {
  return law.needs.filter((feature) => !subject.supports.includes(feature));
}

function named(law: Law): Pick<LawReport, "law" | "number" | "says"> {
  return { law: addressOf(law), number: law.number, says: law.says };
}

async function tried(law: Law, subject: Subject, how: LawOptions, clock: () => number): Promise<LawReport> {
  const start = clock();
  const given = { ...named(law), cases: how.path === undefined ? law.cases(how.runs) : 1 };
  try {
    if (subject.isLost) await subject.restart?.();
  } catch (error) {
    return { ...given, result: "untried", cases: 0, milliseconds: clock() - start, failure: messageOf(error) };
  }
  try {
    await law.check(subject, how);
    return { ...given, result: "passed", milliseconds: clock() - start };
  } catch (error) {
    if (error instanceof ConformanceError) throw error;
    const broken = { ...given, result: "broken", milliseconds: clock() - start } as const;
    if (!(error instanceof BrokenLaw)) return { ...broken, failure: messageOf(error) };
    return { ...broken, failure: error.found, replay: { ...error.replay, runs: how.runs } };
  }
}
