import { holds } from "./assert.ts";
import type { Answers } from "./program/answer.ts";
import { encode } from "./program/json.ts";
import type { Command, Program } from "./program/program.ts";
import type { Script } from "./script.ts";
import type { Feature, Subject } from "./subject.ts";
import { featuresOf } from "./subject.ts";

/** One case of a law: plays scripts to a subject, and keeps what was played for the report of a failure. */
export class Play {
  readonly #subject: Subject;
  readonly #needs: readonly Feature[];
  readonly #played: { readonly program: Program; readonly answers: Answers | undefined }[] = [];

  constructor(subject: Subject, needs: readonly Feature[]) {
    this.#subject = subject;
    this.#needs = needs;
  }

  /** What the subject supports, for programs that take what there is. */
  get supports(): readonly Feature[] {
    return this.#subject.supports;
  }

  /** Performs some scripts, and then checks what each is said to answer. */
  async run(...scripts: readonly Script[]): Promise<void> {
    const answers: Answers[] = [];
    for (const script of scripts) answers.push(await this.perform(script.program));
    // All have their answers before any is checked, as one may be said to answer what another did.
    for (const [at, script] of scripts.entries()) script.take(answers[at] as Answers);
    for (const script of scripts) script.check();
  }

  /** Performs a program. */
  async perform(program: Program): Promise<Answers> {
    for (const command of program.commands) this.#permit(command);
    const at = this.#played.push({ program, answers: undefined }) - 1;
    const answers = await this.#subject.perform(program);
    this.#played[at] = { program, answers };
    return answers;
  }

  /** The programs that were performed, one command a line, and what they answered. */
  played(): string[] {
    return this.#played.flatMap(({ program: { levels, commands }, answers }, at) => [
      `program ${at + 1}, to paste:`,
      `{"levels":${encode(levels)},"commands":[`,
      commands.map((command) => encode(command)).join(",\n"),
      "]}",
      `its answers: ${answers === undefined ? "none" : encode(answers)}`,
    ]);
  }

  /** A law that uses what it does not name would be on where it cannot hold. */
  #permit(command: Command): void {
    const features = featuresOf(command);
    const isNamed = features.length === 0 || features.some((feature) => this.#needs.includes(feature));
    holds(isNamed, `the law does not name that it needs ${features.join(" or ")}`);
    if (command.do === "batch") for (const nested of command.commands) this.#permit(nested);
  }
}
