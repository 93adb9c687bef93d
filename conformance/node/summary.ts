import type { LawReport, Report } from "../src/check.ts";
import { chosen } from "../src/check.ts";
import type { Law } from "../src/law.ts";
import { addressOf } from "../src/laws.ts";
import { defaultTimeLimit } from "../src/options.ts";
import type { Feature, Subject } from "../src/subject.ts";
import { everyFeature } from "../src/subject.ts";
import type { Listing, Order } from "./usage.ts";
import { quoted } from "./usage.ts";

const looks = {
  passed: { mark: "✓", colour: 32 },
  broken: { mark: "✗", colour: 31 },
  off: { mark: "–", colour: 2 },
  untried: { mark: "?", colour: 33 },
} as const;

/** Paints, where there are eyes to see it. */
type Paint = (text: string, colour: number) => string;

/** Colours for a terminal, unless its owner wants none. */
export function paintFor({ isTTY }: { readonly isTTY?: boolean }, { NO_COLOR }: NodeJS.ProcessEnv): Paint {
  const isWanted = isTTY === true && (NO_COLOR === undefined || NO_COLOR === "");
  return isWanted ? (text, colour) => `\u001b[${colour}m${text}\u001b[0m` : (text) => text;
}

/** Who is checked, and by how much. */
export function heading({ name, supports }: Subject, { seed, runs, path }: Order): string {
  const missing = everyFeature.filter((feature) => !supports.includes(feature));
  const off = missing.length === 0 ? "every feature" : `without ${missing.join(", ")}`;
  const much = path === undefined ? `${runs} ${runs === 1 ? "run" : "runs"}` : "one case";
  return `${name}: ${off}; ${much}, seed ${seed}`;
}

/** One law, in one line. */
export function lineOf(report: LawReport, paint: Paint): string {
  const { law, says, result, cases, milliseconds, missing = [] } = report;
  const { mark, colour } = looks[result];
  const tried = result === "passed" || result === "broken";
  const how = tried
    ? `${String(cases).padStart(6)} ${cases === 1 ? "case " : "cases"} ${inTime(milliseconds)}`
    : result;
  return `${paint(mark, colour)} ${law.padEnd(7)} ${how.padEnd(21)}  ${says}${needing(missing)}`;
}

/** How each law is asked for, what it says, and what it needs; throws a {@link ConformanceError} where there are none. */
export function list({ law: asked, json }: Listing): string {
  const { laws } = chosen(asked === undefined ? {} : { law: asked });
  const rows = laws.map((law) => ({ law: addressOf(law), number: law.number, says: law.says, needs: law.needs }));
  if (json) return JSON.stringify(rows, undefined, 2);
  const lines = rows.map(({ law, says, needs }) => `${law.padEnd(7)} ${says}${needing(needs)}`);
  return lines.join("\n");
}

/** The law that is being tried, in a line that fits. */
export function currentLine(law: Law, place: string, since: number, columns = 80): string {
  const line = `… ${addressOf(law).padEnd(7)} ${place}  ${inTime(since)}  ${law.says}`;
  return line.length < columns ? line : `${line.slice(0, columns - 2)}…`;
}

/** What was found, in full, with the command that shows each again. */
export function failures({ laws }: Report, order: Order): string[] {
  const given = laws.find(({ result }) => result === "untried")?.failure;
  return [
    ...laws.flatMap(({ result, failure, replay, law }) =>
      result === "broken"
        ? ["", failure ?? "", ...(replay === undefined ? [] : [`replay: ${again(order, law, replay)}`])]
        : [],
    ),
    ...(given === undefined ? [] : ["", "The engine was given up, and the laws after that are untried:", given]),
  ];
}

/** How all went, in one line. */
export function closing({ laws, seed, passed }: Report, milliseconds: number, paint: Paint): string {
  const count = (wanted: LawReport["result"]): number => laws.filter(({ result }) => result === wanted).length;
  const counts = (["passed", "broken", "off", "untried"] as const).flatMap((result) =>
    result === "untried" && count(result) === 0 ? [] : [`${count(result)} ${result}`],
  );
  const off = count("off") === laws.length ? "; all are off, so nothing was shown" : "";
  return paint(`${counts.join(", ")}; ${(milliseconds / 1000).toFixed(1)} s; seed ${seed}${off}`, passed ? 32 : 31);
}

function needing(features: readonly Feature[]): string {
  return features.length === 0 ? "" : ` (needs ${features.join(", ")})`;
}

function again(
  { command, timeLimit }: Order,
  law: string,
  { seed, runs, path }: NonNullable<LawReport["replay"]>,
): string {
  const limit = timeLimit === defaultTimeLimit ? "" : ` --time-limit ${timeLimit / 1000}`;
  return `npx thalweg-conformance --cmd ${quoted(command)} --law ${law} --seed ${seed} --runs ${runs} --path ${quoted(path)}${limit}`;
}

function inTime(milliseconds: number): string {
  const time = milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
  return time.padStart(7);
}
