// Whether answers have the form that the protocol gives them, so that laws can read what comes from elsewhere.

import { codes } from "./answer.ts";
import { encode } from "./json.ts";
import type { Command, Program } from "./program.ts";

/** Says what is wrong, and where within the data: `[3].score: expected a number, got "1"`. */
type Look = (data: unknown) => string | undefined;

const isObject = (data: unknown): data is { readonly [key: string]: unknown } =>
  typeof data === "object" && data !== null && !Array.isArray(data);

const expected = (what: string, data: unknown): string => `: expected ${what}, got ${shown(data)}`;

const expecting =
  (what: string, isIt: (data: unknown) => boolean): Look =>
  (data) =>
    isIt(data) ? undefined : expected(what, data);

const text = expecting("a string", (data) => typeof data === "string");
const number = expecting('a number (or "inf", "-inf", "nan")', (data) => typeof data === "number");
const nothing = expecting("null", (data) => data === null);
const code = expecting(`one of the codes ${codes.join(", ")}`, (data) => (codes as readonly unknown[]).includes(data));
const layer = expecting('"value" or "weight"', (data) => data === "value" || data === "weight");
const cursor = expecting(
  "an object from levels to instances",
  (data) => isObject(data) && Object.values(data).every((instance) => typeof instance === "string"),
);

const orNull =
  (look: Look): Look =>
  (data) =>
    data === null ? undefined : look(data)?.replace(": expected ", ": expected null or ");

const list =
  (look: Look): Look =>
  (data) => {
    if (!Array.isArray(data)) return expected("an array", data);
    for (const [place, item] of data.entries()) {
      const found = look(item);
      if (found !== undefined) return `[${place}]${found}`;
    }
    return undefined;
  };

type Keys = { readonly [key: string]: Look };

/** An object with these keys, and with those that may be left out; others are the laws' business. */
const object = (keys: Keys, open: Keys = {}): Look => {
  const all = Object.entries({ ...keys, ...open });
  const names = Object.keys(keys).join(", ");
  return (data) => {
    if (!isObject(data)) return expected(names === "" ? "an object" : `an object with ${names}`, data);
    for (const [key, look] of all) {
      if (data[key] === undefined && key in open) continue;
      const found = look(data[key]);
      if (found !== undefined) return `.${key}${found}`;
    }
    return undefined;
  };
};

const coordinate = { level: text, instance: text, option: text, dimension: text };
const change = object({ ...coordinate, layer }, { content: number });
const delta = list(change);
const ranked = { option: text, score: number };
const refusal = object({ refused: code, coordinate: object({}, coordinate), expected: text });
const term = object({
  dimension: text,
  value: number,
  weight: number,
  product: number,
  valueFrom: object(coordinate),
  weightFrom: orNull(object(coordinate)),
});
const explanation = object({
  cursor,
  fingerprint: text,
  queue: list(object({ ...ranked, place: number, terms: list(term) })),
  gated: list(object({ option: text, gates: list(object({ dimension: text, from: object(coordinate) })) })),
  flips: list(object({ option: text, replaces: number, change })),
});

/** What each command answers, unless it is refused; a batch is looked at on its own. */
const answers: { readonly [name in Exclude<Command["do"], "batch">]: Look } = {
  writer: nothing,
  attenuate: nothing,
  revoke: nothing,
  set: nothing,
  unset: nothing,
  clear: nothing,
  apply: nothing,
  rank: list(object(ranked)),
  value: object({ value: orNull(number) }),
  weight: object({ weight: number }),
  cells: list(object(coordinate, { value: number, weight: number })),
  revision: number,
  reduce: object({ reduced: orNull(number) }),
  rollUp: number,
  corroborate: number,
  support: number,
  explain: explanation,
  compose: delta,
  restore: nothing,
  subscribe: nothing,
  told: list(object({ revision: number, delta })),
  watch: nothing,
  unwatch: nothing,
  heard: list(object({ watcher: number, queue: list(text) })),
};

/** The names of all commands. */
export const commandNames: readonly string[] = [...Object.keys(answers), "batch"];

/** Where, and in what, answers to a program do not have the form of answers; nothing where they do. */
export function misshapen({ commands }: Program, answered: unknown): string | undefined {
  if (isObject(answered)) return within("the answer", refusal(answered));
  if (!Array.isArray(answered)) return `answers${expected("an array, one answer for each command", answered)}`;
  if (answered.length !== commands.length) return `answers: expected ${commands.length}, got ${answered.length}`;
  return within("answers", misshapenAny(commands, answered, new Set([0])));
}

/** `minted` grows with the writers that the answers say there are. */
function misshapenAny(
  commands: readonly Command[],
  answered: readonly unknown[],
  minted: Set<number>,
): string | undefined {
  for (const [place, answer] of answered.entries()) {
    const command = commands[place] as Command;
    const found = misshapenOne(command, answer, minted);
    if (found !== undefined)
      return `[${place}]${found}${command.do === "batch" ? "" : `, answering ${shown(command)}`}`;
    if (answer !== null) continue;
    if (command.do === "writer" || command.do === "attenuate") minted.add(command.as);
    if (command.do === "restore") for (const writer of minted) if (writer !== 0) minted.delete(writer);
  }
  return undefined;
}

function misshapenOne(command: Command, answer: unknown, minted: Set<number>): string | undefined {
  const isSkipped = isObject(answer) && answer.skipped === true;
  if ("writer" in command && !minted.has(command.writer))
    return isSkipped ? undefined : expected(`{"skipped":true}, as writer ${command.writer} was never minted`, answer);
  if (isSkipped) return ": skipped, as is only a command by a writer that was never minted";
  if (command.do === "batch") return misshapenBatch(command.commands, answer, minted);
  return isObject(answer) && "refused" in answer ? refusal(answer) : answers[command.do](answer);
}

const howEnded = expecting('"well", "in an error" or a refusal', (data) => data === "well" || data === "in an error");
const batch = object({
  answers: list(() => undefined),
  ended: (data) => (isObject(data) ? refusal(data) : howEnded(data)),
});

function misshapenBatch(commands: readonly Command[], answer: unknown, minted: Set<number>): string | undefined {
  const found = batch(answer);
  if (found !== undefined) return found;
  const { answers: inner, ended } = answer as { readonly answers: readonly unknown[]; readonly ended: unknown };
  const most = isObject(ended) ? "at most " : "";
  if (inner.length > commands.length || (most === "" && inner.length < commands.length))
    return `.answers: expected ${most}${commands.length}, one for each command, got ${inner.length}`;
  return within(".answers", misshapenAny(commands, inner, minted));
}

function within(at: string, found: string | undefined): string | undefined {
  return found === undefined ? undefined : at + found;
}

/** Not all of it: an answer can be long. */
function shown(data: unknown): string {
  const whole = data === undefined ? "nothing" : encode(data);
  return whole.length <= 200 ? whole : `${whole.slice(0, 200)}…`;
}
