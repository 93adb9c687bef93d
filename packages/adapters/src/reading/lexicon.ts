import { DIFFICULTY_WORDS, type DifficultyCue } from "./difficulty-words.ts";
import { fold } from "./fold.ts";
import { ENDINGS, FRAMES, STEP_WORDS, type WordGroup } from "./step-words.ts";

/** What a word can speak for. */
export type Cue = WordGroup[0] | DifficultyCue;

/** What one word, or one phrase, speaks for. */
export interface Entry {
  /** As it is written in the lists, `_` made blanks. */
  readonly words: string;
  /** How many words it has. */
  readonly length: number;
  /** The numbers of its cues, and how strongly it speaks for each. */
  readonly cues: number[];
  readonly weights: number[];
  /** Bit n: a known phrase of n words ends with this word. */
  phrases: number;
}

/** Kinds of words that speak for a step where all of them stand in one sentence. */
export interface Frame {
  /** The numbers of the kinds' cues, and of the step's. */
  readonly kinds: readonly number[];
  readonly cue: number;
  readonly weight: number;
}

/** The most words that a phrase may have. */
export const LONGEST = 5;

/** The hash of nothing, and of what is read with one more unit (FNV-1a: Fowler, Noll and Vo, 1991). */
export const EMPTY: number = 0x811c9dc5 | 0;
export const hashed = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);

/** Known words and phrases, found by hash, so that a text is read without being cut into words. */
export class Lexicon {
  /** The cues, by number. */
  readonly cues: readonly Cue[];
  /** By the number of their first kind. */
  readonly frames: readonly Frame[][];
  readonly #entries: Entry[] = [];
  /** Open addressing: the number of an entry plus 1, or 0. */
  readonly #places: Int32Array = new Int32Array(1 << 15);
  readonly #hashes: number[] = [];

  /** Of the lists of this package. */
  constructor() {
    const groups: (readonly [cue: Cue, weight: number, words: string])[] = [
      ...STEP_WORDS,
      ...DIFFICULTY_WORDS.map(([cue, words]) => [cue, 1, words] as const),
    ];
    this.cues = [...new Set(groups.map(([cue]) => cue))];
    for (const [cue, weight, words] of groups) {
      for (const each of words.split(" ").flatMap(formsOf))
        this.#add(each.replaceAll("_", " "), this.cues.indexOf(cue), weight);
    }
    this.frames = this.cues.map(() => []);
    for (const [step, weight, frames] of FRAMES) {
      for (const frame of frames.split(" ")) {
        const kinds = frame.split("+").map((kind) => this.number(kind as Cue));
        this.frames[kinds[0] as number]?.push({ kinds, cue: this.number(step), weight });
      }
    }
  }

  /** The number of a cue. */
  number(cue: Cue): number {
    return this.cues.indexOf(cue);
  }

  /** The entry with this hash, if it is what `text` has from `from` to `to`. */
  find(hash: number, text: string, from: number, to: number): Entry | undefined {
    const mask = this.#places.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const number = (this.#places[place] as number) - 1;
      if (number < 0) return undefined;
      if (this.#hashes[number] !== hash) continue;
      const entry = this.#entries[number] as Entry;
      return isSame(entry.words, text, from, to) ? entry : undefined;
    }
  }

  #add(words: string, cue: number, weight: number): void {
    const entry = this.#entry(words);
    const known = entry.cues.indexOf(cue);
    if (known < 0) {
      entry.cues.push(cue);
      entry.weights.push(weight);
    } else entry.weights[known] = Math.max(weight, entry.weights[known] as number);
    if (entry.length > 1) this.#entry(words.slice(words.lastIndexOf(" ") + 1)).phrases |= 1 << entry.length;
  }

  /** The entry of a word, or of words with one blank between them. */
  entry(words: string): Entry | undefined {
    return this.find(hashOf(words), words, 0, words.length);
  }

  #entry(words: string): Entry {
    const found = this.entry(words);
    if (found !== undefined) return found;
    const hash = hashOf(words);
    const entry: Entry = { words, length: words.split(" ").length, cues: [], weights: [], phrases: 0 };
    const mask = this.#places.length - 1;
    let place = hash & mask;
    while (this.#places[place] !== 0) place = (place + 1) & mask;
    this.#places[place] = this.#entries.push(entry);
    this.#hashes.push(hash);
    return entry;
  }
}

/** All forms of a word of the lists. */
function formsOf(word: string): readonly string[] {
  const [verb, particle] = word.split("|") as [string, string?];
  if (particle !== undefined)
    return [`${verb}D_${particle}`, `${particle}${verb}D`, `${particle}zu${verb}en`].flatMap(formsOf);
  const at = word.search(/[A-Z]/);
  if (at < 0) return [word];
  const endings = (ENDINGS[word.charAt(at)] as string).split(" ");
  return endings.flatMap((ending) => formsOf(word.slice(0, at) + ending + word.slice(at + 1)));
}

function hashOf(words: string): number {
  let hash = EMPTY;
  for (let at = 0; at < words.length; at++) {
    const unit = fold(words.charCodeAt(at));
    if (unit >= 0) hash = hashed(hash, unit);
  }
  return hash;
}

/** Whether two texts are the same words; whatever stands between two words is one blank, and accents are nothing. */
function isSame(words: string, text: string, from: number, to: number): boolean {
  let at = from;
  for (let i = 0; i < words.length; i++) {
    if (at >= to) return false;
    const wanted = fold(words.charCodeAt(i));
    if (fold(text.charCodeAt(at)) !== wanted) return false;
    at++;
    while (at < to && fold(text.charCodeAt(at)) <= (wanted === 0 ? 0 : -1)) at++;
  }
  return at === to;
}

let lexicon: Lexicon | undefined;

/** The one lexicon, made when it is first asked for. */
export function knownWords(): Lexicon {
  lexicon ??= new Lexicon();
  return lexicon;
}
