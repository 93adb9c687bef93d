import type { Findings } from "../reading/findings.ts";
import { type Cue, knownWords } from "../reading/lexicon.ts";
import type { Reading } from "../reading/read.ts";
import { sharedWith } from "../reading/shared.ts";
import type { ModelRequest } from "../request.ts";
import { STEP_TYPES, type StepType } from "./names.ts";

/** Why a step was told: a piece of evidence, and how much it counted. */
export interface StepReason {
  /** Stable: what kind of evidence it is. */
  readonly code: string;
  readonly step: StepType;
  readonly weight: number;
  /** A sentence for people. */
  readonly text: string;
}

/** Evidence as it is collected: added up at once, told only when it is asked for. */
export class Evidence {
  readonly scores: Float64Array = new Float64Array(STEP_TYPES.length);
  readonly #codes: string[] = [];
  readonly #steps: number[] = [];
  readonly #weights: number[] = [];
  readonly #texts: string[] = [];

  /** Adds `weight` to a step; a negative one speaks against it. */
  add(step: StepType, weight: number, code: string, text: string): void {
    const number = STEP_TYPES.indexOf(step);
    this.scores[number] = (this.scores[number] as number) + weight;
    this.#codes.push(code);
    this.#steps.push(number);
    this.#weights.push(weight);
    this.#texts.push(text);
  }

