import { expect, test } from "vitest";
import type { Report } from "../../bench/src/speed/report.ts";
import { outdated, withFigures } from "../figures.ts";

const report: Report = {
  seed: 1,
  machine: { processor: "a processor", cores: 2, architecture: "x64", node: "24.0.0", v8: "13" },
  figures: [
    figure("cold", "×", 34.567, "12 µs against 400 µs"),
    figure("bundle", "bytes", 8_123, "30,000 bytes minified"),
  ],
};

function figure(name: string, unit: "×" | "bytes", median: number, note: string): Report["figures"][number] {
  const bar = { sense: "at least", limit: 30 } as const;
  return { name, label: `the ${name}`, unit, low: median, median, high: median, bar, note, isMet: true };
}

test("the figures in the documents are those of the latest benchmark (else: node docs/figures.ts --write)", () => {
  expect(outdated().map(({ path }) => path)).toEqual([]);
});

test("a mark is filled with the figures that it names, in that order, or with all", () => {
  const head = [
    "| what       |      median |    must be | in detail             |",
    "| ---------- | ----------: | ---------: | --------------------- |",
    "",
  ].join("\n");
  const cold = "| the cold   |      34.6 × |     ≥ 30 × | 12 µs against 400 µs  |\n";
  const bundle = "| the bundle | 8,123 bytes | ≥ 30 bytes | 30,000 bytes minified |\n";
  const foot = "\nMeasured on: a processor, 2 cores, x64, Node 24.0.0, V8 13.\n\n<!-- /figures -->";
  const filled = withFigures("<!-- figures bundle cold -->\nold\n<!-- /figures -->", () => report);
  expect(filled).toBe(`<!-- figures bundle cold -->\n\n${head}${bundle}${cold}${foot}`);
  expect(withFigures("<!-- figures -->\n<!-- /figures -->", () => report)).toContain(cold + bundle);
  expect(withFigures(filled, () => report)).toBe(filled);
  const ofWire = "<!-- figures of wire cold -->\n<!-- /figures -->";
  expect(withFigures(ofWire, (suite) => (suite === "wire" ? report : undefined))).toContain("| the cold |");
});

test("a name that the benchmark does not know is an error, and a benchmark that was not run is said so", () => {
  const text = "<!-- figures gone -->\n<!-- /figures -->";
  expect(() => withFigures(text, () => report)).toThrow("no figure called gone");
  expect(withFigures(text, () => undefined)).toContain("Not measured yet.");
});
