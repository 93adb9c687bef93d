import { type Figure, significant } from "./figure.ts";
import { formatMachine, type Report } from "./report.ts";

const WIDTH = 976;
const ROW = 30;
const TOP = 78;
const LEFT = 326;
const RIGHT = WIDTH - 240;

/** Readable on white and on black; the stylesheet follows the reader's own setting. */
const STYLE = `
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #24292f }
.title { font-size: 16px; font-weight: 600 }
.small { font-size: 11px; fill: #59636e }
.ratio { font-weight: 600 }
.grid { stroke: #d1d9e0 }
.bar { fill: #2a78d6 }
.missed { fill: #c2410c }
.mark { stroke: #24292f; stroke-width: 2 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .small { fill: #9198a1 }
  .grid { stroke: #3d444d }
  .bar { fill: #4c94e8 }
  .missed { fill: #f0783c }
  .mark { stroke: #e6edf3 }
}`;

/** How many times as fast as the reference, as horizontal bars on a logarithmic scale, with a mark where each must reach. */
export function drawPicture({ figures, machine }: Report): string {
  const ratios = figures.filter(({ unit, bar }) => unit === "×" && bar.sense === "at least");
  const decades = Math.ceil(Math.log10(Math.max(10, ...ratios.map(({ median }) => median))));
  const x = (ratio: number): number =>
    Math.round((LEFT + (Math.log10(Math.max(1, ratio)) / decades) * (RIGHT - LEFT)) * 10) / 10;
  const bottom = TOP + ratios.length * ROW;
  const grid = Array.from({ length: decades + 1 }, (_, decade) => {
    const at = x(10 ** decade);
    return `<path class="grid" d="M${at} ${TOP - 8}V${bottom}"/>
<text class="small" x="${at}" y="${TOP - 14}" text-anchor="middle">${(10 ** decade).toLocaleString("en-US")} ×</text>`;
  });
  const rows = ratios.map((figure, i) => drawRow(figure, TOP + i * ROW, x));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 34}" role="img" aria-labelledby="title">
<title id="title">Speed of Thalweg against its reference implementation</title>
<style>${STYLE}
</style>
<text class="title" x="16" y="26">How many times as fast as the reference implementation</text>
<text class="small" x="16" y="44">100 options × 8 dimensions × 4 levels unless it says otherwise; logarithmic; the mark is what must be reached</text>
${grid.join("\n")}
${rows.join("\n")}
<text class="small" x="16" y="${bottom + 22}">${escaped(formatMachine(machine))}; medians of interleaved rounds, in processor time</text>
</svg>
`;
}

function drawRow({ label, note, median, bar }: Figure, top: number, x: (ratio: number) => number): string {
  const middle = top + ROW / 2;
  const mark = x(bar.limit);
  return `<text x="${LEFT - 10}" y="${middle + 4}" text-anchor="end">${escaped(label)}</text>
<rect class="bar${median < bar.limit ? " missed" : ""}" x="${LEFT}" y="${top + 6}" width="${x(median) - LEFT}" height="${ROW - 12}" rx="2"/>
<path class="mark" d="M${mark} ${top + 3}V${top + ROW - 3}"/>
<text class="ratio" x="${RIGHT + 78}" y="${middle + 4}" text-anchor="end">${significant(median)} ×</text>
<text class="small" x="${RIGHT + 92}" y="${middle + 4}">${escaped(note)}</text>`;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
