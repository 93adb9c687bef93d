import { type Bar, type Figure, significant } from "./figure.ts";
import { formatMachine, type Report } from "./report.ts";

/** A number with its unit. */
export function formatQuantity(number: number, unit: Figure["unit"]): string {
  if (unit === "exponent") return number.toFixed(2);
  if (unit === "share") return number.toFixed(4);
  return unit === "bytes" && number >= 1_000
    ? `${number.toLocaleString("en-US")} bytes`
    : `${significant(number)} ${unit}`;
}

/** A bar with its unit. */
export const formatBar = ({ sense, limit }: Bar, unit: Figure["unit"]): string =>
  `${sense === "at least" ? "≥" : "≤"} ${limit.toLocaleString("en-US")}${unit === "exponent" || unit === "share" ? "" : ` ${unit}`}`;

/** A report as a table for a terminal, a line each figure. */
export function formatTable({ seed, machine, figures }: Report): string {
  const rows = figures.map(({ label, unit, low, median, high, bar, isMet, note }) => [
    label,
    formatQuantity(median, unit),
    low === high ? "" : `${significant(low)} – ${significant(high)}`,
    formatBar(bar, unit),
    isMet ? "met" : "MISSED",
    note,
  ]);
  const lines = [["figure", "median", "quartiles", "bar", "", "of which"], ...rows];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const table = lines.map((line) =>
    line
      .map((cell, column) =>
        isNumeric(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  return `${table.join("\n")}\n\nseed ${seed}; ${formatMachine(machine)}`;
}

const isNumeric = (column: number): boolean => column >= 1 && column <= 3;
