import type { Cue } from "../reading/lexicon.ts";
import type { Reading } from "../reading/read.ts";
import type { ModelRequest } from "../request.ts";
import { countOf, strengthOf } from "../steps/classify-evidence.ts";

/** Something that makes a request harder, or easier. */
export interface Signal {
  /** Stable. */
  readonly code: string;
  /** How much of it there is. */
  readonly amount: (reading: Reading, request: ModelRequest) => number;
  /** From how much on it counts, and what; the last that is reached counts. */
  readonly steps: readonly (readonly [from: number, weight: number])[];
  /** A sentence for people. */
  readonly text: (amount: number) => string;
}

const inAll =
  (...cues: readonly Cue[]) =>
  ({ ask, system }: Reading) =>
    countOf(ask, ...cues) + countOf(system, ...cues);

/** Work of which a part depends on others. */
const WORK = ["plan", "reason", "code_gen"] as const;

const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** The signals of difficulty. Words are whole words of the last message and of the system prompt. */
export const SIGNALS: readonly Signal[] = [
  {
    code: "reasoning",
    amount: inAll("reasoning"),
    steps: [
      [1, 0.14],
      [2, 0.22],
      [3, 0.32],
    ],
    text: (n) => `${many(n, "word")} of reasoning`,
  },
  {
    code: "mathematics",
    amount: (reading) => inAll("mathematics")(reading) + Math.min(2, reading.ask.mathematics),
    steps: [
      [1, 0.12],
      [2, 0.18],
      [3, 0.26],
    ],
    text: (n) => `${many(n, "word")} or signs of mathematics`,
  },
  {
    code: "code",
    amount: (reading) => inAll("code", "codelang", "program")(reading) + Math.min(3, reading.ask.code),
    steps: [
      [1, 0.06],
      [2, 0.1],
      [3, 0.18],
      [5, 0.26],
    ],
    text: (n) => `${many(n, "word")} or signs of code`,
  },
  {
    code: "demanding",
    amount: inAll("demanding"),
    steps: [
      [1, 0.05],
      [2, 0.1],
      [3, 0.16],
      [5, 0.2],
    ],
    text: (n) => `${many(n, "word")} on the care that it takes`,
  },
  { code: "thorough", amount: inAll("thorough"), steps: [[1, 0.1]], text: () => "a thorough answer is wanted" },
  { code: "creative", amount: inAll("creative"), steps: [[1, 0.1]], text: () => "something is to be invented" },
  {
    code: "simple",
    amount: inAll("simple"),
    steps: [
      [1, -0.08],
      [2, -0.14],
      [3, -0.2],
    ],
    text: (n) => `${many(n, "word")} for how simple it is`,
  },
  {
    code: "work",
    amount: ({ ask, system }) =>
      Math.max(...WORK.map((cue) => Math.max(strengthOf(ask, cue), strengthOf(system, cue)))),
    steps: [[1.6, 0.07]],
    text: () => "it is work of several steps",
  },
  {
    code: "length",
    amount: ({ ask }) => ask.words,
    steps: [
      [22, 0.08],
      [80, 0.12],
    ],
    text: (n) => `${many(n, "word")} in what was read of the last message`,
  },
  {
    code: "context",
    amount: ({ tokens }) => tokens,
    steps: [
      [450, 0.06],
      [2_500, 0.1],
      [6_000, 0.2],
      [16_000, 0.3],
      [64_000, 0.4],
    ],
    text: (n) => `about ${n} tokens to read`,
  },
  {
    code: "numbers",
    amount: ({ ask }) => (ask.words > 120 ? 0 : ask.numbers),
    steps: [[4, 0.06]],
    text: (n) => `${many(n, "number")} in a short message`,
  },
  {
    code: "turns",
    amount: ({ userTurns }) => userTurns,
    steps: [
      [3, 0.08],
      [6, 0.12],
      [11, 0.15],
    ],
    text: (n) => `the user spoke ${many(n, "time")}`,
  },
  {
    code: "system",
    amount: ({ system }) => system.words,
    steps: [
      [20, 0.06],
      [60, 0.08],
      [200, 0.12],
    ],
    text: (n) => `${many(n, "word")} in what was read of the system prompt`,
  },
  {
    code: "tools",
    amount: (_, { tools, toolChoice }) => (toolChoice === "none" ? 0 : tools.length),
    steps: [
      [1, 0.06],
      [3, 0.18],
      [12, 0.24],
    ],
    text: (n) => `${many(n, "tool")} to choose from`,
  },
  {
    code: "schema",
    amount: (_, { format }) => format.fields.length + 2 * Math.max(0, format.depth - 1),
    steps: [
      [4, 0.06],
      [9, 0.12],
      [16, 0.18],
    ],
    text: (n) => `a schema of size ${n} (properties, nested ones with more)`,
  },
  {
    code: "attachments",
    amount: ({ attachments }) => attachments,
    steps: [[1, 0.08]],
    text: (n) => `${many(n, "attachment")}`,
  },
];
