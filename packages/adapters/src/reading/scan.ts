import type { Findings } from "./findings.ts";
import { fold } from "./fold.ts";
import { EMPTY, type Entry, type Frame, hashed, type Lexicon, LONGEST } from "./lexicon.ts";

/** A command counts in full where a sentence begins, and the less, the further on it stands. */
const COMMAND = 2;
const BY_POSITION = [1, 0.5];
const WITHIN = 0.4;
/**
 * What the first command of a text, or its first sentence, names is the work; what follows says how it is to be done.
 */
const FIRST = 1.4;
/** From this weight on, a word is a name of the work. */
const NAME = 1.8;
/** What a cue counts as where a text is rather the material of the work than its description. */
const MATERIAL = 0.4;
/** A cue after "not", "never" or "without" is not asked for, so many words on. */
const NEGATION_REACH = 3;
const FAR = -99;
/** In German a command is taken back at the end of its clause, before its particle; "or not" takes nothing back. */
const TAKEN_BACK =
  /^[^,.;:!?\n]*?(\S*) nicht(?: (?:ab|an|auf|aus|durch|ein|heraus|neu|um|vor|weiter|zu|zusammen))?\s*(?:[,.;:!?\n]|$)/i;
const CLAUSE = 80;

/** Of a text longer than this, sentences that neither tell nor ask are rather material. */
const LONG = 300;
/** What kinds of words count that stand in several sentences. */
const APART = 0.6;

/** What opens a quotation, and how long one is at most. */
const QUOTES = '"“„«';
const QUOTED = 400;

const LINE = 10;
const QUOTE = 34;
const TICK = 96;

/**
 * Reads `text` from `from` to `to` into findings, in one pass. Its first `description` words say what the work is; what
 * follows is material, which is not counted.
 */
