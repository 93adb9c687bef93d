import type { Writer } from "@thalweg/core";
import { checkNumber, checkPositive } from "../check-number.ts";
import { checkFlag, checkKeys, checkList, checkObject, checkText } from "../check-options.ts";

/** What is known of one reporter at a time; the counts age from there on. */
export interface ReporterEvidence {
  readonly reporter: string;
  /** How often what it said was verified, and found right, or wrong. */
  readonly right: number;
  readonly wrong: number;
  /** How often it was compared with the others, and how often it stood apart. */
  readonly compared: number;
  readonly apart: number;
  /** Milliseconds. */
  readonly at: number;
}

/** Takes of {@link TrustLedger}. */
export interface TrustLedgerOptions {
  /** The trust in somebody of whom nothing is known, above 0 and below 1: 0.5 by default. */
  readonly prior?: number | undefined;
  /** How many verified outcomes the prior is worth: 4 by default. */
  readonly strength?: number | undefined;
  /** Milliseconds in which evidence loses half of its worth. */
  readonly halfLife: number;
  /** No more verified outcomes than these count, so that nobody can save up trust and live on it: 200 by default. */
  readonly memory?: number | undefined;
  /** Of an earlier ledger, as `toJSON` gave it. */
  readonly state?: readonly ReporterEvidence[] | undefined;
}

/** How often to verify what a reporter says. */
export interface Scrutiny {
  /** The least and the largest probability; 0.02 and 1 by default. */
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}

type Counts = { right: number; wrong: number; compared: number; apart: number; at: number };

/**
 * How far each reporter can be trusted, from how often what it said was verified and found right: the mean of a beta
 * distribution with the prior's strength, of evidence that ages towards the prior. Jøsang and Ismail, The beta
 * reputation system (2002). It is a soft cost, and a dial for how often to verify; never the weight of a vote.
 *
 * Only verified outcomes move trust. Agreeing with others moves nothing, since many fake reporters can agree with each
 * other; standing apart from them raises scrutiny, which leads to the verification that settles it.
 *
 * @example
 * import { TrustLedger } from "@thalweg/policy/trust";
 * const ledger = new TrustLedger({ halfLife: 86_400_000 });
 * for (let i = 0; i < 12; i++) ledger.verify("A", true, 0);
 * console.log(ledger.trust("A", 0), ledger.trust("B", 0)); // 0.875 0.5
 * console.log(ledger.trust("A", 86_400_000)); // 0.8
 */
export class TrustLedger {
  readonly #prior: number;
  readonly #strength: number;
  readonly #halfLife: number;
  readonly #memory: number;
  readonly #reporters = new Map<string, Counts>();

  /** Throws `invalid-number`, `invalid-option`. */
  constructor(options: TrustLedgerOptions) {
    const known = ["prior", "strength", "halfLife", "memory", "state"];
    const { prior = 0.5, strength = 4, halfLife, memory = 200, state = [] } = checkKeys(options, known, "options");
    this.#prior = checkNumber(prior, "prior", 1e-9, 1 - 1e-9);
    this.#strength = checkNumber(strength, "strength", 1e-6, 1e9);
    this.#halfLife = checkPositive(halfLife, "halfLife");
    this.#memory = checkNumber(memory, "memory", 1, 1e9);
    for (const evidence of checkList(state, "state")) {
      const { reporter, right, wrong, compared, apart, at } = checkObject(evidence, "state");
      checkText(reporter, "state.reporter");
      const counts = { right, wrong, compared, apart };
      for (const [name, count] of Object.entries(counts)) checkNumber(count, `state.${name}`, 0, 1e9);
      this.#reporters.set(reporter, { ...counts, at: checkNumber(at, "state.at") });
    }
  }

