import { contents } from "@thalweg/core/testing";
import fc from "fast-check";
import { holds, isSame, same } from "../assert.ts";
import type { Law } from "../law.ts";
import { forAll } from "../law.ts";
import type { Cell, Change, Delta } from "../program/program.ts";
import { deltaOf, scriptOf, unchanged } from "../script.ts";
import { cellsIn } from "./5-batches.ts";

const twoContents = fc.tuple(contents(), contents());

/** Laws of 5.5: one revision, one notification. */
export const revisions: readonly Law[] = [
  forAll(
    "5.5",
    "a batch is one revision, whoever writes in it, and none where it changes nothing",
    twoContents,
    async (play, [drawn, more]) => {
      const script = scriptOf(drawn);
      const other = script.writer(drawn.levels[0] ?? "");
      const before = { cells: script.cells(), revision: script.revision() };
      script.root
        .batch(() => {
          for (const [at, cell] of cellsIn(drawn, more).entries()) (at % 2 === 0 ? script.root : other).write([cell]);
        })
        .check(({ answers }) =>
          holds(
            answers.every((answer) => answer === null),
            "a write in a batch answers something",
          ),
        );
      const cells = script.cells();
      script
        .revision()
        .is(() => before.revision.saw + (isSame(before.cells.saw, cells.saw) ? 0 : 1), "the revision after the batch");
      await play.run(script);
    },
    { needs: ["batches"] },
  ),

  forAll(
    "5.5",
    "a batch is one notification, by which the change can be repeated",
    twoContents,
    async (play, [drawn, more]) => {
      const script = scriptOf(drawn);
      const before = { cells: script.cells(), revision: script.revision() };
      script.subscribe();
      script.root.batch(() => {
        for (const [at, cell] of cellsIn(drawn, more).entries()) {
          const write = (): void => script.root.write([cell]);
          if (at % 2 === 0) write();
          else script.root.batch(write);
        }
        script.told().is([], "what is told within the batch");
      });
      const cells = script.cells();
      const revision = script.revision();
      script.told().check((told) => {
        const isChanged = !isSame(before.cells.saw, cells.saw);
        const revisions = told.map((each) => each.revision);
        same(revisions, isChanged ? [before.revision.saw + 1] : [], "the revisions that were told");
        same(revision.saw, before.revision.saw + revisions.length, "the revision");
        const delta = told.flatMap((each) => each.delta);
        const places = new Set(delta.map(placeOf));
        same(places.size, delta.length, "the number of layers that the delta names");
        same(repeated(before.cells.saw, delta), repeated(cells.saw, []), "the cells, had they been told");
      });
      await play.run(script);
    },
    { needs: ["batches", "notifications"] },
  ),

  forAll("5.5", "a write that changes nothing makes no revision", contents(), async (play, drawn) => {
    const script = scriptOf(drawn);
    const [level = ""] = drawn.levels;
    unchanged(script, drawn.cursors, () => {
      script.root.write(drawn.cells);
      script.root.clear(level, "nobody");
      script.root.unsetValue(level, "", "nothing", "k");
      script.root.unsetOptionWeight(level, "nobody", "nothing", "k");
    });
    await play.run(script);
  }),

  forAll(
    "5.5",
    "a delta that changes nothing makes no revision",
    contents(),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      unchanged(script, drawn.cursors, () => {
        script.root.apply(deltaOf(drawn.cells));
        script.root.apply([]);
      });
      await play.run(script);
    },
    { needs: ["deltas"] },
  ),
];

function placeOf({ level, instance, option, dimension, layer }: Change): string {
  return JSON.stringify([level, instance, option, dimension, layer]);
}

/** What every layer holds after a delta, applied by hand to a list of cells. */
function repeated(cells: readonly Cell[], delta: Delta): { readonly [place: string]: number } {
  const contents = new Map<string, number>();
  for (const change of [...deltaOf(cells), ...delta]) {
    if (change.content === undefined) contents.delete(placeOf(change));
    else contents.set(placeOf(change), change.content + 0);
  }
  return Object.fromEntries(contents);
}
