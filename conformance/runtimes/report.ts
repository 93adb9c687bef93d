import { aligned, fill, filling } from "../document.ts";
import type { Outcome } from "./everywhere.ts";
import type { SuiteOptions } from "./suite.ts";

const page = "docs/runtimes.md";
const mark = "runtimes";
const writeIt = "npx -y pnpm@12 run runtimes --write";

/** The table for the terminal. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ name, seconds, result, missing, problems }) => {
    const { passed, broken, off } = result?.laws ?? { passed: "–", broken: "–", off: "–" };
    const verdict = missing === undefined ? (problems.length === 0 ? "passed" : "FAILED") : "not installed";
    const { version, engine, engineVersion, digest } = result ?? {};
    const laws = [passed, broken, off].map(String);
    return [name, version, named(engine, engineVersion), ...laws, digest, seconds.toFixed(1), verdict];
  });
  return aligned([["runtime", "version", "engine", "passed", "broken", "off", "digest", "seconds", "result"], ...rows]);
}

/** What must be the same everywhere and is not, across the runtimes and with the documents. */
export function differences(outcomes: readonly Outcome[]): readonly string[] {
  const digests = new Set(outcomes.flatMap(({ result }) => result?.digest ?? []));
  if (digests.size > 1) return [`the runtimes decide differently: their digests are ${[...digests].join(", ")}`];
  return [];
}

/** What is wrong with the digest in the documents, if anything. Versions may differ: they pass. */
export function staleness(outcomes: readonly Outcome[]): readonly string[] {
  const [, told] = /`([0-9a-f]{16})`/.exec(filling(page, mark)) ?? [];
  const [measured] = outcomes.flatMap(({ result }) => result?.digest ?? []);
  if (measured === undefined || told === measured) return [];
  return [`${page} tells the digest ${told}, and measured is ${measured}; if decisions should change: ${writeIt}`];
}

/** Puts the table into the documents. */
export function writeDocument(outcomes: readonly Outcome[], { seed, runs, programs }: SuiteOptions): void {
  const rows = outcomes.flatMap(({ name, result }) => {
    if (result === undefined) return [];
    const { version, engine, engineVersion, laws, digest } = result;
    return [[name, version, named(engine, engineVersion), String(laws.passed), `\`${digest}\``]];
  });
  const table = aligned([["runtime", "version", "engine", "laws passed", "digest"], ...rows]);
  const note = `Seed ${seed}, ${runs} cases for each law; the digest is of ${programs.toLocaleString("en")} programs.`;
  fill(page, mark, `${table}\n\n${note}`);
}

const named = (engine = "", version = "") => `${engine} ${version}`.trim();
