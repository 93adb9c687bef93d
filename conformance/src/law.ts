import fc from "fast-check";
import { ConformanceError, messageOf } from "./conformance-error.ts";
import type { LawOptions } from "./options.ts";
import { lawOptions } from "./options.ts";
import { Play } from "./play.ts";
import type { Feature, Subject } from "./subject.ts";

/** One clause of the semantics, as a property that any implementation can be held to. */
export interface Law {
  /** The number of the clause, as `4.3`; a clause may have several laws. */
  readonly number: string;
  readonly says: string;
  /** What a subject must support for the law to be on. */
  readonly needs: readonly Feature[];
  /** How many cases it tries when it is asked for so many runs. */
  cases(runs: number): number;
  /**
   * Rejects with {@link BrokenLaw} where the subject breaks it, and with a {@link ConformanceError} where the options
   * make no sense, as a path that leads to no case of these runs. With a path that one case is tried, and no other.
   */
  check(subject: Subject, options: LawOptions): Promise<void>;
}

/** What draws one failing case again. */
export interface Replay {
  readonly seed: number;
  readonly runs: number;
  readonly path: string;
}

/** A law that a subject broke: which, in words, by what input, and how to replay it. */
export class BrokenLaw extends Error {
  override readonly name = "BrokenLaw";
  /** Which law, what differed, and the programs that show it: the message without its last line. */
  readonly found: string;
  readonly replay: Replay;

  /** `how` is the last line, what to do to see it again. */
  constructor(found: string, replay: Replay, cause: unknown, how: string = toRead(replay)) {
    super(`${found}\nreplay: ${how}`, { cause });
    this.found = found;
    this.replay = replay;
  }
}

function toRead({ seed, path, runs }: Replay): string {
  return `seed ${seed}, path ${JSON.stringify(path)}, runs ${runs}`;
}

interface Terms {
  /** The features whose commands it uses; `what there is`: it makes do with any, and is never off. */
  readonly needs?: readonly Feature[] | "what there is";
  /** Dear laws try a share of the runs. */
  readonly share?: number;
}

/** A law for all inputs that an arbitrary draws: `holds` plays programs, and rejects where they do not go as it says. */
export function forAll<Drawn>(
  number: string,
  says: string,
  drawn: fc.Arbitrary<Drawn>,
  holds: (play: Play, drawn: Drawn) => Promise<void>,
  { needs = [], share = 1 }: Terms = {},
): Law {
  const cases = (runs: number): number => Math.ceil(runs * share);
  const takesWhatThereIs = needs === "what there is";
  return {
    number,
    says,
    needs: takesWhatThereIs ? [] : needs,
    cases,
    async check(subject, options) {
      const { seed, runs, path } = lawOptions(options);
      if (subject.isLost) await subject.restart?.();
      const allowed = takesWhatThereIs ? subject.supports : needs;
      let last = new Play(subject, allowed);
      const attempt = async (input: Drawn): Promise<void> => {
        const play = new Play(subject, allowed);
        try {
          await holds(play, input);
        } catch (error) {
          last = play;
          throw error;
        }
      };
      const how = { subject, seed, cases: cases(runs) };
      const failure =
        path === undefined
          ? await smallestFailure(drawn, attempt, how)
          : await failureOf(attempt, { path, input: caseAt(drawn, { ...how, path }) });
      if (failure === undefined) return;
      const found = [`law ${number} is broken: ${says}`, messageOf(failure.reason), ...last.played()].join("\n");
      throw new BrokenLaw(found, { seed, runs, path: failure.path }, failure.reason);
    },
  };
}

interface Failure {
  readonly reason: unknown;
  readonly path: string;
}

/** Tries many cases, and of one that fails ever smaller ones. */
async function smallestFailure<Drawn>(
  drawn: fc.Arbitrary<Drawn>,
  attempt: (input: Drawn) => Promise<void>,
  { subject, seed, cases }: { readonly subject: Subject; readonly seed: number; readonly cases: number },
): Promise<Failure | undefined> {
  let isLost = false;
  const property = fc.asyncProperty(drawn, async (input) => {
    // To a subject that is lost every case is a failure: the one to report is the one that lost it, not a smaller one.
    if (isLost) return;
    try {
      await attempt(input);
    } catch (error) {
      isLost = subject.isLost === true;
      throw error;
    }
  });
  const { failed, errorInstance, counterexamplePath } = await fc.check(property, { seed, numRuns: cases });
  return failed ? { reason: errorInstance, path: counterexamplePath ?? "" } : undefined;
}

/** Tries one case. */
async function failureOf<Drawn>(
  attempt: (input: Drawn) => Promise<void>,
  { path, input }: { readonly path: string; readonly input: Drawn },
): Promise<Failure | undefined> {
  try {
    await attempt(input);
    return undefined;
  } catch (reason) {
    return { reason, path };
  }
}

/** The case that a path leads to, of so many; throws a {@link ConformanceError} where there is none. */
function caseAt<Drawn>(
  drawn: fc.Arbitrary<Drawn>,
  { seed, path, cases }: { readonly seed: number; readonly path: string; readonly cases: number },
): Drawn {
  const [found] = Number.parseInt(path, 10) < cases ? walked(drawn, seed, path) : [];
  if (found !== undefined) return found[0];
  const those = cases === 1 ? "the only case" : `one of ${cases} cases`;
  throw new ConformanceError(
    "invalid-option",
    "path",
    `a path that leads to ${those} of this law, or a smaller one`,
    path,
  );
}

/** What stands at the end of a path, drawn as a property draws it: as a tuple. */
function walked<Drawn>(drawn: fc.Arbitrary<Drawn>, seed: number, path: string): readonly [Drawn][] {
  try {
    return fc.sample(fc.tuple(drawn), { seed, path, numRuns: 1 });
  } catch {
    // That it leads beyond what can be made smaller is thrown.
    return [];
  }
}

/** A law without random input. */
export function always(
  number: string,
  says: string,
  holds: (play: Play) => Promise<void>,
  { needs = [] }: Pick<Terms, "needs"> = {},
): Law {
  const law = forAll(number, says, fc.constant(undefined), holds, { needs });
  return { ...law, cases: () => 1, check: (subject, options) => law.check(subject, { ...options, runs: 1 }) };
}
