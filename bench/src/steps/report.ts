import { styleText } from "node:util";
import type { Explanation } from "@thalweg/core";
import { formatTable, indent } from "../demo/table.ts";
import { shortNames } from "./fleet.ts";
import type { OptionAtStep, ReadSample, Workflow } from "./workflow.ts";

/** How many options of the explained queue are shown. */
const shownPlaces = 3;

/** The whole demo as text. */
export function reportWorkflow({ presets, samples, steps, cells, explanation, queue, flipped }: Workflow): string {
  const [first = "", second = ""] = presets;
  const names = [...shortNames];
  const kinds = new Set(names.map(([, [hardware]]) => hardware));
  return lines(
    heading("1  Requests become steps"),
    ...indent([
      ...formatTable("llrl", [["step", "the request begins", "sure", "because of"], ...samples.map(sampleRow)]),
      "",
      ...mistakes(samples),
    ]),
    "",
    heading("2  Steps become queues"),
    ...indent([
      `${names.length} options on ${kinds.size} kinds of hardware: ${cells.toLocaleString("en")} cells, written in one batch.`,
      `In each field: the place in the queue at \`${first}\` and at \`${second}\`; USD per call; seconds, and the share of`,
      "answers that are not good enough.",
      "Prices are the catalogue's, speeds typical of the hardware, qualities made up.",
      "",
      ...formatTable(`l${"r".repeat(names.length)}`, [
        ["", ...names.map(([, [hardware]]) => hardware)],
        ["", ...names.map(([, [, model]]) => model)],
        ...steps.flatMap(({ step, options }) => [
          [],
          ...stepRows(
            step,
            names.map(([name]) => options.find(({ option }) => option === name)),
          ),
        ]),
      ]),
    ]),
    "",
    heading(`3  Why, at step ${explanation.cursor.step}, \`${second}\``),
    ...indent([
      ...explained(explanation),
      "",
      ...flips(explanation),
      `The first change written, the queue begins with ${flipped[0]} instead of ${queue[0]}.`,
    ]),
  );
}

function sampleRow({ step, read, begins, confidence, reason }: ReadSample): string[] {
  const name = read === step ? read : `${read}, not ${step}`;
  return [
    name,
    `${begins.replace(/\s+/g, " ").slice(0, 48)}…`,
    `${Math.round(confidence * 100)} %`,
    reason.slice(0, 48),
  ];
}

function mistakes(samples: readonly ReadSample[]): readonly string[] {
  const wrong = samples.filter(({ step, read }) => step !== read);
  if (wrong.length === 0) return ["Each is read as its author meant it; a label given by the host would win."];
  const steps = wrong.map(({ step }) => step).join(", ");
  return [`Where it errs (${steps}), the host gives the label, and that wins.`];
}

/** Three lines: places, cost, and latency with quality; or what an option lacks. */
function stepRows(step: string, options: readonly (OptionAtStep | undefined)[]): readonly string[][] {
  const fields = options.map((option): readonly [string, string, string] => {
    if (option === undefined) return ["", "", ""];
    const { places, cost, latency, quality, lacks } = option;
    const numbers = [seconds(latency), share(quality)].join(" ");
    if (lacks.length > 0) return ["closed", lacks.map(lacking).join(", "), ""];
    return [places.map((place) => place ?? "–").join(" | "), usd(cost), numbers];
  });
  return [0, 1, 2].map((line) => [line === 0 ? step : "", ...fields.map((field) => field[line] as string)]);
}

/** The terms that count, of the head of the queue. */
function explained({ queue, gated }: Explanation): readonly string[] {
  const shown = queue.slice(0, shownPlaces);
  const dimensions = [
    ...new Set(
      shown.flatMap(({ terms }) => terms.flatMap(({ dimension, product }) => (product === 0 ? [] : [dimension]))),
    ),
  ];
  const rows = shown.map(({ place, option, score, terms }) => [
    `${place}`,
    option,
    short(Number(score)),
    ...dimensions.map((dimension) => {
      const term = terms.find((one) => one.dimension === dimension);
      if (term === undefined) return "";
      const { level, instance } = term.valueFrom;
      return `${short(term.value)} × ${short(term.weight)} @ ${level}${instance && ` ${instance}`}`;
    }),
  ]);
  const table = formatTable(`llr${"r".repeat(dimensions.length)}`, [["", "option", "score", ...dimensions], ...rows]);
  const closed = gated.map(
    ({ option, gates }) => `closed: ${option}, by ${gates.map(({ dimension }) => dimension).join(", ")}`,
  );
  return [...table, ...closed];
}

function flips({ flips }: Explanation): readonly string[] {
  return flips.slice(0, shownPlaces - 1).map(({ option, from, change }) => {
    const what = change.option === "" ? `the weight of ${change.dimension}` : `its ${change.dimension} ${change.layer}`;
    return `${option} would be first with ${what} at ${short(change.content ?? Number.NaN)} instead of ${short(from)}.`;
  });
}

const lacking = (capability: string): string =>
  capability.replace(/^(context:)?(.*)$/, (_, context, rest) => (context ? `< ${rest}` : `no ${rest}`));
const short = (number: number): string => `${Number(number.toPrecision(3))}`;
const usd = (cost: number | undefined): string =>
  cost === undefined ? "$?" : cost === 0 ? "$0" : `$${cost.toFixed(5)}`;
const seconds = (time: number | undefined): string => (time === undefined ? "? s" : `${Number(time.toPrecision(2))} s`);
const share = (deficit: number | undefined): string => (deficit === undefined ? "?" : deficit.toFixed(2).slice(1));
const heading = (text: string): string => `${styleText("bold", text)}\n`;
const lines = (...all: readonly string[]): string => all.join("\n");
