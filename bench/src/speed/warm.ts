import { against, atLeast, atMost, type Figure, scaled } from "./figure.ts";
import { type Effort, keep, race } from "./race.ts";
import { randomFrom, SEED } from "./random.ts";
import { checkAgreement, subjectsOf } from "./subjects.ts";
import { cursorsOf, fill, worldOf } from "./world.ts";

/** Resolves of 64 cursors in turn, each asked before, while nothing changes. */
export function measureAgain(effort: Effort): Figure[] {
  const world = worldOf(100, 8);
  const subjects = subjectsOf(world);
  const { engine, reference } = subjects;
  const cursors = Array.from({ length: 64 }, cursorsOf(world));
  for (const cursor of cursors) checkAgreement(subjects, cursor);
  const result = race(
    (count) => {
      for (let i = 0; i < count; i++) keep(engine.resolve(cursors[i % 64] as object).length);
    },
    (count) => {
      for (let i = 0; i < count; i++) keep(reference.resolve(cursors[i % 64] as object).length);
    },
    effort,
  );
  const label = "resolve again, nothing changed";
  return [
    { name: "again", label, unit: "×", ...result.ratio, bar: atLeast(1_000), note: against(result) },
    {
      name: "again-time",
      label: `${label}: time`,
      unit: "µs",
      ...scaled(result.first, 1e-3),
      bar: atMost(0.4),
      note: "of the engine, over 64 cursors",
    },
  ];
}

/** One cell of the path written, at any of its levels, and the same cursor resolved. */
export function measureChanged(effort: Effort): Figure[] {
  const world = worldOf(100, 8);
  const subjects = subjectsOf(world);
  const { engine, engineWriter, reference, referenceWriter } = subjects;
  const cursor = cursorsOf(world)();
  // Cells that are there already: new ones would make the path denser, run by run.
  const onPath = world.facts.filter(
    ({ level, instance, layer }) =>
      layer === "value" && (instance === "" || instance === cursor[level as keyof typeof cursor]),
  );
  const writes = () => {
    const random = randomFrom(SEED);
    return () => [onPath[Math.floor(random() * onPath.length)] as (typeof onPath)[number], random()] as const;
  };
  const engineWrites = writes();
  const referenceWrites = writes();
  const result = race(
    (count) => {
      for (let i = 0; i < count; i++) {
        const [{ level, instance, option, dimension }, value] = engineWrites();
        engineWriter.setValue(level, instance, option, dimension, value);
        keep(engine.resolve(cursor).length);
      }
    },
    (count) => {
      for (let i = 0; i < count; i++) {
        const [{ level, instance, option, dimension }, value] = referenceWrites();
        referenceWriter.setValue(level, instance, option, dimension, value);
        keep(reference.resolve(cursor).length);
      }
    },
    effort,
  );
  for (const writer of [engineWriter, referenceWriter]) fill(writer, onPath);
  checkAgreement(subjects, cursor);
  return [
    {
      name: "changed",
      label: "one cell written, then resolve",
      unit: "×",
      ...result.ratio,
      bar: atLeast(100),
      note: against(result),
    },
  ];
}
