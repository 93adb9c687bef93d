import type { Lexicon } from "./lexicon.ts";

/** What was met in texts. Arrays are by the number of the cue. */
export interface Findings {
  /** How strongly each cue was spoken for, at best. */
  readonly strengths: Float64Array;
  /** How often it was met. */
  readonly counts: Uint16Array;
  /** Whether it is the name of a part of the material: "Source: …". */
  readonly parts: Uint8Array;
  /** What spoke for it best. */
  readonly best: string[];
  words: number;
  /** Whether a short paragraph follows the material. */
  closed: boolean;
  /** How many commands sentences begin with. */
  commands: number;
  /** How many words are numbers. */
  numbers: number;
  questions: number;
  /** Fences, and lines that end as lines of code do. */
  code: number;
  /** Signs between numbers, and signs that are used in mathematics alone. */
  mathematics: number;
  /** Lines that begin with a number, as [1], 1. or 1). */
  numbered: number;
  /** How many units are quoted material: between fences, triple quotes or a pair of tags. */
  quoted: number;
}

/** Findings of nothing. */
export function noFindings(lexicon: Lexicon): Findings {
  const size = lexicon.cues.length;
  return {
    strengths: new Float64Array(size),
    counts: new Uint16Array(size),
    parts: new Uint8Array(size),
    best: [],
    words: 0,
    closed: false,
    commands: 0,
    numbers: 0,
    questions: 0,
    code: 0,
    mathematics: 0,
    numbered: 0,
    quoted: 0,
  };
}
