import { against, atLeast, type Figure } from "./figure.ts";
import { type Effort, keep, race } from "./race.ts";
import { checkAgreement, subjectsOf } from "./subjects.ts";
import { cursorsOf, worldOf } from "./world.ts";

/** Resolves of cursors that were never asked before, for three sizes of tensor. */
export function measureCold(effort: Effort): Figure[] {
  const sizes = [
    { options: 10, dimensions: 6, limit: 15 },
    { options: 100, dimensions: 8, limit: 30 },
    { options: 1_000, dimensions: 8, limit: 25 },
  ];
  return sizes.map(({ options, dimensions, limit }) => {
    const world = worldOf(options, dimensions);
    const subjects = subjectsOf(world);
    const { engine, reference } = subjects;
    const engineCursors = cursorsOf(world);
    const referenceCursors = cursorsOf(world);
    const sample = cursorsOf(world);
    const result = race(
      (count) => {
        for (let i = 0; i < count; i++) keep(engine.resolve(engineCursors()).length);
      },
      (count) => {
        for (let i = 0; i < count; i++) keep(reference.resolve(referenceCursors()).length);
      },
      effort,
    );
    for (let i = 0; i < 20; i++) checkAgreement(subjects, sample());
    return {
      name: `cold-${options}x${dimensions}`,
      label: `resolve, cursor never asked before, ${world.name}`,
      unit: "×",
      ...result.ratio,
      bar: atLeast(limit),
      note: against(result),
    };
  });
}
