import type { ModelRequest } from "../request.ts";
import { knownWords } from "./lexicon.ts";

/** How much of the last message, and of all tools, is compared. */
const ASK = 600;
const TOOLS = 4_000;
/** A word of fewer letters is none of content; of a longer one so many count, for the sake of its endings. */
const WORD = /[\p{L}\p{N}]{4,}/gu;
const STEM = 6;
/** What is said of any tool. */
const GENERIC = new Set(
  "about action argument call calls current data file from function given input item items list message messages name number object optional output param parameter query request result results return returns search select string text tool type user uses using value with your"
    .split(" ")
    .map(stemOf),
);
/** Words of these kinds stand in any sentence. */
const SMALL = ["english", "german", "french", "spanish", "courtesy", "negation", "modal", "question", "this"] as const;

/**
 * The words that the last message of the user shares with the names, descriptions and parameters of the tools, but for
 * those of any sentence. Takes bounded time.
 */
export function sharedWith({ turns, tools }: ModelRequest): readonly string[] {
  const said = turns.findLast(({ role }) => role === "user")?.text ?? "";
  let all = "";
  for (const { name, description, parameters } of tools) {
    if (all.length > TOOLS) break;
    all += ` ${name.slice(0, 64)} ${description.slice(0, 200)} ${parameters.slice(0, 16).join(" ").slice(0, 200)}`;
  }
  const known = new Set(wordsOf(all).map(stemOf));
  return wordsOf(said.slice(0, ASK)).filter(
    (word) => known.has(stemOf(word)) && !GENERIC.has(stemOf(word)) && !isSmall(word),
  );
}

/** The words of a text in small letters without accents; those of `getWeather` and `get_weather` are two. */
function wordsOf(text: string): readonly string[] {
  const apart = text.replace(/[a-z](?=[A-Z])/g, "$& ");
  const plain = /[\u0080-\uffff]/.test(apart) ? apart.normalize("NFD").replace(/\p{M}/gu, "") : apart;
  return plain.toLowerCase().match(WORD) ?? [];
}

function stemOf(word: string): string {
  return word.replace(/s$/, "").slice(0, STEM);
}

function isSmall(word: string): boolean {
  const lexicon = knownWords();
  const cues = lexicon.entry(word)?.cues ?? [];
  return SMALL.some((cue) => cues.includes(lexicon.number(cue)));
}
