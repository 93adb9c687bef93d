import { ReferenceTensor } from "@thalweg/core/testing";
import { holds, same } from "../assert.ts";
import { composition, inOneOrder } from "../by-hand/delta.ts";
import { churningProgram } from "../generate/churn.ts";
import type { ReadProgram } from "../generate/programs.ts";
import { largeProgram, program } from "../generate/programs.ts";
import { supportedPart } from "../generate/supported.ts";
import type { TensorLike } from "../in-process.ts";
import { inProcess } from "../in-process.ts";
import type { Law } from "../law.ts";
import { forAll } from "../law.ts";
import type { Play } from "../play.ts";
import type { Answer, Answers } from "../program/answer.ts";
import { isRefusal } from "../program/answer.ts";
import { encode } from "../program/json.ts";
import type { Command, Delta } from "../program/program.ts";

const reference = inProcess({
  name: "the reference",
  create: (levels) => new ReferenceTensor(levels) as TensorLike,
  compose: composition,
});
const whatThereIs = "what there is";

/** The laws of everything at once: the subject beside the reference. */
export const differential: readonly Law[] = [
  forAll("D.1", "random programs: subject and reference agree on every answer", program, agree, { needs: whatThereIs }),
  forAll("D.1", "the same for programs with many names and many writes, a twentieth as often", largeProgram, agree, {
    needs: whatThereIs,
    share: 0.05,
  }),
  forAll("D.1", "the same for programs that write and unset much, and read little", churningProgram, agree, {
    needs: whatThereIs,
    share: 0.2,
  }),
];

async function agree(play: Play, drawn: ReadProgram): Promise<void> {
  const asked = supportedPart({ levels: drawn.levels, commands: withReads(drawn) }, play.supports);
  const seen = await play.perform(asked);
  const expected = (await reference.perform({ ...asked, commands: asked.commands.map(unexplained) })) as Answers;
  holds(!isRefusal(seen) && !isRefusal(expected), () => `the levels are refused: ${encode([seen, expected])}`);
  same(seen.length, expected.length, "the number of answers");
  for (const [at, command] of asked.commands.entries())
    same(common(seen[at]), common(expected[at]), `answer ${at}, to ${encode(command)},`);
}

/** The commands with everything read after each, or at the end alone. */
function withReads({ commands, cursors, watched, subscribed }: ReadProgram): readonly Command[] {
  const everything: readonly Command[] = [
    { do: "revision" },
    { do: "cells" },
    ...cursors.map((cursor): Command => ({ do: "rank", cursor })),
    ...(subscribed ? [{ do: "told" } as const] : []),
  ];
  return [
    ...(subscribed ? [{ do: "subscribe" } as const] : []),
    ...(watched ? commands.flatMap((command) => [command, ...everything]) : commands),
    ...everything,
  ];
}

/** The reference explains nothing: what is compared is the queue that was explained. */
function unexplained(command: Command): Command {
  if (command.do === "explain") return { ...command, do: "rank" };
  return command.do === "batch" ? { ...command, commands: command.commands.map(unexplained) } : command;
}

/** What two implementations agree on: not the words of a refusal, nor the order of a delta. */
function common(answer: Answer | undefined): unknown {
  if (typeof answer !== "object" || answer === null) return answer;
  if (Array.isArray(answer)) return listed(answer);
  if (isRefusal(answer)) return { refused: answer.refused };
  if ("ended" in answer) return { answers: answer.answers.map(common), ended: endOf(answer.ended) };
  if ("queue" in answer) return answer.queue.map(({ option, score }) => ({ option, score }));
  return answer;
}

/** Deltas, told or composed, in one order; other lists as they are. */
function listed(items: readonly object[]): unknown {
  if (items.some((item) => "layer" in item)) return inOneOrder(items as Delta);
  return items.map((item) => ("delta" in item ? { ...item, delta: inOneOrder(item.delta as Delta) } : item));
}

function endOf(ended: unknown): unknown {
  return isRefusal(ended) ? { refused: ended.refused } : ended;
}
