// Whether answers have the form that the protocol gives them, so that laws can read what comes from elsewhere.

import { shown } from "../conformance-error.ts";
import { codes } from "./answer.ts";
import type { Look, Misfit } from "./look.ts";
import {
  coordinate,
  cursor,
  expecting,
  isObject,
  layer,
  list,
  misfit,
  number,
  object,
  orNull,
  text,
  within,
} from "./look.ts";
import type { Command, Program } from "./program.ts";

const nothing = expecting("null", (data) => data === null);
const code = expecting(`one of the codes ${codes.join(", ")}`, (data) => (codes as readonly unknown[]).includes(data));
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

/** What an answer does not have that it should, and the command that it answers. */
interface Unfit extends Misfit {
  readonly answering?: Command;
}

/** Where, and in what, answers to a program do not have the form of answers; nothing where they do. */
export function misshapen({ commands }: Program, answered: unknown): string | undefined {
  return inWords(isObject(answered) ? within("the answer", refusal(answered)) : misshapenAll(commands, answered));
}

function inWords(found: Unfit | undefined): string | undefined {
  if (found === undefined) return undefined;
  const { at, expected, got, answering } = found;
  const to = answering === undefined ? "" : `, answering ${shown(answering)}`;
  return `${at}: expected ${expected}, got ${shown(got)}${to}`;
}

function misshapenAll(commands: readonly Command[], answered: unknown): Unfit | undefined {
  const at = "answers";
  if (!Array.isArray(answered)) return { at, expected: "an array, one answer for each command", got: answered };
  if (answered.length !== commands.length) return { at, expected: `${commands.length}`, got: answered.length };
  return within(at, misshapenAny(commands, answered, new Set([0])));
}

/** `minted` grows with the writers that the answers say there are. */
function misshapenAny(
  commands: readonly Command[],
  answered: readonly unknown[],
  minted: Set<number>,
): Unfit | undefined {
  for (const [place, answer] of answered.entries()) {
    const command = commands[place] as Command;
    const found = misshapenOne(command, answer, minted);
    if (found !== undefined)
      return within(`[${place}]`, command.do === "batch" ? found : { ...found, answering: command });
    if (answer !== null) continue;
    if (command.do === "writer" || command.do === "attenuate") minted.add(command.as);
    if (command.do === "restore") for (const writer of minted) if (writer !== 0) minted.delete(writer);
  }
  return undefined;
}

function misshapenOne(command: Command, answer: unknown, minted: Set<number>): Unfit | undefined {
  const isSkipped = isObject(answer) && answer.skipped === true;
  if ("writer" in command && !minted.has(command.writer))
    return isSkipped ? undefined : misfit(`{"skipped":true}, as writer ${command.writer} was never minted`, answer);
  if (isSkipped) return misfit("an answer, as only a command by a writer that was never minted is skipped", answer);
  if (command.do === "batch") return misshapenBatch(command.commands, answer, minted);
  return isObject(answer) && "refused" in answer ? refusal(answer) : answers[command.do](answer);
}

const howEnded = expecting('"well", "in an error" or a refusal', (data) => data === "well" || data === "in an error");
const batch = object({
  answers: list(() => undefined),
  ended: (data) => (isObject(data) ? refusal(data) : howEnded(data)),
});

function misshapenBatch(commands: readonly Command[], answer: unknown, minted: Set<number>): Unfit | undefined {
  const found = batch(answer);
  if (found !== undefined) return found;
  const { answers: inner, ended } = answer as { readonly answers: readonly unknown[]; readonly ended: unknown };
  const at = ".answers";
  const most = isObject(ended) ? "at most " : "";
  if (inner.length > commands.length || (most === "" && inner.length < commands.length))
    return { at, expected: `${most}${commands.length}, one for each command`, got: inner.length };
  return within(at, misshapenAny(commands, inner, minted));
}
