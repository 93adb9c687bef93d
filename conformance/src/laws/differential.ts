import type { Program } from "@thalweg/core/testing";
import { churningProgram, largeProgram, program, ReferenceTensor, run } from "@thalweg/core/testing";
import { same } from "../assert.ts";
import type { Law } from "../law.ts";
import { forAll } from "../law.ts";
import type { Subject } from "../subject.ts";

/** The laws of everything at once: the subject beside the reference. */
export const differential: readonly Law[] = [
  forAll("D.1", "random programs: subject and reference agree on every read after every command", program, agree),
  forAll(
    "D.1",
    "the same for programs with many names and many writes, a twentieth as often",
    largeProgram,
    agree,
    0.05,
  ),
  forAll("D.1", "the same for programs that write and unset much, and read little", churningProgram, agree, 0.2),
];

function agree(subject: Subject, drawn: Program): void {
  const seen = run(drawn, subject);
  const expected = run(drawn, { Tensor: ReferenceTensor });
  for (const [step, { at, saw }] of expected.entries()) {
    const command = drawn.commands[Number(at)];
    const after = command === undefined ? at : `command ${at} (${command.do})`;
    same(seen[step], { at, saw }, `step ${step}, after ${after},`);
  }
  same(seen.length, expected.length, "the number of things seen");
}
