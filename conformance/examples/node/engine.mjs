// An engine that can be called, as a child that speaks the protocol: here @thalweg/core. For one of your own, `inProcess`
// takes any object with these methods; to hold it to the laws in one process, hand that to `runConformance` instead.
import { decode, encode, inProcess } from "@thalweg/conformance";
import { compose, Tensor } from "@thalweg/core";

const { name, supports, perform } = inProcess({
  name: "@thalweg/core in a child",
  create: (levels) => new Tensor(levels),
  compose,
  restore: (tensor) => Tensor.from(tensor.snapshot()),
});

function answer({ hello, id, ...program }) {
  if (hello !== undefined) return { protocol: 1, name, supports };
  try {
    const answers = perform(program);
    return Array.isArray(answers) ? { id, answers } : { id, ...answers };
  } catch (error) {
    return { id, error: String(error) };
  }
}

// A line ends in "\n" and nowhere else: node:readline would also end it at U+2028, which a name may hold.
let rest = "";
process.stdin.setEncoding("utf8");
for await (const chunk of process.stdin) {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop();
  for (const line of lines) process.stdout.write(`${encode(answer(decode(line)))}\n`);
}