export function scan(
  text: string,
  from: number,
  to: number,
  lexicon: Lexicon,
  findings: Findings,
  description = 70,
): void {
  const { strengths, counts, best } = findings;
  const negation = lexicon.number("negation");
  const courtesy = lexicon.number("courtesy");
  const modal = lexicon.number("modal");
  const contrast = lexicon.number("contrast");
  const question = lexicon.number("question");
  const particle = lexicon.number("particle");
  const { frames } = lexicon;
  // In which sentence a cue was met last, from 1 on, and which word spoke for it.
  const met = new Int32Array(strengths.length);
  const spoken: string[] = [];
  // The word that the sentence begins with, polite ones aside.
  let opening = 0;
  let openingEnd = -1;
  // What the last word is known as.
  let latest: Entry | undefined;
  // Where the last words begin, in turn.
  const starts = new Int32Array(LONGEST);
  let words = 0;
  // The number of the word that the first command ends with.
  let first = 0;
  let sentences = 0;
  // In German, what somebody can, should or would is said at the end of the sentence.
  let isModal = false;
  const isLong = to - from > LONG;
  let isCommand = false;
  let position = 0;
  let inSentence = 0;
  let negated = FAR;
  // Whether something was taken back in this sentence.
  let isNegative = false;
  let hash = EMPTY;
  let start = -1;
  let previous = LINE;

  const mark = (entry: Entry, length: number, end: number, at = Math.max(0, position - length + 1)): void => {
    let isTaken: boolean | undefined;
    const since = inSentence - length + 1 - negated;
    for (let i = 0; i < entry.cues.length; i++) {
      const cue = entry.cues[i] as number;
      let strength = entry.weights[i] as number;
      if (since > 0 && since <= NEGATION_REACH && cue !== negation) continue;
      // "Que" begins a question, and elsewhere joins clauses.
      if (words <= description && (cue !== question || at < 2)) {
        met[cue] = sentences + 1;
        spoken[cue] = entry.words;
      }
      if (strength >= COMMAND) {
        const isFirst = at === 0 || isModal;
        if (isFirst && cue !== question) {
          isTaken ??= isTakenBack(text, end, to);
          if (isTaken) {
            isNegative = true;
            return;
          }
          if (words <= description) {
            if (first === 0) first = words;
            findings.commands++;
            isCommand = true;
          }
        }
        strength *= (isFirst ? 1 : (BY_POSITION[at] ?? WITHIN)) * (first === words ? FIRST : 1);
      } else if (strength >= NAME && sentences === 0) strength *= FIRST;
      if (words > description) strength *= MATERIAL;
      else counts[cue] = (counts[cue] as number) + 1;
      if (strength > (strengths[cue] as number)) {
        strengths[cue] = strength;
        best[cue] = entry.words;
      }
      if (cue === negation) {
        negated = inSentence;
        isNegative = true;
      }
      if (cue === modal) isModal = true;
    }
  };

  // After "do not do this", what follows is the work: it begins as a sentence does.
  const newClause = (): void => {
    if (isNegative) position = 0;
    isNegative = false;
    negated = FAR;
  };

  const endWord = (end: number): void => {
    starts[words++ % LONGEST] = start;
    const entry = lexicon.find(hash, text, start, end);
    latest = entry;
    const isCourteous = entry?.cues.includes(courtesy) === true;
    if (position === 0 && !isCourteous) {
      opening = start;
      openingEnd = end;
    }
    if (entry !== undefined) {
      mark(entry, 1, end);
      const apart = entry.cues.indexOf(particle);
      // "Fass den Text zusammen": short particles are mostly prepositions, unless their clause ends with them.
      if (apart >= 0 && position > 1 && (entry.weights[apart] === 1 || text.charCodeAt(end) !== 32)) {
        const whole = lexicon.entry(`${text.slice(opening, openingEnd)} ${entry.words}`);
        if (whole !== undefined) mark(whole, 1, end, 0);
      }
      if (isNegative && entry.cues.includes(contrast)) newClause();
      for (let length = 2; entry.phrases >> length !== 0; length++) {
        if (((entry.phrases >> length) & 1) === 0 || inSentence < length - 1) continue;
        let whole = EMPTY;
        const begin = starts[(words - length) % LONGEST] as number;
        for (let at = begin; at < end; at++) {
          const unit = fold(text.charCodeAt(at));
          if (unit < 0) continue;
          if (unit !== 0) whole = hashed(whole, unit);
          else if (fold(text.charCodeAt(at - 1)) !== 0) whole = hashed(whole, 0);
        }
        const phrase = lexicon.find(whole, text, begin, end);
        if (phrase !== undefined) mark(phrase, length, end);
      }
    }
    inSentence++;
    if (!isCourteous) position++;
    hash = EMPTY;
    start = -1;
  };

  // What kinds of words speak for together that were met in the sentences from this one on.
  const endFrames = (from: number, share: number): void => {
    for (let first = 0; first < met.length; first++) {
      if ((met[first] as number) < from) continue;
      for (const { kinds, cue, weight } of frames[first] as readonly Frame[]) {
        if (!kinds.every((kind) => (met[kind] as number) >= from)) continue;
        counts[cue] ||= 1;
        if (weight * share <= (strengths[cue] as number)) continue;
        strengths[cue] = weight * share;
        best[cue] = kinds.map((kind) => spoken[kind]).join(" … ");
      }
    }
  };

  const endSentence = (isStatement = false): void => {
    if (inSentence > 0 && words - inSentence < description) {
      endFrames(sentences + 1, sentences === 0 ? FIRST : isStatement && isLong && !isCommand ? MATERIAL : 1);
    }
    isCommand = false;
    if (inSentence > 0) sentences++;
    isModal = false;
    isNegative = false;
    position = 0;
    inSentence = 0;
    negated = FAR;
  };

  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    const folded = fold(unit);
    if (folded < 0) continue;
    if (folded !== 0) {
      if (start < 0) {
        start = at;
        if (previous === LINE && folded < 58 && folded > 47) findings.numbered++;
      }
      hash = hashed(hash, folded);
      previous = folded;
      continue;
    }
    if (start >= 0) {
      // A number at the beginning of a line numbers it, and is no word of its sentence.
      const isNumber = previous < 58 && previous > 47;
      const isFirst = isNumber && at - start < 4 && inSentence === 0;
      if (isNumber && words < description && !(isFirst && (unit === 46 || unit === 41 || unit === 93)))
        findings.numbers++;
      if (isFirst) {
        start = -1;
        hash = EMPTY;
      } else endWord(at);
    }
    if (unit === 32 || unit === 91 || unit === 9) continue;
    if (unit === 44) newClause();
    if (unit === LINE) {
      if (previous === 59 || previous === 123 || previous === 125) findings.code++;
      endSentence();
    } else if (unit === 46 || unit === 33 || unit === 63 || unit === 58) {
      if (unit === 63) findings.questions++;
      if (unit === 58) {
        if (previous === 41) findings.code++;
        // "Source:" names a part of the material.
        if (inSentence < 4) for (const cue of latest?.cues ?? []) findings.parts[cue] = 1;
      }
      const next = text.charCodeAt(at + 1);
      if (next === 32 || next === LINE || next === QUOTE || at + 1 >= to) endSentence(unit === 46);
    } else if (unit === 0xbf || unit === 0xa1) endSentence();
    else if (
      (unit === TICK || unit === QUOTE) &&
      text.charCodeAt(at + 1) === unit &&
      text.charCodeAt(at + 2) === unit
    ) {
      const end = endOf(text, text.slice(at, at + 3), at + 3, to) ?? to;
      if (unit === TICK) findings.code += 3;
      findings.quoted += end - at;
      at = end - 1;
      endSentence();
    } else if (QUOTES.includes(text.charAt(at))) {
      // What is quoted within a sentence is material, too.
      const end = text.slice(at + 1, Math.min(to, at + QUOTED)).search(unit === QUOTE ? /"/ : /[”“»]/);
      if (end > 0) at += end + 1;
    } else if (unit === 60 && fold(text.charCodeAt(at + 1)) > 57) {
      const name = tagAt(text, at + 1);
      // What is not closed within the part that is read may be closed beyond it.
      const open = to < text.length ? to : undefined;
      const end = name === undefined ? undefined : (endOf(text, `</${name}>`, at, to) ?? open);
      if (end !== undefined) {
        findings.quoted += end - at;
        at = end - 1;
      }
      endSentence();
    } else if (unit >= 0x2200 && unit < 0x2300) findings.mathematics++;
    else if (unit === 61 || unit === 43 || unit === 94 || unit === 42 || unit === 0xd7) {
      const before = previous === 41 || (previous > 47 && previous < 58);
      const after = fold(text.charCodeAt(text.charCodeAt(at + 1) === 32 ? at + 2 : at + 1));
      if (before || unit === 94 || (after > 47 && after < 58 && previous !== LINE)) findings.mathematics++;
      if (unit === 61 && text.charCodeAt(at + 1) === 62) findings.code++;
    } else if (unit === 40 && text.charCodeAt(at + 1) === 41) findings.code++;
    previous = unit;
  }
  if (start >= 0) endWord(to);
  endSentence();
  if (sentences > 1) endFrames(1, APART);
  findings.words += words;
}

/** Whether what stands before `from` is taken back in the rest of its clause. */
function isTakenBack(text: string, from: number, to: number): boolean {
  const found = TAKEN_BACK.exec(text.slice(from, Math.min(to, from + CLAUSE)));
  return found !== null && found[1] !== "oder";
}

/** Where `mark` ends that comes next. */
function endOf(text: string, mark: string, from: number, to: number): number | undefined {
  const found = text.slice(from, to).indexOf(mark);
  return found < 0 ? undefined : from + found + mark.length;
}

/** The name of the tag that begins at `at`, if it is one without attributes. */
function tagAt(text: string, at: number): string | undefined {
  for (let end = at; end < at + 32; end++) {
    const unit = text.charCodeAt(end);
    if (unit === 62) return text.slice(at, end);
    if (unit !== 95 && unit !== 45 && fold(unit) === 0) return undefined;
  }
  return undefined;
}
