import { compose, Tensor } from "../../packages/core/src/index.ts";
import { ReferenceTensor } from "../../packages/core/src/testing/index.ts";
import { inProcess, type TensorLike } from "../src/in-process.ts";
import type { Answer, Answers } from "../src/program/answer.ts";
import { isRefusal } from "../src/program/answer.ts";
import { encode } from "../src/program/json.ts";
import type { Command } from "../src/program/program.ts";
import type { Step } from "../src/script.ts";
import type { Subject } from "../src/subject.ts";
import { digitsOf, failureOf, type Vector } from "../src/vectors.ts";
import type { Authored } from "./authored.ts";

/** The engine, from its sources. */
export const engine: Subject = inProcess({
  name: "the engine",
  create: (levels) => new Tensor(levels) as TensorLike,
  compose,
  restore: (tensor) => Tensor.from((tensor as unknown as Tensor).snapshot()) as TensorLike,
});

/** The reference, which explains nothing, watches nothing and has no snapshots. */
export const reference: Subject = inProcess({
  name: "the reference",
  supports: ["batches", "deltas", "attenuation", "waysUp", "notifications", "illFormedStrings"],
  create: (levels) => new ReferenceTensor(levels) as TensorLike,
  compose,
});

/** The vector of a script: what it must answer. Rejects unless the engine, the reference and what is said agree. */
export async function perform({ id, says, needs, script }: Authored): Promise<Vector> {
  const answers = (await engine.perform(script.program)) as Answers;
  script.take(answers);
  script.check();
  const unsaid = script.steps.find(({ answer, isSaid }) => answer !== null && answer !== undefined && !isSaid);
  if (unsaid !== undefined) throw new Error(`nobody said what is answered to ${encode(unsaid.command)}`);
  const law = id.split("-", 1)[0] ?? "";
  const { levels, commands } = script.program;
  const steps = new Map(script.steps.map((step) => [step.answer, step]));
  const isFlipped = needs.includes("flips");
  const vector: Vector = {
    id,
    law,
    says,
    needs,
    levels,
    commands,
    ...(isRefusal(answers)
      ? { refused: answers.refused }
      : { answers: answers.map((answer, at) => expectedOf(answer, commands[at], { steps, isFlipped })) }),
  };
  for (const subject of [engine, reference]) {
    if (!needs.every((feature) => subject.supports.includes(feature))) continue;
    const failure = failureOf(vector, await subject.perform({ levels, commands }));
    if (failure !== undefined) throw new Error(`${subject.name} answers otherwise: ${failure}`);
  }
  return vector;
}

interface Context {
  /** By what they answered. */
  readonly steps: ReadonlyMap<Answer | undefined, Step>;
  readonly isFlipped: boolean;
}

/** An answer as a vector holds it: with the bits of its numbers, and without what is the implementation's own. */
function expectedOf(answer: Answer, command: Command | undefined, context: Context): unknown {
  if (typeof answer !== "object" || answer === null || command === undefined) return answer;
  const named = context.steps.get(answer)?.refusedAt ?? {};
  const refusal = (refused: string) => ({ refused, ...(Object.keys(named).length === 0 ? {} : { coordinate: named }) });
  if (isRefusal(answer)) return refusal(answer.refused);
  if ("ended" in answer && command.do === "batch") {
    const answers = answer.answers.map((nested, at) => expectedOf(nested, command.commands[at], context));
    return { answers, ended: isRefusal(answer.ended) ? refusal(answer.ended.refused) : answer.ended };
  }
  if ("fingerprint" in answer) {
    const { cursor, queue, gated, flips } = answer;
    return { cursor, queue: withBits(queue), gated, ...(context.isFlipped ? { flips } : {}) };
  }
  const isDecision = ["rank", "value", "weight", "reduce"].includes(command.do);
  return isDecision ? withBits(answer) : answer;
}

const exact = ["score", "product", "reduced"];

/** Every number of a decision with its bits behind it. */
function withBits(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withBits);
  if (typeof answer !== "object" || answer === null) return answer;
  const entries = Object.entries(answer);
  return Object.fromEntries(
    entries.flatMap(([key, content]): [string, unknown][] => {
      if (key === "terms") return [[key, withBits(content)]];
      const isExact = exact.includes(key) || (entries.length === 1 && (key === "value" || key === "weight"));
      return isExact && typeof content === "number"
        ? [
            [key, content],
            [`${key}Bits`, digitsOf(content)],
          ]
        : [[key, content]];
    }),
  );
}
