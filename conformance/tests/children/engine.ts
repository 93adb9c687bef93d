// The core behind a pipe, as in examples/node, but wrong on demand: `node engine.ts [fault]`; without one it does right.
import { createInterface } from "node:readline";
import { compose, Tensor } from "../../../packages/core/src/index.ts";
import type { Implementation, TensorLike } from "../../src/in-process.ts";
import { inProcess } from "../../src/in-process.ts";
import type { Answers } from "../../src/program/answer.ts";
import { isRefusal } from "../../src/program/answer.ts";
import { decode, encode } from "../../src/program/json.ts";
import type { Program } from "../../src/program/program.ts";

class Backwards extends Tensor<readonly string[]> {
  override rank(...question: Parameters<Tensor["rank"]>): ReturnType<Tensor["rank"]> {
    return super.rank(...question).toReversed();
  }
}

const [, , fault] = process.argv;
const Chosen = fault === "ranks backwards" ? Backwards : Tensor<readonly string[]>;
const plain: Partial<Implementation> = fault === "is plain" ? { supports: [] } : {};
const { name, supports, perform } = inProcess({
  name: "the core in a child",
  ...plain,
  create: (levels) => new Chosen(levels) as TensorLike,
  compose,
  restore: (tensor) => Tensor.from((tensor as unknown as Tensor).snapshot()) as TensorLike,
});

for await (const line of createInterface({ input: process.stdin })) {
  const { hello, id, ...program } = decode(line) as { hello?: number; id: number } & Program;
  if (hello !== undefined) {
    console.log(encode({ protocol: 1, name, supports }));
    continue;
  }
  if (fault === "dies of weights" && program.commands.some((command) => command.do === "weight")) process.exit(9);
  const answers = perform(program) as Answers;
  console.log(encode(isRefusal(answers) ? { id, ...answers } : { id, answers }));
}
