/** Lines of aligned columns; `alignment` has one letter for each: `l` or `r`. */
export function formatTable(alignment: string, rows: readonly (readonly string[])[]): readonly string[] {
  const sides = [...alignment];
  const widths = sides.map((_, column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    sides
      .map((side, column) => {
        const cell = row[column] ?? "";
        const width = widths[column] ?? 0;
        return side === "r" ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("   ")
      .trimEnd(),
  );
}

/** Lines moved to the right, but for empty ones. */
export function indent(lines: readonly string[], by = "   "): readonly string[] {
  return lines.map((line) => (line === "" ? "" : by + line));
}
