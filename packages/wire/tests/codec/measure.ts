// `node packages/wire/tests/codec/measure.ts`: bytes a cell, and time against plain msgpackr, beside the bars.
import { performance } from "node:perf_hooks";
import { pack, unpack } from "msgpackr";
import { Cells } from "../../src/codec/cells.ts";
import { decodeFrame } from "../../src/codec/decode.ts";
import { encodeFrame } from "../../src/codec/encode.ts";
import { decodeEntry, encodeEntry } from "../../src/codec/encode-entry.ts";
import type { PublishEntry } from "../../src/codec/entries.ts";
import type { DeltaFrame, Publish } from "../../src/codec/frames.ts";
import { decodeHubState, encodeHubState } from "../../src/codec/hub-state.ts";

let state = 42;
/** Uniform in [0, 1), with all 53 bits at random. */
function random(): number {
  const word = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  return ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
}

/** The least time of a call in microseconds, over rounds that are short enough for some to be undisturbed. */
function time(call: () => unknown, calls = 100, rounds = 400): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (let i = 0; i < calls; i++) sink = call();
    least = Math.min(least, ((performance.now() - start) / calls) * 1000);
  }
  return least;
}
let sink: unknown;

/** Cells of options × dimensions in each of some places, in the order in which a tensor's owner would write them. */
function telemetry(places: number, options: number, dimensions: number, content: () => number): Cells {
  const cells = new Cells();
  for (let place = 0; place < places; place++) {
    for (let option = 0; option < options; option++) {
      // A name is a number when it is first met: the first option, all dimensions, the other options.
      for (let dimension = 0; dimension < dimensions; dimension++) {
        cells.push(place, 0, option === 0 ? 0 : dimensions + option, dimension + 1, content());
      }
    }
  }
  return cells;
}

function shuffled(cells: Cells): Cells {
  const order = Array.from({ length: cells.length }, (_, i) => i);
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  const result = new Cells(cells.length);
  for (const i of order) {
    const { place, layer, option, dimension, content } = cells;
    result.push(place[i] ?? 0, layer[i] ?? 0, option[i] ?? 0, dimension[i] ?? 0, content[i] ?? 0);
  }
  return result;
}

const rows: [figure: string, measured: number, unit: string, bar?: string][] = [];
const delta = (cells: Cells): DeltaFrame => ({ kind: "delta", base: 1000, revision: 1001, cells });

const doubles = telemetry(1, 100, 10, random);
const singles = telemetry(1, 100, 10, () => Math.fround(random()));
const asBytes = encodeFrame(delta(doubles), 1000);
rows.push(["1,000 binary64 cells", asBytes.length / 1000, "bytes a cell", "≤ 10.2"]);
rows.push(["1,000 binary32 cells", encodeFrame(delta(singles), 1000).length / 1000, "bytes a cell", "≤ 6.2"]);

const ten: Publish = { kind: "publish", sequence: 1000, cells: telemetry(1, 10, 1, random) };
const tenBytes = encodeFrame(ten, 1000);
rows.push(["10 cells, all but the numbers themselves", tenBytes.length - 80, "bytes"]);

const objects = Array.from({ length: 1000 }, (_, i) => ({
  level: "device",
  instance: "device-17",
  option: `model-${Math.floor(i / 10)}`,
  dimension: `dimension-${i % 10}`,
  value: doubles.content[i],
}));
const plain = Buffer.from(pack(objects));
const packTime = time(() => pack(objects), 20);
const unpackTime = time(() => unpack(plain), 20);
const mixed = delta(shuffled(doubles));
const sorted = decodeFrame(asBytes).frame;
const unaligned = new Uint8Array(asBytes.length + 3).subarray(3);
unaligned.set(asBytes);
rows.push(["plain msgpackr, bytes", plain.length / 1000, "bytes a cell"]);
rows.push(["plain msgpackr, pack", packTime, "µs for 1,000 cells"]);
rows.push(["plain msgpackr, unpack", unpackTime, "µs for 1,000 cells"]);
for (const [name, frame] of [
  ["as written", delta(doubles)],
  ["in order", sorted],
  ["at random", mixed],
] as const) {
  const took = time(() => encodeFrame(frame, 1000));
  rows.push([`encode, rows ${name}`, took, "µs for 1,000 cells"]);
  rows.push([`encode, rows ${name}`, packTime / took, "× pack", "≥ 10"]);
}
for (const [name, bytes] of [
  ["aligned", asBytes],
  ["unaligned", unaligned],
] as const) {
  const took = time(() => decodeFrame(bytes));
  rows.push([`decode, ${name}`, took, "µs for 1,000 cells"]);
  rows.push([`decode, ${name}`, unpackTime / took, "× unpack", "≥ 5"]);
}
rows.push(["encode a publication of 10 cells", time(() => encodeFrame(ten, 1000), 1000), "µs"]);
rows.push(["decode a publication of 10 cells", time(() => decodeFrame(tenBytes), 1000), "µs"]);
const acknowledge = encodeFrame({ kind: "acknowledge", sequence: 1000 }, 1000);
rows.push([
  "encode an acknowledgement",
  time(() => encodeFrame({ kind: "acknowledge", sequence: 1000 }, 1000), 1000),
  "µs",
]);
rows.push(["decode an acknowledgement", time(() => decodeFrame(acknowledge), 1000), "µs"]);
const entry: PublishEntry = {
  kind: "publish",
  incarnation: "0123456789abcdef0123456789abcdef",
  sequence: 1000,
  slices: [[2, "device-17"]],
  names: Array.from({ length: 11 }, (_, i) => `model-${i}`),
  cells: (decodeFrame(tenBytes).frame as Publish).cells,
};
entry.cells.option.forEach((_, i) => {
  entry.cells.option[i] = i;
});
const entryBytes = encodeEntry(entry);
rows.push(["encode an entry of 10 cells", time(() => encodeEntry(entry), 1000), "µs"]);
rows.push(["decode an entry of 10 cells", time(() => decodeEntry(entryBytes), 1000), "µs"]);

const names = Array.from({ length: 1151 }, (_, i) => `a name of some length ${i}`);
const large = {
  revision: 1_000_000,
  answered: Array.from({ length: 1000 }, (_, i) => [i.toString(16).padStart(32, "0"), i * 100, ""] as const),
  tensor: "t",
  levels: ["a", "b"],
  held: [],
  withdrawn: { slices: [], names: [], cells: new Cells(0) },
  standing: {
    slices: Array.from({ length: 4 }, (_, i) => [1, `workspace-${i}`] as const),
    names,
    cells: telemetry(4, 1000, 150, random),
  },
};
const largeBytes = encodeHubState(large);
rows.push(["a state of 600,000 cells", largeBytes.length / 600_000, "bytes a cell", "≤ 11"]);
rows.push(["encode it", time(() => encodeHubState(large), 1, 5) / 1000, "ms"]);
rows.push(["decode it", time(() => decodeHubState(largeBytes), 1, 5) / 1000, "ms"]);

for (const [figure, measured, unit, bar = ""] of rows) {
  console.log(figure.padEnd(42), measured.toFixed(2).padStart(9), unit.padEnd(20), bar);
}
if (sink === undefined) process.exitCode = 1;
