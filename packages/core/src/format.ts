import type { Coordinate } from "./errors.ts";
import type { Explanation, Quantity } from "./explain.ts";

/**
 * An explanation as text to read: the queue as a table, what closed the rest, and what would flip the winner. A cell
 * says value × weight, and after `@` where the value came from.
 *
 * @example
 * import { formatExplanation, Tensor } from "@thalweg/core";
 * const tensor = new Tensor(["global", "device"]);
 * tensor.writer("global").setValue("global", "", "groq", "latency", 0.4);
 * console.log(formatExplanation(tensor.explain({ device: "A" })));
 */
export function formatExplanation({ cursor, queue, gated, flips }: Explanation): string {
  const dimensions = [...new Set(queue.flatMap(({ terms }) => terms.map(({ dimension }) => dimension)))];
  const rows = queue.map(({ place, option, score, terms }) => [
    `${place}`,
    option,
    short(score),
    ...dimensions.map((dimension) => {
      const term = terms.find((one) => one.dimension === dimension);
      return term === undefined ? "" : `${short(term.value)} × ${short(term.weight)} @ ${slice(term.valueFrom)}`;
    }),
  ]);
  const where = Object.entries(cursor).map(([level, instance]) => `${level} ${instance}`);
  const lines = [
    `queue for ${where.join(", ") || "everyone"}`,
    ...table([["", "option", "score", ...dimensions], ...rows]),
  ];
  if (gated.length + flips.length > 0) lines.push("");
  for (const { option, gates } of gated) {
    lines.push(
      `closed: ${option}, by ${gates.map(({ dimension, from }) => `${dimension} @ ${slice(from)}`).join(", ")}`,
    );
  }
  for (const { option, from, change } of flips) {
    const what = change.option === "" ? `the weight of ${change.dimension}` : `its ${change.dimension} ${change.layer}`;
    lines.push(`${option} would be first with ${what} at ${change.content} instead of ${from}`);
  }
  return lines.join("\n");
}

const short = (quantity: Quantity): string =>
  typeof quantity === "number" ? `${Number(quantity.toPrecision(4))}` : quantity;

const slice = ({ level, instance, option }: Coordinate): string =>
  `${level}${instance && ` ${instance}`}${option === "" ? " (default)" : ""}`;

/** Rows with columns padded to the width of their widest cell. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? "")].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - [...cell].length))
      .join("  ")
      .trimEnd(),
  );
}
