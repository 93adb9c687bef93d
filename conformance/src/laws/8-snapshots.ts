import { contents } from "@thalweg/core/testing";
import fc from "fast-check";
import { same } from "../assert.ts";
import { batchedWrite, plainWrite } from "../generate/plain-writes.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { Cell } from "../program/program.ts";
import { type Script, type Step, scriptOf } from "../script.ts";

const written = fc.tuple(contents({ maxCells: 40 }), fc.array(plainWrite, { maxLength: 12, size: "max" }));
type Drawn = typeof written extends fc.Arbitrary<readonly [infer Contents, unknown]> ? Contents : never;

/** Laws of 8.3. */
export const snapshots: readonly Law[] = [
  forAll(
    "8.3",
    "a tensor made from a snapshot is indistinguishable from the original, revision included",
    written,
    async (play, [drawn]) => {
      const script = scriptOf(drawn);
      restored(script, () => everything(script, drawn));
      // What is made from a snapshot of a copy is no different, and neither is a copy of a tensor that was emptied.
      restored(script, () => everything(script, drawn));
      for (const level of drawn.levels)
        for (const instance of ["", ...drawn.instances]) script.root.clear(level, instance);
      script.cells().is([], "the cells when all is cleared");
      restored(script, () => everything(script, drawn));
      await play.run(script);
    },
    { needs: ["snapshots"] },
  ),

  forAll(
    "8.3",
    "a tensor made from a snapshot is written on as the original would be",
    fc.tuple(written, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 })),
    async (play, [[drawn, writes], restores]) => {
      // The copy is read as rarely as the original, as what is read may be kept.
      const [original, copy] = [scriptOf(drawn), scriptOf(drawn)];
      copy.restore();
      for (const [at, draft] of writes.entries()) {
        const wanted = original.do(draft(drawn)).mayBeRefused();
        const step = copy.do(draft(drawn)).mayBeRefused();
        copy.later(() => same(step.answer, wanted.answer, "what a write to the copy answers"));
        if (restores[at]) copy.restore();
      }
      alike(everything(copy, drawn), everything(original, drawn), "as the original");
      copy.restore();
      alike(everything(copy, drawn), everything(original, drawn), "as the original, restored at last");
      await play.run(original, copy);
    },
    { needs: ["snapshots"] },
  ),

  forAll(
    "8.3",
    "a batch on a tensor made from a snapshot is undone as it would be on the original",
    fc.tuple(contents(), fc.array(batchedWrite, { minLength: 1, maxLength: 5 })),
    async (play, [drawn, writes]) => {
      const [original, copy] = [scriptOf(drawn), scriptOf(drawn)];
      copy.restore();
      for (const draft of writes) {
        const wanted = original.do(draft(drawn)).mayBeRefused();
        const step = copy.do(draft(drawn)).mayBeRefused();
        copy.later(() => same(step.refusal?.refused, wanted.refusal?.refused, "how a batch on the copy ends"));
      }
      alike(everything(copy, drawn), everything(original, drawn), "as the original");
      await play.run(original, copy);
    },
    { needs: ["snapshots", "batches"] },
  ),

  forAll(
    "8.3",
    "a tensor made from a snapshot explains itself as the original",
    contents({ maxCells: 40 }),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      restored(script, () => drawn.cursors.map((cursor) => script.explain(cursor) as Step));
      await play.run(script);
    },
    { needs: ["snapshots", "explanations"] },
  ),

  forAll(
    "8.3",
    "a tensor made from a snapshot has the support of the original, and its ways up",
    contents({ maxCells: 40 }),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      const [original, copy] = [scriptOf(drawn), scriptOf(drawn)];
      restored(script, () =>
        drawn.levels.flatMap((level) =>
          drawn.options.flatMap((option) =>
            drawn.dimensions.map((dimension) => script.support(level, option, dimension) as Step),
          ),
        ),
      );
      copy.restore();
      const [to = "", from] = drawn.levels;
      const up = (script: Script): readonly Step[] => [
        ...(from === undefined ? [] : [script.root.rollUp({ from, to, using: "max" }) as Step]),
        ...(from === undefined ? [] : [script.root.corroborate({ from, to, into: "votes" }) as Step]),
        script.cells() as Step,
        script.revision() as Step,
      ];
      alike(up(copy), up(original), "of a way up");
      await play.run(script, original, copy);
    },
    { needs: ["snapshots", "waysUp"] },
  ),

  always(
    "8.3",
    "a snapshot of hundreds of cells, some with the longest names, is whole",
    async (play) => {
      const long = (number: number): string => `${number} ${"é🌊".repeat(number % 3 === 0 ? 300 : 1)}`;
      const axis = (length: number): readonly string[] => Array.from({ length }, (_, number) => long(number));
      const [levels, instances, options, dimensions] = [["global", "device"], axis(4), axis(25), axis(10)];
      const cells = options.flatMap((option, number): readonly Cell[] =>
        dimensions.flatMap((dimension, other) =>
          levels.map((level, depth) => {
            const instance = instances[(number + other) % 4] ?? "";
            const content = 1 / (1 + number + other * 25);
            return { level, instance, option, dimension, [depth === 0 ? "value" : "weight"]: content };
          }),
        ),
      );
      const cursors = instances.map((global, number) => ({ global, device: instances[3 - number] ?? "" }));
      const drawn = { levels, instances, options, dimensions, cells, cursors };
      const script = scriptOf(drawn);
      restored(script, () => everything(script, drawn));
      await play.run(script);
    },
    { needs: ["snapshots"] },
  ),
];

/** Everything that can be read without any feature. */
function everything(script: Script, drawn: Drawn): readonly Step[] {
  const [cursor = {}] = drawn.cursors;
  const lookUps = ["", ...drawn.options].flatMap((option) =>
    drawn.dimensions.flatMap((dimension) => [
      script.value(cursor, option, dimension),
      script.weight(cursor, option, dimension),
    ]),
  );
  const queues = drawn.cursors.map((cursor) => script.rank(cursor));
  return [script.cells(), script.revision(), ...queues, ...lookUps] as readonly Step[];
}

/** Reads before and after a tensor is made from a snapshot, and says that it reads the same. */
function restored(script: Script, read: () => readonly Step[]): void {
  const before = read();
  script.restore();
  alike(read(), before, "of the copy");
}

function alike(steps: readonly Step[], wanted: readonly Step[], whose: string): void {
  for (const [at, step] of steps.entries()) step.is(wanted[at] as Step, `reading ${at} ${whose}`);
}
