import { formatMachine, type Report } from "../speed/report.ts";
import { type Curve, frontier, places, regrets } from "./curves.ts";

const WIDTH = 976;
const PANEL = 300;
const LEFT = 70;
const RIGHT = WIDTH - 230;
const TOP = 44;

/** Told apart with any eyes, on white and on black. */
const COLOURS = ["#2a78d6", "#d9730d", "#7c3aed", "#0f8a5f", "#c2255c", "#8a6d00", "#5c6f82", "#1098ad", "#a0522d"];

const STYLE = `
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #24292f }
.title { font-size: 16px; font-weight: 600 }
.small { font-size: 11px; fill: #59636e }
.grid { stroke: #d1d9e0 }
.line { fill: none; stroke-width: 2 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .small { fill: #9198a1 }
  .grid { stroke: #3d444d }
}`;

interface Panel {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly curves: readonly Curve[];
  /** Whether the first place is at the top. */
  readonly isUpsideDown?: boolean;
}

/** What the learner pays and gets, what it misses over time, and how a queue comes about. */
export function drawQuality({ machine }: Report): string {
  const { fixed, learner } = frontier();
  const panels: readonly Panel[] = [
    {
      title: "Price against quality: each model alone, and the learner as the price weighs more",
      x: "USD per million input tokens, mean of all questions",
      y: "mean score",
      curves: [learner, ...fixed],
    },
    {
      title: "What is missed, against the best model of each task in hindsight",
      x: "questions",
      y: "right answers missed so far",
      curves: regrets(),
    },
    {
      title: "How the queue of one task comes about: math",
      x: "questions of the task",
      y: "place in the queue",
      curves: places(),
      isUpsideDown: true,
    },
  ];
  const height = panels.length * PANEL + 30;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title">
<title id="title">What the learner decides on recorded outcomes of nine models</title>
<style>${STYLE}
</style>
${panels.map((panel, i) => drawPanel(panel, i * PANEL)).join("\n")}
<text class="small" x="16" y="${height - 10}">5,608 questions of 14 tasks; orders of seeds 1 to 5, the last of seed 1; ${formatMachine(machine)}</text>
</svg>
`;
}

function drawPanel({ title, x, y, curves, isUpsideDown = false }: Panel, top: number): string {
  const points = curves.flatMap((curve) => curve.points);
  const [x0, x1] = extent(points.map(([at]) => at));
  const [y0, y1] = extent(points.map(([, at]) => at));
  const bottom = top + PANEL - 50;
  const across = (at: number): number => round(LEFT + ((at - x0) / (x1 - x0)) * (RIGHT - LEFT));
  const up = (at: number): number => {
    const share = (at - y0) / (y1 - y0);
    return round(bottom - (isUpsideDown ? 1 - share : share) * (bottom - top - TOP));
  };
  const ticks = [0, 1, 2, 3, 4].map((i) => i / 4);
  const grid = ticks.map((share) => {
    const at = y0 + share * (y1 - y0);
    return `<path class="grid" d="M${LEFT} ${up(at)}H${RIGHT}"/><text class="small" x="${LEFT - 8}" y="${up(at) + 4}" text-anchor="end">${label(at)}</text>`;
  });
  const marks = ticks.map((share) => {
    const at = x0 + share * (x1 - x0);
    return `<text class="small" x="${across(at)}" y="${bottom + 16}" text-anchor="middle">${label(at)}</text>`;
  });
  return `<text class="title" x="16" y="${top + 24}">${title}</text>
${grid.join("\n")}
${marks.join("\n")}
<text class="small" x="${(LEFT + RIGHT) / 2}" y="${bottom + 32}" text-anchor="middle">${x}</text>
<text class="small" x="${LEFT}" y="${top + TOP - 6}">${y}</text>
${named(curves, up)
  .map(({ curve, at }, i) => drawCurve(curve, COLOURS[i % COLOURS.length] as string, across, up, at))
  .join("\n")}`;
}

function drawCurve(
  { name, points }: Curve,
  colour: string,
  across: (x: number) => number,
  up: (y: number) => number,
  at: number,
): string {
  const text = `<text class="small" x="${RIGHT + 14}" y="${at + 4}" style="fill:${colour}">${name}</text>`;
  const [last] = points.slice(-1);
  if (last === undefined) return "";
  const lead = `<path d="M${across(last[0]) + 4} ${up(last[1])}L${RIGHT + 10} ${at}" stroke="${colour}" stroke-dasharray="1 3"/>`;
  if (points.length === 1)
    return `<circle cx="${across(last[0])}" cy="${up(last[1])}" r="4" fill="${colour}"/>${lead}${text}`;
  const path = points.map(([x, y]) => `${across(x)} ${up(y)}`).join("L");
  return `<path class="line" stroke="${colour}" d="M${path}"/>${lead}${text}`;
}

/** Where the name of each curve stands: by its last point, and none over another. */
function named(
  curves: readonly Curve[],
  up: (y: number) => number,
): readonly { readonly curve: Curve; readonly at: number }[] {
  const wanted = curves.map((curve) => ({ curve, at: up(curve.points.at(-1)?.[1] ?? 0) }));
  let free = -Infinity;
  const placed = new Map<Curve, number>();
  for (const { curve, at } of wanted.toSorted((a, b) => a.at - b.at)) {
    free = Math.max(at, free + 14);
    placed.set(curve, free);
  }
  return curves.map((curve) => ({ curve, at: round(placed.get(curve) as number) }));
}

const extent = (numbers: readonly number[]): readonly [number, number] => [Math.min(...numbers), Math.max(...numbers)];
const round = (number: number): number => Math.round(number * 10) / 10;
const label = (number: number): string =>
  number.toLocaleString("en-US", { maximumFractionDigits: number < 10 ? 2 : 0 });
