import type { Cursor } from "@thalweg/core";
import { ReferenceTensor, type ReferenceWriter } from "@thalweg/core/testing";
import { type Engine, engineOf } from "./engine.ts";
import { fill, LEVELS, type World } from "./world.ts";

/** The two that are compared, filled with the same facts. */
export interface Subjects extends Engine {
  readonly reference: ReferenceTensor;
  readonly referenceWriter: ReferenceWriter;
}

/** Both, filled with a world. */
export function subjectsOf(world: World): Subjects {
  const reference = new ReferenceTensor(LEVELS);
  const referenceWriter = reference.writer("global");
  fill(referenceWriter, world.facts);
  return { ...engineOf(world), reference, referenceWriter };
}

/** Throws unless both give the same queue: a benchmark of wrong answers is worth nothing. */
export function checkAgreement({ engine, reference }: Subjects, cursor: Cursor): void {
  const [one, other] = [engine, reference].map((subject) => subject.resolve(cursor).join("\n"));
  if (one !== other) throw new Error(`engine and reference disagree at ${JSON.stringify(cursor)}`);
}
