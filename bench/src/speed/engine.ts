import { Tensor, type Writer } from "@thalweg/core";
import { fill, LEVELS, type World } from "./world.ts";

/** The engine, and a writer that may write everything. */
export interface Engine {
  readonly engine: Tensor;
  readonly engineWriter: Writer;
}

/** The engine, filled with a world. */
export function engineOf(world: World): Engine {
  const engine: Tensor = new Tensor(LEVELS);
  const engineWriter = engine.writer("global");
  fill(engineWriter, world.facts);
  return { engine, engineWriter };
}
