import { expect, test } from "vitest";
import type { Command } from "../src/program/program.ts";
import { misshapen } from "../src/program/shape.ts";

const at = { level: "l", instance: "", option: "o", dimension: "k" };
const rank: Command = { do: "rank", cursor: {} };
const explain: Command = { do: "explain", cursor: {} };
const revision: Command = { do: "revision" };
const mint: Command = { do: "writer", as: 1, level: "l" };
const clear = (writer: number): Command => ({ do: "clear", writer, level: "l", instance: "" });
const batch = (...commands: Command[]): Command => ({
  do: "batch",
  writer: 0,
  commands,
  refusals: "end it",
  ends: "well",
});
const refusal = { refused: "revoked", coordinate: {}, expected: "another writer" };
const term = { dimension: "k", value: 1, weight: 0, product: 0, valueFrom: at, weightFrom: null };
const explanation = {
  cursor: {},
  fingerprint: "f",
  queue: [{ option: "o", score: 0, place: 1, terms: [term] }],
  gated: [{ option: "p", gates: [{ dimension: "k", from: at }] }],
  flips: [{ option: "q", replaces: 1, change: { ...at, layer: "value", content: 2 } }],
};

const find = (commands: readonly Command[], answers: unknown) => misshapen({ levels: ["l"], commands }, answers);

test.each<[readonly Command[], unknown]>([
  [[], []],
  [[rank], { refused: "invalid-levels", coordinate: {}, expected: "one level" }],
  [[rank], [[{ option: "o", score: Number.NaN }]]],
  [[rank], [refusal]],
  [[explain], [explanation]],
  [[{ do: "cells" }], [[at, { ...at, value: 1 }, { ...at, weight: 2 }]]],
  [[{ do: "told" }], [[{ revision: 1, delta: [{ ...at, layer: "weight" }] }]]],
  [[{ do: "heard" }], [[{ watcher: 0, queue: ["o"] }]]],
  [[{ do: "value", cursor: {}, option: "o", dimension: "k" }], [{ value: null }]],
  [[clear(1)], [{ skipped: true }]],
  [
    [mint, clear(1)],
    [null, null],
  ],
  [
    [mint, clear(1)],
    [refusal, { skipped: true }],
  ],
  [
    [mint, { do: "restore" }, clear(1)],
    [null, null, { skipped: true }],
  ],
  [[batch(rank, revision)], [{ answers: [[], 0], ended: "well" }]],
  [[batch(rank, revision)], [{ answers: [[]], ended: refusal }]],
])("%j is answered well by %j", (commands, answers) => {
  expect(find(commands, answers)).toBeUndefined();
});

test.each<[readonly Command[], unknown, string]>([
  [[], undefined, "answers: expected an array, one answer for each command, got nothing"],
  [[rank], [], "answers: expected 1, got 0"],
  [
    [rank],
    { refused: "no", coordinate: {}, expected: "" },
    "the answer.refused: expected one of the codes invalid-levels,",
  ],
  [[rank], [null], "answers[0]: expected an array, got null, answering "],
  [[rank], [[{ option: "o" }]], "answers[0][0].score: expected a number"],
  [
    [rank],
    [[{ option: "o", score: "Infinity" }]],
    'answers[0][0].score: expected a number (or "inf", "-inf", "nan"), got "Infinity"',
  ],
  [[rank], [[{ option: 1, score: 1 }]], "answers[0][0].option: expected a string, got 1"],
  [[rank], [{ ...refusal, expected: 7 }], "answers[0].expected: expected a string, got 7"],
  [[rank], [{ ...refusal, coordinate: { level: null } }], "answers[0].coordinate.level: expected a string, got null"],
  [[explain], [{ ...explanation, cursor: { l: 1 } }], "answers[0].cursor: expected an object from levels to instances"],
  [[explain], [{ ...explanation, flips: undefined }], "answers[0].flips: expected an array, got nothing"],
  [
    [explain],
    [{ ...explanation, queue: [{ ...explanation.queue[0], terms: [{ ...term, weightFrom: 1 }] }] }],
    "answers[0].queue[0].terms[0].weightFrom: expected null or an object with level,",
  ],
  [[{ do: "cells" }], [[{ ...at, value: null }]], "answers[0][0].value: expected a number"],
  [
    [{ do: "told" }],
    [[{ revision: 1, delta: [{ ...at, layer: "both" }] }]],
    'answers[0][0].delta[0].layer: expected "value" or "weight", got "both"',
  ],
  [[revision, revision], [0, "1"], "answers[1]: expected a number"],
  [[clear(0)], [{}], "answers[0]: expected null, got {}"],
  [
    [clear(0)],
    [{ skipped: true }],
    "answers[0]: expected an answer, as only a command by a writer that was never minted is skipped, got {",
  ],
  [[clear(1)], [null], 'answers[0]: expected {"skipped":true}, as writer 1 was never minted, got null'],
  [[batch(rank)], [refusal], "answers[0].answers: expected an array"],
  [[batch(rank)], [{ answers: [], ended: "well" }], "answers[0].answers: expected 1, one for each command, got 0"],
  [[batch()], [{ answers: [null], ended: refusal }], "answers[0].answers: expected at most 0,"],
  [
    [batch(rank)],
    [{ answers: [[]], ended: "badly" }],
    'answers[0].ended: expected "well", "in an error" or a refusal, got "badly"',
  ],
  [
    [batch(batch(rank))],
    [{ answers: [{ answers: [{}], ended: "well" }], ended: "well" }],
    "answers[0].answers[0].answers[0]: expected an array, got {}",
  ],
])("%j is not answered by %j", (commands, answers, says) => {
  expect(find(commands, answers)).toContain(says);
});

test("no more of an answer is shown than one can read", () => {
  expect(find([revision], ["x".repeat(1_000_000)])?.length).toBeLessThan(400);
});
