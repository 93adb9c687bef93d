// `node packages/adapters/tests/reading/speed.ts`: how long it takes to read a request of 2,000 tokens, tell its step
// and its difficulty, and resolve the queue of 60 options after a change.
import { Tensor } from "@thalweg/core";
import { difficulty } from "../../src/difficulty/difficulty.ts";
import { readRequest } from "../../src/request.ts";
import { classifyStep } from "../../src/steps/classify.ts";
import { DIMENSIONS } from "../../src/world/dimensions.ts";
import { LEVELS } from "../../src/world/levels.ts";
import { filled } from "../labelled/generate.ts";

const REQUESTS = 300;
const ROUNDS = 30;
const OPTIONS = 60;

const tensor = new Tensor(LEVELS);
const writer = tensor.writer("global");
writer.batch(() => {
  for (const { name } of DIMENSIONS) writer.setWeight("global", "", name, 0.3);
  for (let option = 0; option < OPTIONS; option++) {
    for (const [i, { name }] of DIMENSIONS.entries()) {
      writer.setValue("global", "", `provider/model-${option}@gpu`, name, ((option * 7 + i * 13) % 50) / 10);
    }
  }
});

/** Requests of 2,000 tokens, in one message, and in a system prompt and two messages. */
const bodies = Array.from({ length: REQUESTS }, (_, i) => {
  const text = filled("Summarize the report, section by section.\n\n{{doc:en:1480:finance}}", String(i)).slice(
    0,
    8_000,
  );
  if (i % 2 === 0) return { system: "You write digests for the board.", messages: [{ role: "user", content: text }] };
  const turns = [text.slice(3_800, 5_000), "Yes.", text.slice(5_000)];
  const messages = turns.map((content, turn) => ({ role: turn === 1 ? "assistant" : "user", content }));
  return { system: text.slice(0, 3_800), messages };
});

const times: { readonly [what: string]: number[] } = { "read, classify, rate": [], "and resolve": [] };
let sink = 0;
for (let round = 0; round < ROUNDS; round++) {
  for (const [i, body] of bodies.entries()) {
    writer.setValue("global", "", "provider/model-7@gpu", "load", (round + i) % 10);
    const start = performance.now();
    const request = readRequest(body);
    const { step } = classifyStep(request);
    sink += difficulty(request, { reader: tensor, cursor: { step } }).score;
    const between = performance.now();
    sink += tensor.resolve({ step }).length;
    const end = performance.now();
    if (round < ROUNDS / 2) continue;
    times["read, classify, rate"]?.push((between - start) * 1_000);
    times["and resolve"]?.push((end - start) * 1_000);
  }
}
for (const [what, all] of Object.entries(times)) {
  all.sort((a, b) => a - b);
  const at = (share: number): string => (all[Math.floor(all.length * share)] ?? 0).toFixed(0);
  console.log(`${what}: ${at(0.5)} µs at the median, ${at(0.9)} µs at the 90th percentile (${sink > 0})`);
}