  /** What a reporter said was verified, by an outcome or a judge, and found right or wrong. Throws `invalid-number`, `invalid-option`. */
  verify(reporter: string, isRight: boolean, now: number): void {
    checkText(reporter, "reporter");
    checkFlag(isRight, "isRight");
    const counts = this.#aged(reporter, now);
    // What is older makes room, so that the memory is never exceeded.
    const kept = Math.min(1, (this.#memory - 1) / (counts.right + counts.wrong || 1));
    counts.right = counts.right * kept + (isRight ? 1 : 0);
    counts.wrong = counts.wrong * kept + (isRight ? 0 : 1);
    this.#reporters.set(reporter, counts);
  }

  /**
   * What a reporter said was compared with what the others say, as {@link standsApart} does. It changes how closely to
   * look and not how far to trust. Throws `invalid-number`.
   */
  compare(reporter: string, isApart: boolean, now: number): void {
    checkText(reporter, "reporter");
    checkFlag(isApart, "isApart");
    const counts = this.#aged(reporter, now);
    const kept = Math.min(1, (this.#memory - 1) / (counts.compared || 1));
    counts.compared = counts.compared * kept + 1;
    counts.apart = counts.apart * kept + (isApart ? 1 : 0);
    this.#reporters.set(reporter, counts);
  }

  /** From 0 to 1; the prior for somebody unknown. Throws `invalid-number`. */
  trust(reporter: string, now: number): number {
    const { right, wrong } = this.#aged(reporter, now);
    return (this.#strength * this.#prior + right) / (this.#strength + right + wrong);
  }

  /**
   * The probability with which to verify the next thing that a reporter says: the larger the less it is trusted, the
   * less is known, and the more often it stands apart. Throws `invalid-number`.
   */
  scrutiny(reporter: string, now: number, options: Scrutiny = {}): number {
    const { least = 0.02, most = 1 } = checkKeys(options, ["least", "most"], "options");
    checkNumber(least, "least", 0, 1);
    checkNumber(most, "most", least, 1);
    const { right, wrong, compared, apart } = this.#aged(reporter, now);
    const trust = this.trust(reporter, now);
    const deviation = Math.sqrt((trust * (1 - trust)) / (this.#strength + right + wrong + 1));
    const assurance = Math.max(0, trust - deviation) * (1 - apart / (this.#strength + compared));
    return least + (most - least) * (1 - assurance);
  }

  /**
   * Writes 1 − trust of these reporters as values of a dimension, a soft cost once it has a weight, in one batch. A
   * value makes a candidate: name only reporters that are options. Throws `invalid-number`, and what the writer
   * refuses.
   */
  publish<Level extends string>(options: {
    readonly writer: Writer<Level>;
    readonly level: Level;
    readonly instance?: string | undefined;
    readonly reporters: readonly string[];
    readonly dimension?: string | undefined;
    readonly now: number;
  }): void {
    const known = ["writer", "level", "instance", "reporters", "dimension", "now"];
    const {
      writer,
      level,
      instance = "",
      reporters,
      dimension = "distrust",
      now,
    } = checkKeys(options, known, "options");
    checkObject(writer, "writer");
    checkList(reporters, "reporters");
    const values = reporters.map((reporter) => [reporter, 1 - this.trust(reporter, now)] as const);
    writer.batch(() => {
      for (const [reporter, value] of values) writer.setValue(level, instance, reporter, dimension, value);
    });
  }

  /** Forgets whoever's evidence has aged to less than `least` of one outcome; returns how many. Throws `invalid-number`. */
  compact(now: number, least = 0.01): number {
    checkNumber(least, "least", 0);
    const gone = [...this.#reporters.keys()].filter((reporter) => {
      const { right, wrong, compared } = this.#aged(reporter, now);
      return right + wrong < least && compared < least;
    });
    for (const reporter of gone) this.#reporters.delete(reporter);
    return gone.length;
  }

  /** What a ledger that goes on from here needs. */
  toJSON(): readonly ReporterEvidence[] {
    return [...this.#reporters].map(([reporter, counts]) => ({ reporter, ...counts }));
  }

  /** The evidence as it counts now. A clock that runs backwards makes nothing younger. */
  #aged(reporter: string, now: number): Counts {
    checkNumber(now, "now");
    const { right, wrong, compared, apart, at } = this.#reporters.get(reporter) ?? {
      right: 0,
      wrong: 0,
      compared: 0,
      apart: 0,
      at: now,
    };
    const kept = 2 ** -(Math.max(0, now - at) / this.#halfLife);
    return {
      right: right * kept,
      wrong: wrong * kept,
      compared: compared * kept,
      apart: apart * kept,
      at: Math.max(at, now),
    };
  }
}
