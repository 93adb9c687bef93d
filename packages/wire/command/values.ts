import { isIPv4 } from "node:net";
import type { ParseArgsOptionsConfig } from "node:util";
import { parseArgs } from "node:util";
import { type Aggregate, Tensor, TensorError } from "@thalweg/core";
import type { Way } from "../src/index.ts";
import { UsageError } from "./failures.ts";

type Parsed<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options }>
>["values"];

/** The options on a command line, and nothing else. Throws a {@link UsageError}, as everything here does. */
export function optionsOf<const Options extends ParseArgsOptionsConfig>(
  given: readonly string[],
  options: Options,
): Parsed<Options> {
  try {
    return parseArgs({ args: [...given], options }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // The first sentence says what is wrong; what follows is about arguments that this command does not have.
    throw new UsageError(`${error.message.split(/[.\n]/, 1)[0]}.`);
  }
}

/** The names in `global,workspace,device`. */
export function levelsOf(text: string | undefined): readonly string[] {
  if (text === undefined) {
    throw new UsageError("--levels is missing: their names, coarse to fine, as --levels global,workspace,device.");
  }
  try {
    return new Tensor(text.split(",").map((name) => name.trim())).levels;
  } catch (error) {
    if (!(error instanceof TensorError)) throw error;
    throw new UsageError(`--levels takes 1 to 32 distinct names with commas between them, not "${text}".`);
  }
}

/** One of the levels. */
export function levelOf(name: string, levels: readonly string[], option: string): string {
  if (levels.includes(name)) return name;
  throw new UsageError(`${option}: there is no level "${name}"; the levels are ${levels.join(", ")}.`);
}

/** What `device=A,workspace=w` names, by level; a comma that no other level follows is part of a name. */
export function instancesOf(texts: readonly string[], option: string): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  for (const pair of texts.flatMap((text) => text.split(/,(?=[^,=]+=)/))) {
    const [, level, instance] = /^([^=]+)=(.+)$/s.exec(pair) ?? [];
    if (level === undefined || instance === undefined) {
      throw new UsageError(`${option} takes instances by level, as ${option} device=A, not "${pair}".`);
    }
    if (found.has(level)) throw new UsageError(`${option} names two instances of ${level}; one is read at each level.`);
    found.set(level, instance);
  }
  return Object.fromEntries(found);
}

/** A number within bounds; `what` is how the option is written. */
export function numberOf(
  text: string | undefined,
  { what, least, most = Infinity, isWhole = true }: NumberRules,
): number | undefined {
  if (text === undefined) return undefined;
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (number >= least && number <= most && (!isWhole || Number.isSafeInteger(number))) return number;
  const bounds = most === Infinity ? `from ${least}` : `from ${least} to ${most}`;
  throw new UsageError(`${what} takes a ${isWhole ? "whole " : ""}number ${bounds}, not "${text}".`);
}

interface NumberRules {
  readonly what: string;
  readonly least: number;
  readonly most?: number;
  readonly isWhole?: boolean;
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30d`, `12h`, `15m` or `90s`, in milliseconds. */
export function durationOf(text: string, option: string): number {
  const [, count, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const duration = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (duration > 0) return duration;
  throw new UsageError(`${option} takes a time with its unit, as 30d, 12h, 15m or 90s, not "${text}".`);
}

const AGGREGATES: readonly string[] = ["median", "sum", "mean", "min", "max"] satisfies Aggregate[];

/** The way in `device:global`, or with an aggregate behind a second colon. */
export function rollUpOf(text: string, levels: readonly string[]): Way {
  const [from, to, using] = wayOf(text, levels, "--roll-up");
  return { kind: "rollUp", from, to, ...(using !== undefined && { using: aggregateOf(using) }) };
}

/** The way in `device:global`, or with a quorum behind a second colon. */
export function corroborateOf(text: string, levels: readonly string[]): Way {
  const [from, to, quorum] = wayOf(text, levels, "--corroborate");
  const rules = { what: "The quorum of --corroborate", least: 1 };
  return { kind: "corroborate", from, to, ...(quorum !== undefined && { quorum: numberOf(quorum, rules) }) };
}

function wayOf(text: string, levels: readonly string[], option: string): [string, string, string | undefined] {
  const [from = "", to = "", how, ...rest] = text.split(":");
  if (from === "" || to === "" || rest.length > 0) {
    throw new UsageError(`${option} takes two levels, as ${option} device:global, not "${text}".`);
  }
  const depths = [from, to].map((name) => levels.indexOf(levelOf(name, levels, option)));
  if ((depths[1] as number) >= (depths[0] as number)) {
    throw new UsageError(`${option} goes up, from a finer level to a coarser one; ${to} is not coarser than ${from}.`);
  }
  return [from, to, how];
}

function aggregateOf(text: string): Aggregate {
  if (AGGREGATES.includes(text)) return text as Aggregate;
  const [, kind, digits] = /^(quantile|trimmed-mean)=(0?\.\d+|[01])$/.exec(text) ?? [];
  const share = Number(digits);
  if (kind === "quantile") return { quantile: share };
  if (kind === "trimmed-mean" && share < 0.5) return { trimmedMean: share };
  throw new UsageError(
    `--roll-up knows ${AGGREGATES.join(", ")}, quantile=0.9 (0 to 1) and trimmed-mean=0.1 (below 0.5), not "${text}".`,
  );
}

/** The origin of web pages, as a browser names it. */
export function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.origin === text && text !== "null") return text;
  throw new UsageError(`--origin takes the origin of web pages, as https://app.example, not "${text}".`);
}

/** Whether nobody beyond this machine reaches an address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}
