import { against, atLeast, type Figure } from "./figure.ts";
import { type Contender, type Effort, keep, race } from "./race.ts";
import { randomFrom, SEED } from "./random.ts";
import { subjectsOf } from "./subjects.ts";
import { type Fact, worldOf } from "./world.ts";

/** How many cells are written in turn, all over the tensor; a power of two. */
const CELLS = 1 << 12;

/** Writes of one value, by names and through a handle, each against the reference's by names. */
export function measureWrites(effort: Effort): Figure[] {
  const world = worldOf(100, 8);
  const { engine, engineWriter, reference, referenceWriter } = subjectsOf(world);
  const random = randomFrom(SEED);
  const values = world.facts.filter(({ layer }) => layer === "value");
  const cells = Array.from({ length: CELLS }, () => values[Math.floor(random() * values.length)] as Fact);
  const handles = cells.map(({ level, instance, option, dimension }) =>
    engineWriter.cell(level, instance, option, dimension),
  );
  // Every value differs from the one before: a write that changes nothing would cost less.
  let content = 1;
  const byNames: Contender = (count) => {
    for (let i = 0; i < count; i++) {
      const { level, instance, option, dimension } = cells[i % CELLS] as Fact;
      engineWriter.setValue(level, instance, option, dimension, content++);
    }
    keep(engine.revision);
  };
  const throughHandle: Contender = (count) => {
    for (let i = 0; i < count; i++) (handles[i % CELLS] as (typeof handles)[number]).set(content++);
    keep(engine.revision);
  };
  const byReference: Contender = (count) => {
    for (let i = 0; i < count; i++) {
      const { level, instance, option, dimension } = cells[i % CELLS] as Fact;
      referenceWriter.setValue(level, instance, option, dimension, content++);
    }
    keep(reference.revision);
  };
  const named = race(byNames, byReference, effort);
  const handled = race(throughHandle, byReference, effort);
  return [
    {
      name: "write-names",
      label: "setValue by names",
      unit: "×",
      ...named.ratio,
      bar: atLeast(2),
      note: against(named),
    },
    {
      name: "write-handle",
      label: "setValue through a handle",
      unit: "×",
      ...handled.ratio,
      bar: atLeast(8),
      note: against(handled),
    },
  ];
}
