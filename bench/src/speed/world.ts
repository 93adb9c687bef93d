import type { Coordinate, Cursor } from "@thalweg/core";
import { randomFrom, SEED } from "./random.ts";

/** The levels of every tensor of the benchmark, and how many of the coarsest level's cells each overrides. */
export const LEVELS = ["global", "region", "workspace", "device"] as const;
const SHARE = { global: 1, region: 0.2, workspace: 0.2, device: 0.1 } as const;

/** How many cold resolves a world should last for is this, divided by options × dimensions. */
const CURSORS = 130_000_000;

type Level = (typeof LEVELS)[number];

/** One write: a value, or a weight at the shared option slot. */
export interface Fact extends Coordinate {
  readonly level: Level;
  readonly layer: "value" | "weight";
  readonly content: number;
}

/** What every contender is filled with: everything at `global`, and overrides at each instance of the finer levels. */
export interface World {
  readonly name: string;
  readonly options: readonly string[];
  readonly dimensions: readonly string[];
  readonly instances: { readonly [L in Level]: readonly string[] };
  readonly facts: readonly Fact[];
}

/** What takes facts: a writer of the engine's or of the reference's. */
export interface FactWriter {
  setValue(level: string, instance: string, option: string, dimension: string, value: number): void;
  setWeight(level: string, instance: string, dimension: string, weight: number): void;
}

/** Names with a number, as strings that the engine under test has to hash like any other. */
export const named = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}-${i}`);

/** Makes a world of so many options and dimensions: a value each, and a weight for each dimension. */
export function worldOf(optionCount: number, dimensionCount: number): World {
  const random = randomFrom(SEED);
  const side = Math.cbrt(CURSORS / (optionCount * dimensionCount));
  const instances = {
    global: [""],
    region: named("region", Math.ceil(side / 4)),
    workspace: named("workspace", Math.ceil(side)),
    device: named("device", Math.ceil(side * 4)),
  };
  const options = named("option", optionCount);
  const dimensions = named("dimension", dimensionCount);
  const facts: Fact[] = [];
  for (const level of LEVELS) {
    for (const instance of instances[level]) {
      for (const dimension of dimensions) {
        if (random() >= SHARE[level]) continue;
        facts.push({ level, instance, option: "", dimension, layer: "weight", content: random() });
      }
      for (const option of options) {
        for (const dimension of dimensions) {
          if (random() >= SHARE[level]) continue;
          facts.push({ level, instance, option, dimension, layer: "value", content: random() });
        }
      }
    }
  }
  return { name: `${optionCount.toLocaleString("en-US")} × ${dimensionCount}`, options, dimensions, instances, facts };
}

/** Writes facts, one by one. */
export function fill(writer: FactWriter, facts: readonly Fact[]): void {
  for (const { level, instance, option, dimension, layer, content } of facts) {
    if (layer === "weight") writer.setWeight(level, instance, dimension, content);
    else writer.setValue(level, instance, option, dimension, content);
  }
}

/** Cursors of a world without end that never come twice, far from one another; throws when there is none left. */
export function cursorsOf({ instances: { region, workspace, device } }: World): () => Cursor {
  const total = region.length * workspace.length * device.length;
  let stride = Math.floor(total * 0.618);
  while (greatestCommonDivisor(stride, total) !== 1) stride++;
  let asked = 0;
  let at = 0;
  return () => {
    if (++asked > total) throw new Error(`all ${total} cursors have been asked; make a larger world`);
    at = (at + stride) % total;
    const rest = Math.floor(at / region.length);
    return {
      region: region[at % region.length],
      workspace: workspace[rest % workspace.length],
      device: device[Math.floor(rest / workspace.length)],
    };
  };
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
