/** A column of a table; numbers stand to the right. */
export interface Column {
  readonly name: string;
  readonly isNumber?: boolean;
}

/** Rows under their heading, in columns that are as wide as they need to be. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ name }) => name.length);
  for (const row of rows) {
    for (const [i, text] of row.entries()) widths[i] = Math.max(widths[i] as number, [...text].length);
  }
  const pad = (text: string, i: number): string => {
    const space = " ".repeat((widths[i] as number) - [...text].length);
    return columns[i]?.isNumber ? space + text : text + space;
  };
  return [columns.map(({ name }) => name), ...rows].map((row) => row.map(pad).join("  ").trimEnd());
}
