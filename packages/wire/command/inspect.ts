import { type Cell, formatExplanation } from "@thalweg/core";
import { type InspectOrder, inspectHelp, inspectOrderOf } from "./inspect-usage.ts";
import { json, printable, printableWithin } from "./printable.ts";
import type { Paint, Screen } from "./screen.ts";
import { fromFile, fromHub, type Source } from "./sources.ts";
import { tableLines } from "./table.ts";

/** Prints what a hub has, as a command line has it. */
export async function inspect(given: readonly string[], screen: Screen): Promise<void> {
  const order = inspectOrderOf(given, process.env);
  if (order === "help") {
    screen.print(inspectHelp.trimEnd());
    return;
  }
  const { source: from } = order;
  const source = "db" in from ? await fromFile(from.db, order) : await fromHub(from.url, order);
  try {
    if (order.json) screen.print(json(dataOf(source, order)));
    else screen.print(linesOf(source, order, screen.paint).join("\n"));
  } finally {
    await source.close();
  }
}

function dataOf({ tensor, revision, withdrawn }: Source, { cursor, wanted }: InspectOrder): object {
  if (cursor === undefined) return { revision, withdrawn, ...tensor.toJSON() };
  if (wanted === "explanation") return { revision, ...tensor.explain(cursor) };
  if (wanted === "queue") return { revision, cursor, queue: tensor.rank(cursor) };
  const { levels, cells } = tensor.toJSON();
  return { revision, cursor, levels, cells: cells.filter((cell) => isRead(cell, cursor)) };
}

function linesOf({ tensor, revision, withdrawn = [] }: Source, order: InspectOrder, paint: Paint): string[] {
  const { cursor = {}, wanted } = order;
  if (wanted === "explanation") return [formatExplanation(printableWithin(tensor.explain(cursor)))];
  const [first = "", ...rest] =
    wanted === "queue" ? queueLines(tensor.rank(cursor)) : cellLines(cellsOf(tensor, order));
  const where = Object.entries(cursor).map(([level, instance]) => `${level} ${instance}`);
  const title = wanted === "queue" ? "queue" : "cells";
  const whose = order.cursor === undefined ? "" : ` for ${printable(where.join(", ") || "everyone")}`;
  const away = withdrawn.map(({ level, instance }) => `${level} ${instance}`);
  const count = `${rest.length} at revision ${revision}`;
  return [
    `${paint(`${title}${whose}`, "strong")}: ${count}`,
    ...(away.length === 0 ? [] : [`withdrawn until they are back: ${printable(away.join(", "))}`]),
    ...(rest.length === 0 ? [] : [paint(first, "faint"), ...rest]),
  ];
}

const cellsOf = (tensor: Source["tensor"], { cursor }: InspectOrder): Cell[] =>
  [...tensor.cells()].filter((cell) => cursor === undefined || isRead(cell, cursor));

/** Whether a cursor reads a cell: what is shared, or of the instance that it names. */
function isRead(cell: { readonly level: string; readonly instance?: string | undefined }, cursor: Cursor): boolean {
  const { level, instance = "" } = cell;
  return instance === "" || (Object.hasOwn(cursor, level) && cursor[level] === instance);
}

type Cursor = NonNullable<InspectOrder["cursor"]>;

function cellLines(cells: readonly Cell[]): string[] {
  const texts = ["level", "instance", "option", "dimension"].map((name) => ({ name }));
  const numbers = ["value", "weight"].map((name) => ({ name, isNumber: true }));
  const rows = cells.map(({ level, instance, option, dimension, value, weight }) => [
    printable(level),
    nameOf(instance),
    nameOf(option),
    printable(dimension),
    numberText(value),
    numberText(weight),
  ]);
  return tableLines([...texts, ...numbers], rows);
}

function queueLines(queue: readonly { readonly option: string; readonly score: number }[]): string[] {
  const rows = queue.map(({ option, score }, i) => [`${i + 1}`, nameOf(option), numberText(score)]);
  return tableLines([{ name: "", isNumber: true }, { name: "option" }, { name: "score", isNumber: true }], rows);
}

/** A star for every instance or option, which has no name; a name that would look the same stands in quotes. */
const nameOf = (name: string): string => (name === "" ? "*" : name === "*" ? '"*"' : printable(name));

const numberText = (number: number | undefined): string =>
  number === undefined ? "" : number === Infinity ? "inf" : `${number}`;
