import fc from "fast-check";
import { Play } from "./play.ts";
import type { Feature, Subject } from "./subject.ts";

/** What to check a law with: the same seed and runs draw the same inputs everywhere. */
export interface LawOptions {
  readonly seed: number;
  readonly runs: number;
  /** Replays one failure, as it was printed. */
  readonly path?: string;
}

/** One clause of the semantics, as a property that any implementation can be held to. */
export interface Law {
  /** The number of the clause, as `4.3`; a clause may have several laws. */
  readonly number: string;
  readonly says: string;
  /** What a subject must support for the law to be on. */
  readonly needs: readonly Feature[];
  /** How many cases it tries when it is asked for so many runs. */
  cases(runs: number): number;
  /** Rejects with {@link BrokenLaw} where the subject breaks it. */
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
    async check(subject, { seed, runs, path }) {
      if (subject.isLost) await subject.restart?.();
      const allowed = takesWhatThereIs ? subject.supports : needs;
      let last = new Play(subject, allowed);
      let isLost = false;
      const property = fc.asyncProperty(drawn, async (input) => {
        // To a subject that is lost every case is a failure: the one to report is the one that lost it, not a smaller one.
        if (isLost) return;
        const play = new Play(subject, allowed);
        try {
          await holds(play, input);
        } catch (error) {
          last = play;
          isLost = subject.isLost === true;
          throw error;
        }
      });
      const replay = path === undefined ? {} : { path };
      const failure = await fc.check(property, { seed, numRuns: cases(runs), ...replay });
      if (!failure.failed) return;
      const reason = failure.errorInstance;
      const message = reason instanceof Error ? reason.message : String(reason);
      const found = [`law ${number} is broken: ${says}`, message, ...last.played()].join("\n");
      throw new BrokenLaw(found, { seed: failure.seed, runs, path: failure.counterexamplePath ?? "" }, reason);
    },
  };
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
