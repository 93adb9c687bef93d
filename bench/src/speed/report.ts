import { execFile } from "node:child_process";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Figure, isMet } from "./figure.ts";
import { SEED } from "./random.ts";
import { SUITES, type SuiteName } from "./suites.ts";

const MEASURE = fileURLToPath(new URL("measure.ts", import.meta.url));

/** What the figures were taken on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly architecture: string;
  readonly node: string;
  readonly v8: string;
}

/** All that a run of the benchmark found. */
export interface Report {
  readonly seed: number;
  readonly machine: Machine;
  readonly figures: readonly (Figure & { readonly isMet: boolean })[];
}

/**
 * Takes measurements, each in processes of its own, so that none inherits another's heap, or what the compiler learnt
 * from it. A time that is measured in full is that of the middle one of three processes.
 */
export async function takeReport(
  suite: SuiteName,
  measurements: readonly string[],
  effort: "full" | "quick",
  onProgress: (name: string) => void,
): Promise<Report> {
  const figures: Report["figures"][number][] = [];
  for (const name of measurements) {
    onProgress(name);
    const processes: (readonly Figure[])[] = [];
    const count = effort === "full" && SUITES[suite].get(name)?.isTimed ? 3 : 1;
    while (processes.length < count) {
      const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", MEASURE, suite, name, effort]);
      processes.push(JSON.parse(stdout).figures);
    }
    for (const place of processes[0]?.keys() ?? []) {
      const figure = middleOf(processes.map((taken) => taken[place] as Figure));
      figures.push({ ...figure, isMet: isMet(figure) });
    }
  }
  return { seed: SEED, machine: machineOf(), figures };
}

/** The figure of the middle process, with the quartiles of all: the lowest and the highest. */
function middleOf(figures: readonly Figure[]): Figure {
  const ascending = figures.toSorted((one, other) => one.median - other.median);
  return {
    ...(ascending[ascending.length >> 1] as Figure),
    low: Math.min(...figures.map(({ low }) => low)),
    high: Math.max(...figures.map(({ high }) => high)),
  };
}

function machineOf(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    architecture: process.arch,
    node: process.versions.node,
    v8: process.versions.v8,
  };
}

/** A machine in one line. */
export const formatMachine = ({ processor, cores, architecture, node, v8 }: Machine): string =>
  `${processor}, ${cores} cores, ${architecture}, Node ${node}, V8 ${v8}`;
