import { chosen, missingOf } from "./check.ts";
import type { Law } from "./law.ts";
import { BrokenLaw } from "./law.ts";
import { addressOf } from "./laws.ts";
import type { LawOptions } from "./options.ts";
import type { Subject } from "./subject.ts";
import { checkSubject } from "./subject.ts";

/** What registers a test: `test` of vitest, of node's runner, of Bun, Deno.test, or your own. */
export interface RegisterTest {
  (name: string, body: () => Promise<void>): unknown;
  /** Registers one that does not run; where there is none, laws that are off are no tests. */
  readonly skip?: (name: string, body: () => Promise<void>) => unknown;
}

/** What to run, and how long. */
export interface ConformanceOptions {
  readonly test: RegisterTest;
  readonly subject: Subject;
  readonly seed?: number;
  /** How many random cases each law tries. */
  readonly runs?: number;
  /** A number, as `4.3`, the beginning of one, as `4`, or one law of several, as `4.3/2`; every law where it is left out. */
  readonly law?: string;
  /** Replays one case of one law. */
  readonly path?: string;
}

/**
 * Registers one test for each law with the runner that you use. Laws that the subject does not support are skipped, by
 * name: what is off never counts as passed. Throws a {@link ConformanceError} where an option makes no sense: there is
 * no such law, or a path is given for more than one.
 */
export function runConformance(options: ConformanceOptions): void {
  const { test, subject } = options;
  checkSubject(subject);
  const { laws, how } = chosen(options);
  for (const law of laws) {
    const name = `${law.number} ${law.says}`;
    const missing = missingOf(law, subject);
    if (missing.length === 0) test(name, () => checked(law, subject, how));
    else test.skip?.(`${name} (off: no ${missing.join(", ")})`, async () => {});
  }
}

/** Checks a law, and says how to see its failure again in the words of {@link runConformance}. */
async function checked(law: Law, subject: Subject, options: LawOptions): Promise<void> {
  try {
    await law.check(subject, options);
  } catch (error) {
    if (!(error instanceof BrokenLaw)) throw error;
    const replay = { ...error.replay, runs: options.runs };
    const { seed, runs, path } = replay;
    const again = `law: "${addressOf(law)}", seed: ${seed}, runs: ${runs}, path: ${JSON.stringify(path)}`;
    throw new BrokenLaw(error.found, replay, error.cause, `runConformance({ test, subject, ${again} })`);
  }
}
