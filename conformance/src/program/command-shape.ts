// Whether a program has the form that the protocol gives it, so that who performs it is not blamed for what it lacks.

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
  oneOf,
  text,
  within,
} from "./look.ts";
import type { Command } from "./program.ts";

const writer = { writer: number };
const minted = [{ as: number, level: text }, { instance: text }] as const;
// What is no layer, and no aggregate, is refused by who performs it.
const change = object({ ...coordinate, layer: text }, { content: number });
const selection = { among: list(text), limit: number };
const using = expecting("an aggregate", (data) => typeof data === "string" || isObject(data));
const wayUp = { from: text, to: text };
const scope = { option: text, dimension: text };
const report = { into: text, among: list(text) };
const nothing = object({});

/** The keys that each command needs, and those that may be left out; a batch is looked into on its own. */
const looks: { readonly [name in Command["do"]]: Look } = {
  writer: object(...minted),
  attenuate: object({ ...writer, ...minted[0] }, minted[1]),
  revoke: object(writer),
  set: object({ ...writer, layer, ...coordinate, content: number }),
  unset: object({ ...writer, layer, ...coordinate }),
  clear: object({ ...writer, level: text, instance: text }),
  apply: object({ ...writer, delta: list(change) }),
  batch: object({ ...writer, refusals: oneOf("end it", "are caught"), ends: oneOf("well", "in an error") }),
  rank: object({ cursor }, selection),
  value: object({ cursor, ...scope }),
  weight: object({ cursor, ...scope }),
  cells: nothing,
  revision: nothing,
  reduce: object({ ...writer, ...wayUp, ...scope }, { ...report, using }),
  rollUp: object({ ...writer, ...wayUp }, { ...report, ...scope, using }),
  corroborate: object({ ...writer, ...wayUp }, { ...report, ...scope, quorum: number }),
  support: object({ level: text, ...scope }, { among: list(text) }),
  explain: object({ cursor }, selection),
  compose: object({ deltas: list(list(change)) }),
  restore: nothing,
  subscribe: nothing,
  told: nothing,
  watch: object({ as: number, cursor }),
  unwatch: object({ watcher: number }),
  heard: nothing,
};

const names = Object.keys(looks);
const named = object({ do: expecting(`one of ${names.join(", ")}`, (name) => names.includes(name as string)) });
const notInBatches: readonly string[] = ["writer", "attenuate", "subscribe", "watch", "restore"];
const program = object({ levels: list(text), commands: list((data) => misshapenCommand(data)) });

/** What of some data does not have the form of a program; nothing where it is one. */
export function misshapenProgram(data: unknown): Misfit | undefined {
  return program(data);
}

function misshapenCommand(data: unknown): Misfit | undefined {
  const found = named(data);
  if (found !== undefined) return found;
  const command = data as Command;
  return looks[command.do](command) ?? (command.do === "batch" ? misshapenWithin(command.commands) : undefined);
}

function misshapenWithin(commands: unknown): Misfit | undefined {
  const look: Look = (data) => {
    const found = misshapenCommand(data);
    if (found !== undefined) return found;
    const name = (data as Command).do;
    return notInBatches.includes(name) ? within(".do", misfit("what may stand in a batch", name)) : undefined;
  };
  return within(".commands", list(look)(commands));
}
