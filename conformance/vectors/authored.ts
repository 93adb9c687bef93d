import type { Answer, Ranked } from "../src/program/answer.ts";
import type { Command } from "../src/program/program.ts";
import { Script, type Step } from "../src/script.ts";
import { everyFeature, type Feature, featuresOf } from "../src/subject.ts";

/** A vector as it is written down: a script, and by hand what each of its steps answers. */
export interface Authored {
  readonly id: string;
  readonly says: string;
  readonly needs: readonly Feature[];
  readonly script: KeptScript;
}

/** A script that keeps its steps, those within batches too. */
export class KeptScript extends Script {
  readonly steps: Step[] = [];

  override do<Saw = null>(command: Command, extract?: (answer: Answer) => unknown): Step<Saw> {
    const step = super.do<Saw>(command, extract);
    this.steps.push(step as Step);
    return step;
  }
}

/** A vector. Its id begins with its clause; it needs the features of its commands, and those that are named. */
export function vector(
  id: string,
  says: string,
  levels: readonly string[],
  write: (script: KeptScript) => unknown,
  more: readonly Feature[] = [],
): Authored {
  const script = new KeptScript(levels);
  write(script);
  const found = script.steps.flatMap(({ command }): readonly Feature[] =>
    command.do === "explain" ? ["explanations"] : featuresOf(command),
  );
  const needs = everyFeature.filter((feature) => found.includes(feature) || more.includes(feature));
  return { id, says, needs, script };
}

/** A queue, from pairs of option and score. */
export function queue(...pairs: readonly (readonly [option: string, score: number])[]): readonly Ranked[] {
  return pairs.map(([option, score]) => ({ option, score }));
}

/** Gives each option its value in a dimension at the coarsest level, and the dimension a weight unless it is null. */
export function give(
  script: Script,
  dimension: string,
  values: Readonly<Record<string, number>>,
  weight: number | null = 1,
): void {
  const level = script.levels[0] ?? "";
  for (const [option, value] of Object.entries(values)) script.root.setValue(level, "", option, dimension, value);
  if (weight !== null) script.root.setWeight(level, "", dimension, weight);
}

/** Has devices report these values, written in this order; their names are in another one. */
export function report(script: Script, values: readonly number[]): void {
  for (const [at, value] of values.entries())
    script.root.setValue("device", `device ${(at * 7) % 10}`, "o", "k", value);
}

/** Says that a command did nothing, as its writer was never minted. */
export function skipped(step: Step<null>): void {
  step.is({ skipped: true } as never, "what is done by a writer that was never minted");
}
