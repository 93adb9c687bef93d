import fc from "fast-check";
import type { Subject } from "./subject.ts";

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
  /** Throws {@link BrokenLaw} where the subject breaks it. */
  check(subject: Subject, options: LawOptions): void;
}

/** A law that a subject broke: which, in words, by what input, and how to replay it. */
export class BrokenLaw extends Error {
  override readonly name = "BrokenLaw";
}

/** A law for all inputs that an arbitrary draws; `holds` throws where it does not; dear laws run a share of the runs. */
export function forAll<Drawn>(
  number: string,
  says: string,
  drawn: fc.Arbitrary<Drawn>,
  holds: (subject: Subject, drawn: Drawn) => void,
  share = 1,
): Law {
  return {
    number,
    says,
    check(subject, { seed, runs, path }) {
      const property = fc.property(drawn, (input) => holds(subject, input));
      const failure = fc.check(property, {
        seed,
        numRuns: Math.ceil(runs * share),
        ...(path === undefined ? {} : { path }),
      });
      if (!failure.failed) return;
      const reason = failure.errorInstance;
      throw new BrokenLaw(
        [
          `law ${number} is broken: ${says}`,
          reason instanceof Error ? reason.message : String(reason),
          `counterexample: ${fc.stringify(failure.counterexample?.[0])}`,
          `replay: seed ${failure.seed}, path ${JSON.stringify(failure.counterexamplePath)}, runs ${runs}`,
        ].join("\n"),
        { cause: reason },
      );
    },
  };
}

/** A law without random input. */
export function always(number: string, says: string, holds: (subject: Subject) => void): Law {
  const law = forAll(number, says, fc.constant(undefined), holds);
  return { number, says, check: (subject, options) => law.check(subject, { ...options, runs: 1 }) };
}
