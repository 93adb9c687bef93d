import { holds, same } from "./assert.ts";
import type { Answer, Code, Refusal } from "./program/answer.ts";
import { isRefusal } from "./program/answer.ts";
import { encode } from "./program/json.ts";
import type { Command, Coordinate } from "./program/program.ts";

/** One command of a script, and what it is said to answer. */
export class Step<Saw = unknown> {
  readonly command: Command;
  readonly #later: (check: () => void) => void;
  readonly #extract: (answer: Answer) => unknown;
  #answer: Answer | undefined;
  #isRefusalExpected = false;
  #isSaid = false;
  #refusedAt: Partial<Coordinate> = {};

  constructor(command: Command, extract: (answer: Answer) => unknown, later: (check: () => void) => void) {
    this.#later = later;
    this.command = command;
    this.#extract = extract;
  }

  /** The answer as it came, refusals included; nothing before the script was played, or where a batch ended earlier. */
  get answer(): Answer | undefined {
    return this.#answer;
  }

  /** What it answered; to be asked for once the script was played. */
  get saw(): Saw {
    holds(this.#answer !== undefined, () => `never answered: ${encode(this.command)}`);
    holds(!isRefusal(this.#answer), () => `refused with ${encode(this.#answer)}: ${encode(this.command)}`);
    return this.#extract(this.#answer) as Saw;
  }

  /** The code that it was refused with, if it was. */
  get refusal(): Refusal | undefined {
    const answer = this.#answer;
    const ended = typeof answer === "object" && answer !== null && "ended" in answer ? answer.ended : answer;
    return isRefusal(ended) ? ended : undefined;
  }

  /** Whether anything was said about the answer. */
  get isSaid(): boolean {
    return this.#isSaid;
  }

  /** The axes that its refusal is said to name. */
  get refusedAt(): Partial<Coordinate> {
    return this.#refusedAt;
  }

  /** Says what it answers: this, what another step answered, or what is worked out when all have. */
  is(expected: Saw | Step<Saw> | (() => Saw), what: string): this {
    return this.check((saw) => {
      const wanted =
        expected instanceof Step ? expected.saw : typeof expected === "function" ? (expected as () => Saw)() : expected;
      same(saw, wanted, what);
    });
  }

  /** Says something else about the answer. */
  check(holdsFor: (saw: Saw) => void): this {
    this.#isSaid = true;
    this.#later(() => holdsFor(this.saw));
    return this;
  }

  /** Says that it is refused, and which axes the refusal names at least; unless this is said, a refusal is a failure. */
  refused(code: Code | readonly Code[], coordinate: Partial<Coordinate> = {}): this {
    this.#isRefusalExpected = true;
    this.#isSaid = true;
    this.#refusedAt = coordinate;
    const allowed: readonly string[] = typeof code === "string" ? [code] : code;
    this.#later(() => {
      const { refusal } = this;
      holds(refusal !== undefined, () => `not refused, expected ${allowed.join(" or ")}: ${encode(this.command)}`);
      const { refused, coordinate: named, expected } = refusal;
      holds(allowed.includes(refused), () => `refused with ${refused}, not ${allowed}: ${encode(this.command)}`);
      for (const [axis, name] of Object.entries(coordinate))
        same(named?.[axis as keyof Coordinate], name, `${axis} in the refusal of ${encode(this.command)}`);
      holds(
        typeof expected === "string" && expected !== "",
        () => `the refusal of ${encode(this.command)} says nothing`,
      );
    });
    return this;
  }

  /** Lets it be refused or not: the law looks at `refusal` itself. */
  mayBeRefused(): this {
    this.#isRefusalExpected = true;
    return this;
  }

  /** Takes the answer that a subject gave. */
  settle(answer: Answer): void {
    this.#answer = answer;
    const { refusal } = this;
    holds(
      this.#isRefusalExpected || refusal === undefined,
      () => `refused with ${refusal?.refused} (${encode(refusal?.coordinate)}): ${encode(this.command)}`,
    );
  }
}
