// `node docs/adapters.ts --write` puts the tables of the adapters, and what the core makes of the situations, into the
// documents; `--check` fails where they differ. Both need the packages built.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { aligned } from "../conformance/document.ts";
import { CATALOGUE_PROVIDERS, catalogueModel, catalogueModels } from "../packages/adapters/src/catalogue/index.ts";
import { DIMENSIONS, HARDWARE, PRESETS, PROVIDERS, STEPS } from "../packages/adapters/src/index.ts";
import { SITUATIONS } from "../packages/adapters/tests/situations/all.ts";
import { judge, lead, type Situation } from "../packages/adapters/tests/situations/situation.ts";
import { documents, root } from "./documents.ts";

/** How much of a queue is shown. */
const shownPlaces = 3;
/** `<!-- adapters name -->` … `<!-- /adapters -->`: the table of that name. */
const marked = /(<!-- adapters ([a-z]+) -->\n).*?(<!-- \/adapters -->)/gs;

/** The day whose prices count, so that the page says the same tomorrow. */
const CATALOGUE_DAY = Date.UTC(2026, 0, 1);

const TABLES: Readonly<Record<string, () => string>> = {
  dimensions: () =>
    aligned(
      [
        ["dimension", "unit", "what it is", "counts as, unmeasured"],
        ...DIMENSIONS.map(({ name, unit, meaning, unknown }) => [
          `\`${name}\``,
          unit,
          meaning,
          unknown.toLocaleString("en"),
        ]),
      ],
      [3],
    ),
  hardware: () =>
    aligned(
      [
        [
          "kind",
          "what it is",
          "data",
          "wait",
          "prompt",
          "answer",
          "one unit",
          "shared by",
          "so a call",
          "USD in / out",
        ],
        ...HARDWARE.map(({ name, summary, data, wait, prefill, tpot, power, concurrency, price }) => [
          `\`${name}\``,
          summary,
          data,
          `${wait} s`,
          `${number(1 / prefill)} tokens/s`,
          `${number(1 / tpot)} tokens/s`,
          `${number(power)} W`,
          number(concurrency),
          `${number(power / concurrency)} W`,
          `${price.input} / ${price.output}`,
        ]),
      ],
      [3, 4, 5, 6, 7, 8, 9],
    ),
  providers: () =>
    aligned([
      ["provider", "hardware", "data", "passes on", "gives to every model"],
      ...PROVIDERS.map(({ name, hardware, data, carries, gives, documentation }) => [
        `[${name}](${documentation})`,
        hardware.join(", "),
        data,
        carries.filter((capability) => !gives.includes(capability)).join(", "),
        gives.join(", "),
      ]),
    ]),
  steps: () =>
    aligned(
      [
        ["step", "it", "tokens in / out", "weights, in USD", "requires"],
        ...STEPS.map(({ name, summary, tokens, weights, needs }) => [
          `\`${name}\``,
          summary,
          `${number(tokens.input)} / ${number(tokens.output)}`,
          Object.entries(weights)
            .map(([dimension, weight]) => `${dimension} ${weight}`)
            .join(", "),
          needs.join(", "),
        ]),
      ],
      [2],
    ),
  presets: () =>
    aligned(
      [
        ["preset", "a dollar", "a second", "so an hour", "an answer that is not good enough"],
        ...Object.entries(PRESETS).map(([name, { financial = 0, latency = 0, quality = 0 }]) => [
          `\`${name}\``,
          number(financial),
          number(latency),
          number(latency * 3600),
          number(quality),
        ]),
      ],
      [1, 2, 3, 4],
    ),
  catalogue: () => {
    const counts = CATALOGUE_PROVIDERS.map((provider) => {
      const models = catalogueModels(provider).map((model) => catalogueModel(provider, model, CATALOGUE_DAY));
      const have = (field: "price" | "context" | "capabilities"): number =>
        models.filter((model) => model[field] !== undefined).length;
      return { provider, counts: [models.length, have("price"), have("context"), have("capabilities")] };
    });
    const sum = [0, 1, 2, 3].map((i) => counts.reduce((all, one) => all + (one.counts[i] ?? 0), 0));
    const share = sum.map((count, i) => (i === 0 ? number(count) : `${count} (${percent(count / (sum[0] ?? 1))})`));
    return aligned(
      [
        ["provider", "models", "with a price", "with a window", "with what they can do"],
        ...counts.map(({ provider, counts }) => [provider, ...counts.map(number)]),
        ["all", ...share],
      ],
      [1, 2, 3, 4],
    );
  },
  situations,
};

