import type { Figure } from "./figure.ts";
import type { Effort } from "./race.ts";

/** Takes one or more figures. */
export type Measurement = (effort: Effort) => readonly Figure[] | Promise<readonly Figure[]>;

/** A measurement, imported when it is wanted, so that its process holds nothing that another one needs. */
interface Entry {
  readonly load: () => Promise<Measurement>;
  /** Whether time is measured: then how the compiler fared in one process is no more than a sample. */
  readonly isTimed: boolean;
}

/** Measurements by name, in the order of the table. */
export type Measurements = ReadonlyMap<string, Entry>;

export const timed = (load: Entry["load"]): Entry => ({ load, isTimed: true });
export const counted = (load: Entry["load"]): Entry => ({ load, isTimed: false });

/** All measurements of the engine. */
export const MEASUREMENTS: Measurements = new Map([
  ["cold", timed(async () => (await import("./cold.ts")).measureCold)],
  ["again", timed(async () => (await import("./warm.ts")).measureAgain)],
  ["changed", timed(async () => (await import("./warm.ts")).measureChanged)],
  ["write", timed(async () => (await import("./write.ts")).measureWrites)],
  ["roll-up", timed(async () => (await import("./roll-up.ts")).measureRollUp)],
  ["memory", counted(async () => (await import("./memory.ts")).measureMemory)],
  ["snapshot", timed(async () => (await import("./snapshot.ts")).measureSnapshot)],
  ["kernel", timed(async () => (await import("./kernel.ts")).measureKernel)],
  ["growth", timed(async () => (await import("./scale.ts")).measureGrowth)],
  ["beside", timed(async () => (await import("./scale.ts")).measureBeside)],
  ["views", counted(async () => (await import("./views.ts")).measureViews)],
  ["bundle", counted(async () => (await import("./bundle.ts")).measureBundle)],
]);
