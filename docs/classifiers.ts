// `node docs/classifiers.ts --write` puts what the classifiers make of the labelled set into the document; `--check`
// fails where it differs.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { aligned } from "../conformance/document.ts";
import {
  type Confusion,
  farShare,
  type Measurement,
  macroF1,
  measure,
  scoresOf,
} from "../packages/adapters/tests/labelled/measure.ts";
import { root } from "./documents.ts";

/** The document. */
export const path = "docs/classifiers.md";

/** `<!-- classifiers name -->` … `<!-- /classifiers -->`: the table of that name. */
const marked = /(<!-- classifiers ([a-z-]+) -->\n).*?(<!-- \/classifiers -->)/gs;

/** The document as it stands, and as the run has it. */
export function page(): { readonly text: string; readonly wanted: string } {
  const text = readFileSync(join(root, path), "utf8");
  const tune = measure("tune");
  const held = measure("held-out");
  // Written after the first tuning; used for development since.
  const development = measure("blind");
  // Written by someone who never saw the classifiers; measured once.
  const blind = measure("second-blind");
  const tables: Readonly<Record<string, string>> = {
    figures: halves(tune, held),
    steps: perStep(held),
    before: confusions(held.before),
    after: confusions(held.after),
    tiers: grid(held.tiers),
    languages: languages(held),
    development: figures("development", development),
    "development-before": confusions(development.before),
    blind: figures("blind", blind),
    "blind-before": confusions(blind.before),
    "blind-after": confusions(blind.after),
    "blind-tiers": grid(blind.tiers),
  };
  const wanted = text.replace(marked, (_, opening: string, name: string, closing: string) => {
    const table = tables[name];
    if (table === undefined) throw new Error(`There is no table called ${name}.`);
    return `${opening}\n${table}\n\n${closing}`;
  });
  return { text, wanted };
}

const FIGURES: readonly (readonly [what: string, of: (part: Measurement) => string, bar: string])[] = [
  ["requests", ({ requests }) => String(requests.length), ""],
  ["and refused as requests", ({ refused }) => String(refused), ""],
  ["step before the call, macro F1", ({ before }) => two(macroF1(before)), "≥ 0.85"],
  ["step after the call, macro F1", ({ after }) => two(macroF1(after)), "≥ 0.92"],
  ["tier, macro F1", ({ tiers }) => two(macroF1(tiers)), "≥ 0.80"],
  ["two tiers off", ({ tiers }) => `${(100 * farShare(tiers)).toFixed(1)}%`, "≤ 2%"],
];

function halves(tune: Measurement, held: Measurement): string {
  const rows = FIGURES.map(([what, of, bar]) => [what, of(tune), of(held), bar]);
  return aligned([["figure", "tuned on", "held out", "must be, held out"], ...rows], [1, 2, 3]);
}

function figures(name: string, part: Measurement): string {
  return aligned([["figure", name], ...FIGURES.map(([what, of]) => [what, of(part)])], [1]);
}

function perStep({ before, after }: Measurement): string {
  const cells = (confusion: Confusion, step: string) => {
    const { precision, recall, f1 } = scoresOf(confusion, step);
    return [two(precision), two(recall), two(f1)];
  };
  return aligned(
    [
      ["step", "precision", "recall", "F1", "precision, after", "recall, after", "F1, after"],
      ...before.labels.map((step) => [`\`${step}\``, ...cells(before, step), ...cells(after, step)]),
    ],
    [1, 2, 3, 4, 5, 6],
  );
}

/** The mistakes alone: of fourteen steps, most pairs never happen. */
function confusions({ labels, counts }: Confusion): string {
  const rows = labels.flatMap((right, row) => {
    const all = (counts[row] ?? []).reduce((sum, count) => sum + count, 0);
    const wrong = labels.flatMap((told, column) => {
      const count = counts[row]?.[column] ?? 0;
      return row === column || count === 0 ? [] : `\`${told}\` ${count}`;
    });
    return [[`\`${right}\``, `${counts[row]?.[row] ?? 0} of ${all}`, wrong.join(", ")]];
  });
  return aligned([["is", "told so", "told as"], ...rows], [1]);
}

function grid({ labels, counts }: Confusion): string {
  const rows = labels.map((label, row) => [`\`${label}\``, ...(counts[row] ?? []).map(String)]);
  return aligned([["is", ...labels.map((label) => `told ${label}`)], ...rows], [1, 2, 3]);
}

function languages({ requests }: Measurement): string {
  const names = { en: "English", de: "German", fr: "French", es: "Spanish" } as const;
  const rows = (["en", "de", "fr", "es"] as const).map((language) => {
    const { before, after, tiers } = measure("held-out", language);
    const count = requests.filter((each) => each.language === language).length;
    return [names[language], String(count), share(before), share(after), share(tiers)];
  });
  return aligned([["language", "requests", "step right", "step right, after", "tier right"], ...rows], [1, 2, 3, 4]);
}

function share({ counts }: Confusion): string {
  const all = counts.flat().reduce((sum, count) => sum + count, 0);
  const right = counts.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  return `${((100 * right) / all).toFixed(0)}%`;
}

const two = (number: number): string => number.toFixed(2);

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { write: { type: "boolean" }, check: { type: "boolean" } } });
  const { text, wanted } = page();
  if (text === wanted) console.log(`${path}: up to date`);
  else if (values.write) {
    writeFileSync(join(root, path), wanted);
    console.log(`${path}: written`);
  } else {
    console.log(`${path}: differs from the run`);
    process.exitCode = 1;
  }
}