  /** What spoke for or against a step, the weightiest first. */
  reasons(step: StepType): StepReason[] {
    const number = STEP_TYPES.indexOf(step);
    return this.#steps
      .flatMap((each, i): StepReason[] => {
        if (each !== number) return [];
        return [
          { code: this.#codes[i] as string, step, weight: this.#weights[i] as number, text: this.#texts[i] as string },
        ];
      })
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  }
}

/** From so many tokens of material on, a summary is a long one; and from so many on, if it is to be thorough. */
const LONG_MATERIAL = 1_500;
const LONG_IF_THOROUGH = 150;
/** How much words count by where they stand. */
const PLACES = [
  ["ask", 1, "in the last message"],
  ["system", 0.8, "in the system prompt"],
  ["earlier", 0.25, "in an earlier message"],
  ["fields", 0.5, "in the schema of the answer"],
] as const;

const MATERIAL = 0.35;
/** What speaks for a text that nobody says anything of, and for a request of which little is known. */
const BARE = 2.1;
const PRIOR = 1.15;
/** From so much evidence of other work on, it is hardly conversation. */
const WEAK = 0.9;
/** From this strength on, a word is a command, and a word of conversation one of greeting or thanks. */
const COMMAND = 2;
const GREETING = 1.6;
/** From this strength on, other work is named, for which no tool is called. */
const NAMED = 2.6;

/** What the words and the shape of a request say about its step. */
export function requestEvidence(request: ModelRequest, reading: Reading): Evidence {
  const evidence = new Evidence();
  const summary = summaryOf(reading);
  const { cues } = knownWords();
  const { ask, system } = reading;
  // Where the system prompt says what to do, a long message is what to do it with.
  const isMaterial = system.commands > 0 ? ask.words > 60 : tells(system, WEAK) && ask.words > 30 && ask.commands === 0;
  for (const [place, weight, where] of PLACES) {
    const share = isMaterial && place === "ask" ? MATERIAL : weight;
    const { strengths, counts, best } = reading[place];
    for (let cue = 0; cue < cues.length; cue++) {
      const strength = strengths[cue] as number;
      if (strength === 0) continue;
      const name = cues[cue] as Cue;
      const step = name === "summarize" ? summary : name;
      if (!isStep(step)) continue;
      const again = 1 + 0.1 * Math.min(2, Math.max(0, (counts[cue] as number) - 1));
      evidence.add(step, strength * share * again, `words-${place}`, `“${best[cue]}” ${where}`);
    }
  }
  shapeEvidence(request, reading, evidence);
  return evidence;
}

function shapeEvidence(request: ModelRequest, reading: Reading, evidence: Evidence): void {
  const { format, maxTokens } = request;
  const { ask, system, userTurns } = reading;
  const speech = countOf(ask, "english", "german", "french", "spanish");
  toolEvidence(request, reading, evidence);
  if (format.kind === "schema") {
    const { fields, choices } = format;
    if (choices > 0 && fields.length <= 3)
      evidence.add("classify", 2, "schema-choices", "the answer is one of listed values");
    else if (fields.length > 2) evidence.add("extract", 1.6, "schema-fields", `the answer has ${fields.length} fields`);
  } else if (format.kind === "json") evidence.add("extract", 0.5, "json", "the answer is JSON");
  if (maxTokens !== undefined && maxTokens <= 16) {
    evidence.add("classify", 1, "short-limit", `at most ${maxTokens} tokens of answer`);
    evidence.add("verify", 0.5, "short-limit", `at most ${maxTokens} tokens of answer`);
  }
  const code = ask.code + system.code;
  if (code > 0) evidence.add("code_gen", Math.min(2.6, 0.8 + 0.3 * code), "code", "there is code in it");
  const mathematics = ask.mathematics;
  if (mathematics > 0)
    evidence.add("reason", Math.min(2, 0.6 + 0.3 * mathematics), "mathematics", "there are formulas in it");
  if (mathematics > 0 && countOf(ask, "agree") > 0) evidence.add("verify", 2, "result", "whether a result is right");
  if (ask.numbers > (ask.questions > 0 ? 1 : 3) && ask.words < 120) {
    evidence.add(
      "reason",
      ask.questions > 0 && workOf(evidence) < COMMAND ? 1.6 : 0.7,
      "numbers",
      "a short message with several numbers",
    );
  }
  partsEvidence(reading, evidence);
  if (ask.numbered > 2 && countOf(ask, "rerank") + countOf(system, "rerank") > 0) {
    evidence.add("rerank", 0.8, "numbered", `${ask.numbered} numbered passages`);
  }
  // What there is for any other work leaves less to conversation.
  const rest = workOf(evidence) < WEAK ? 1 : 0.3;
  if (ask.questions > 0 && reading.askTokens < 120) {
    const isPlain = strengthOf(ask, "question") > 1 && countOf(ask, "reason") === 0;
    evidence.add("chat", rest * (isPlain ? 1.6 : 0.5), "question", "a short question");
  }
  if (userTurns > 2) evidence.add("chat", 0.5, "conversation", `the user spoke ${userTurns} times`);
  if (ask.words > 0 && ask.words <= 40 && speech > 0)
    evidence.add("chat", rest * 0.4, "short", "a short message in plain language");
  const isBare =
    !ask.closed && ask.words > 60 && ask.commands + system.commands + ask.questions === 0 && system.words === 0;
  evidence.add(
    "unknown",
    isBare ? BARE : PRIOR,
    "prior",
    isBare ? "a text without a word of what to do" : "little says what to do",
  );
}

/** What the names of the parts of the material say: a claim and its source, or a query and what was found for it. */
function partsEvidence({ ask }: Reading, evidence: Evidence): void {
  const { parts } = ask;
  const has = (cue: Cue): boolean => parts[knownWords().number(cue)] === 1;
  if ((has("claim") || has("summarize")) && (has("source") || has("text") || has("format")))
    evidence.add("verify", 3, "parts", "a claim and its source");
  if (has("query") && ask.numbered > 1) evidence.add("rerank", 1.8, "parts", "a query and what was found for it");
}

/** The strongest of all evidence but that for conversation. */
function workOf({ scores }: Evidence): number {
  return scores.reduce((most, score, step) => (STEP_TYPES[step] === "chat" ? most : Math.max(most, score)), 0);
}

/** What tools say: they are always there for some hosts, so what counts is whether the request has use for one. */
function toolEvidence(request: ModelRequest, reading: Reading, evidence: Evidence): void {
  const { tools, toolChoice } = request;
  const { ask, last } = reading;
  const add = (weight: number, code: string, text: string): void => {
    evidence.add("tool_call_decision", weight, code, text);
  };
  if (tools.length === 0 || toolChoice === "none") return;
  const count = `${tools.length} ${tools.length === 1 ? "tool" : "tools"} to choose from`;
  if (tools.length === 1 && toolChoice === "named")
    evidence.add("extract", 2.5, "forced-tool", "one tool must be called: a schema");
  else if (toolChoice !== "auto") add(5, "tools", count);
  else if (last === "tool") add(1.6, "tool-results", "results of tools to go on from");
  else {
    const shared = sharedWith(request);
    const isSpoken = tells(ask, NAMED);
    const isGreeting = strengthOf(ask, "chat") >= GREETING;
    const amount = Math.min(4, shared.length);
    if (amount > 0) add(isSpoken ? 1.5 + amount : 4 + 0.5 * amount, "tool-words", `“${shared[0]}” of a tool, ${count}`);
    else if (isSpoken || isGreeting) add(0.8, "tools", count);
    else add(reading.askTokens < 300 ? 3.2 : 2, "tools", `${count}, and no other work is named`);
  }
}

/** Whether it is told what to do, so strongly at least; conversation is no work, and tools are looked at for themselves. */
function tells({ strengths }: Findings, least: number): boolean {
  const { cues } = knownWords();
  return strengths.some((strength, number) => {
    const cue = cues[number] as string;
    return strength >= least && (cue === "summarize" || (isStep(cue) && !/^chat|^tool/.test(cue)));
  });
}

/** How strongly a cue was spoken for. */
export const strengthOf = ({ strengths }: Findings, cue: Cue): number => strengths[knownWords().number(cue)] as number;

/** Whether a summary of this would be short or long. */
export function summaryOf({ ask, system, tokens }: Reading): StepType {
  const thorough = countOf(ask, "thorough") + countOf(system, "thorough");
  return tokens >= LONG_MATERIAL || (thorough > 0 && tokens >= LONG_IF_THOROUGH) ? "summarize_long" : "summarize_short";
}

/** How often any of the cues was met. */
export function countOf({ counts }: Findings, ...cues: readonly Cue[]): number {
  const lexicon = knownWords();
  return cues.reduce((sum, cue) => sum + (counts[lexicon.number(cue)] as number), 0);
}

const isStep = (name: string): name is StepType => (STEP_TYPES as readonly string[]).includes(name);
