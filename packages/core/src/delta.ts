import type { Coordinate } from "./errors.ts";

/** The two independent layers of a cell. */
export type Layer = "value" | "weight";

/** One layer of one cell becomes `content`, or is unset where `content` is absent. */
export interface Change extends Coordinate {
  readonly layer: Layer;
  readonly content?: number;
}

/** What a write or a batch changed: at most one change for each layer of each cell (law 8.1). */
export type Delta = readonly Change[];

/**
 * One delta that does what the given ones do when applied in turn (law 8.1); associative.
 *
 * @example
 * import { compose, type Delta } from "@thalweg/core";
 * const cell = { level: "global", instance: "", option: "groq", dimension: "latency", layer: "value" } as const;
 * const both: Delta = compose([{ ...cell, content: 1 }], [{ ...cell, content: 2 }]);
 * console.log(both.length, both[0]?.content); // 1 2
 */
export function compose(...deltas: readonly Delta[]): Delta {
  const last = new Map<string, Change>();
  for (const change of deltas.flat()) {
    last.set(JSON.stringify([change.level, change.instance, change.option, change.dimension, change.layer]), change);
  }
  return [...last.values()];
}
