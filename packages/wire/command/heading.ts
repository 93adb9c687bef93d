import type { GrantKey } from "../src/grants.ts";
import type { HubOrder } from "./hub-usage.ts";
import { placeName } from "./place.ts";
import { shellWord } from "./printable.ts";
import type { Paint } from "./screen.ts";

/** What is told once the hub listens. */
export interface Beginning {
  readonly url: string;
  readonly revision: number;
  readonly keys: readonly GrantKey[] | undefined;
}

/** What a hub is and where, and how to make a grant for it. */
export function heading(order: HubOrder, { url, revision, keys }: Beginning, paint: Paint): string {
  const { levels, tensor, place, trust, withdraw, lease } = order;
  const fact = (name: string, text: string): string => `  ${paint(name.padEnd(7), "faint")} ${text}`;
  const origins = order.origins.length === 0 ? [] : [fact("pages", `of ${order.origins.join(", ")}`)];
  const away =
    withdraw.length === 0 ? [] : [fact("absent", `after ${lease / 1_000} s; withdrawn: ${withdraw.join(", ")}`)];
  const known = keys?.map(({ id, algorithm }) => `${algorithm} ${id ?? "without an id"}`) ?? [];
  const trusts = keys
    ? known.map((key, i) => fact(i === 0 ? "keys" : "", key))
    : [
        fact(
          "trust",
          paint(
            `everyone on this machine: who connects writes the ${trust} it names, for there are no --keys`,
            "doubtful",
          ),
        ),
      ];
  return [
    `${paint("thalweg-hub", "strong")} listens at ${paint(url, "good")}`,
    fact("tensor", `${tensor}: ${levels.join(" › ")}`),
    fact("log", `${placeName(place)}, at revision ${revision}`),
    ...trusts,
    ...origins,
    ...away,
    "",
    ...advice(order, keys, paint),
  ].join("\n");
}

function advice(order: HubOrder, keys: readonly GrantKey[] | undefined, paint: Paint): string[] {
  const path = order.keys ?? "hub-keys.json";
  const lead = (text: string): string => paint(text, "faint");
  if (keys === undefined) {
    return [
      lead("To ask for grants: make keys, start with --keys, and make a grant for each device:"),
      `  npx thalweg-hub keys --out ${path}`,
      `  ${grantLine(order, path)}`,
    ];
  }
  const signs = keys.some(({ signing }) => signing !== undefined);
  return signs
    ? [lead(`A grant for the ${order.levels.at(-1)} A:`), `  ${grantLine(order, path)}`]
    : [lead("A grant, where the private part of the keys is:"), `  ${grantLine(order, "PRIVATE-KEYS")}`];
}

/** The command that makes a grant for an instance of the finest level. */
export function grantLine({ levels, tensor }: Pick<HubOrder, "levels" | "tensor">, keys: string): string {
  const finest = levels.at(-1) as string;
  return [
    "npx thalweg-hub grant",
    `--keys ${shellWord(keys)}`,
    ...(tensor === "default" ? [] : [`--tensor ${shellWord(tensor)}`]),
    `--level ${shellWord(finest)} --instance A`,
    // The coarsest level is for what all share.
    ...levels.slice(1, -1).map((level) => `--read ${shellWord(`${level}=NAME`)}`),
    "--expires 30d",
  ].join(" ");
}
