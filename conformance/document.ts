import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A table as the formatter of the documents wants it, and readable in a terminal; some columns stand to the right. */
export function aligned(rows: readonly (readonly (string | undefined)[])[], right: readonly number[] = []): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    widths.map((width, column) => (row[column] ?? "")[right.includes(column) ? "padStart" : "padEnd"](width)),
  );
  const rule = widths.map((width, column) =>
    right.includes(column) ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
  );
  return lines
    .toSpliced(1, 0, rule)
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** What stands in a page of the repository between `<!-- mark -->` and `<!-- /mark -->`. */
export function filling(page: string, mark: string): string {
  return marked(mark).exec(readFileSync(fileOf(page), "utf8"))?.[2] ?? "";
}

/** Puts a text there. */
export function fill(page: string, mark: string, text: string): void {
  const whole = readFileSync(fileOf(page), "utf8");
  writeFileSync(
    fileOf(page),
    whole.replace(marked(mark), (_, opening, _old, closing) => `${opening}\n${text}\n\n${closing}`),
  );
  console.log(`${page}: written`);
}

const marked = (mark: string): RegExp => new RegExp(`(<!-- ${mark} -->\n)(.*?)(<!-- /${mark} -->)`, "s");
const fileOf = (page: string): string => fileURLToPath(new URL(`../${page}`, import.meta.url));