/** The documents with marks, as they are and as they should be. */
export function pages(): readonly { readonly path: string; readonly is: string; readonly should: string }[] {
  return documents("docs/**/*.md").flatMap(({ path, text }) => {
    const should = text.replace(marked, (_, opening: string, name: string, closing: string) => {
      const table = TABLES[name];
      if (table === undefined) throw new Error(`${path} wants a table ${name}, and there is none.`);
      return `${opening}\n${table()}\n\n${closing}`;
    });
    return marked.test(text) ? [{ path, is: text, should }] : [];
  });
}

function situations(): string {
  return Object.entries(SITUATIONS)
    .map(([about, situations]) => {
      const head = ["situation", "cursor", "the queue", "the first is ahead by", "closed, and left out by the request"];
      return `## ${about}\n\n${aligned([head, ...situations.map(rowOf)])}`;
    })
    .join("\n\n");
}

function rowOf(situation: Situation): readonly string[] {
  const { queue, explanation, left } = judge(situation);
  const { says, cursor, needs = [], by } = situation;
  const where = Object.entries(cursor).map(([level, instance]) => `${level} ${instance}`);
  const rest = queue.length - shownPlaces;
  const shown = [...queue.slice(0, shownPlaces).map(short), ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
  const other = by?.[0] ?? queue[1];
  const { dimension, amount } = other === undefined ? { dimension: "", amount: 0 } : lead(explanation, other);
  const ahead = other === undefined ? "" : `${dimension}: ${amount.toPrecision(2)} USD, of ${short(other)}`;
  const gates = new Map<string, string[]>();
  for (const { option, gates: closing } of explanation.gated) {
    const names = closing.map((gate) => gate.dimension).join(" and ");
    gates.set(names, [...(gates.get(names) ?? []), short(option)]);
  }
  const list = (options: readonly string[]): string =>
    options.length > shownPlaces ? `${options.length} options` : options.join(", ");
  const closed = [...gates].map(([names, options]) => `${names}: ${list(options)}`);
  if (needs.length > 0) closed.push(`the request needs ${needs.join(" and ")}: ${left.length} left out`);
  return [says, where.join(", ") || "everyone", shown || "empty", ahead, closed.join("; ")];
}

/** Without what the options can be told apart without. */
const short = (option: string): string =>
  option.replace(/^([^/]+)\/(.*)@([^@]+)$/, (_, provider: string, model: string, hardware: string) => {
    const size = /\d+b\b|\bmini|flash|sonnet/i.exec(model)?.[0] ?? model;
    return `${provider} ${size.toLowerCase()} (${hardware})`;
  });

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const number = (amount: number): string => amount.toLocaleString("en", { maximumSignificantDigits: 3 });

if (import.meta.main) {
  const { values } = parseArgs({ options: { check: { type: "boolean" }, write: { type: "boolean" } } });
  if (values.check === values.write) throw new Error("Usage: node docs/adapters.ts --check | --write");
  for (const { path, is, should } of pages()) {
    if (is === should) continue;
    if (values.write) writeFileSync(join(root, path), should);
    else process.exitCode = 1;
    console.log(`${path}: ${values.write ? "written" : "differs from the run"}`);
  }
}
