import { DIFFICULTY_WORDS, type DifficultyCue } from "./difficulty-words.ts";
import { fold } from "./fold.ts";
import { STEP_WORDS, type WordGroup } from "./step-words.ts";

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

/** The most words that a phrase may have. */
export const LONGEST = 4;

/** The hash of nothing, and of what is read with one more unit (FNV-1a: Fowler, Noll and Vo, 1991). */
export const EMPTY: number = 0x811c9dc5 | 0;
export const hashed = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);

/** Known words and phrases, found by hash, so that a text is read without being cut into words. */
export class Lexicon {
  /** The cues, by number. */
  readonly cues: readonly Cue[];
  readonly #entries: Entry[] = [];
  /** Open addressing: the number of an entry plus 1, or 0. */
  readonly #places: Int32Array = new Int32Array(1 << 13);
  readonly #hashes: number[] = [];

  /** Of the lists of this package. */
  constructor() {
    const groups: (readonly [cue: Cue, weight: number, words: string])[] = [
      ...STEP_WORDS,
      ...DIFFICULTY_WORDS.map(([cue, words]) => [cue, 1, words] as const),
    ];
    this.cues = [...new Set(groups.map(([cue]) => cue))];
    for (const [cue, weight, words] of groups) {
      for (const each of words.split(" ")) this.#add(each.replaceAll("_", " "), this.cues.indexOf(cue), weight);
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

  #entry(words: string): Entry {
    let hash = EMPTY;
    for (let at = 0; at < words.length; at++) hash = hashed(hash, fold(words.charCodeAt(at)));
    const found = this.find(hash, words, 0, words.length);
    if (found !== undefined) return found;
    const entry: Entry = { words, length: words.split(" ").length, cues: [], weights: [], phrases: 0 };
    const mask = this.#places.length - 1;
    let place = hash & mask;
    while (this.#places[place] !== 0) place = (place + 1) & mask;
    this.#places[place] = this.#entries.push(entry);
    this.#hashes.push(hash);
    return entry;
  }
}

/** Whether two texts are the same words; whatever stands between two words is one blank. */
function isSame(words: string, text: string, from: number, to: number): boolean {
  let at = from;
  for (let i = 0; i < words.length; i++) {
    if (at >= to) return false;
    const wanted = fold(words.charCodeAt(i));
    if (fold(text.charCodeAt(at)) !== wanted) return false;
    at++;
    if (wanted === 0) while (at < to && fold(text.charCodeAt(at)) === 0) at++;
  }
  return at === to;
}

let lexicon: Lexicon | undefined;

/** The one lexicon, made when it is first asked for. */
export function knownWords(): Lexicon {
  lexicon ??= new Lexicon();
  return lexicon;
}
