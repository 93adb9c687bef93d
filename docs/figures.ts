// `node docs/figures.ts --write` puts the measured figures into the documents; `--check` fails where they differ.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Report } from "../bench/src/speed/report.ts";
import { formatMachine } from "../bench/src/speed/report.ts";
import { formatBar, formatQuantity } from "../bench/src/speed/table.ts";
import { aligned } from "../conformance/document.ts";
import { markdown, root } from "./documents.ts";

/**
 * `<!-- figures name name -->` … `<!-- /figures -->`: the figures of these names, or all of them where none is named. They
 * are of the suite `speed`, unless the mark begins with `figures of wire`.
 */
const marked = /(<!-- figures(?: of (\w+))?((?: [\w-]+)*) -->\n).*?(<!-- \/figures -->)/gs;

/** The results of a benchmark; nothing where it has not been written. */
export function readReport(suite: string): Report | undefined {
  const path = join(root, `bench/results/${suite}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

/** A document with what the reports say between its marks. */
export function withFigures(text: string, reportOf: (suite: string) => Report | undefined): string {
  return text.replace(marked, (_, opening: string, suite: string | undefined, names: string, closing: string) => {
    const report = reportOf(suite ?? "speed");
    const table = report === undefined ? "Not measured yet.\n" : tableOf(report, names.split(" ").filter(Boolean));
    return `${opening}\n${table}\n${closing}`;
  });
}

function tableOf({ figures, machine }: Report, names: readonly string[]): string {
  const chosen = names.length === 0 ? figures : names.map((name) => figureOf(figures, name));
  const rows = chosen.map(({ label, unit, median, bar, isMet, note }) => [
    label,
    formatQuantity(median, unit),
    `${isMet ? "" : "missed: "}${formatBar(bar, unit)}`,
    note,
  ]);
  return `${aligned([["what", "median", "must be", "in detail"], ...rows], [1, 2])}\n\nMeasured on: ${formatMachine(machine)}.\n`;
}

function figureOf(figures: Report["figures"], name: string): Report["figures"][number] {
  const figure = figures.find((candidate) => candidate.name === name);
  if (figure === undefined) throw new Error(`The results have no figure called ${name}.`);
  return figure;
}

/** The documents whose figures are not those of the reports, with what they should be. */
export function outdated(): readonly { readonly path: string; readonly text: string }[] {
  return markdown().flatMap(({ path, text }) => {
    const right = withFigures(text, readReport);
    return right === text ? [] : [{ path, text: right }];
  });
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { check: { type: "boolean" }, write: { type: "boolean" } } });
  if (values.check === values.write) throw new Error("Usage: node docs/figures.ts --check | --write");
  for (const { path, text } of outdated()) {
    if (values.write) writeFileSync(join(root, path), text);
    else process.exitCode = 1;
    console.log(`${path}: ${values.write ? "written" : "differs from bench/results"}`);
  }
}
