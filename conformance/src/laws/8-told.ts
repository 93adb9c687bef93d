import { contents } from "@thalweg/core/testing";
import fc from "fast-check";
import { holds, isSame, same } from "../assert.ts";
import { composition, contentsAfter, inOneOrder, isSet } from "../by-hand/delta.ts";
import type { Draft } from "../generate/draft.ts";
import { batchedWrite, plainWrite } from "../generate/plain-writes.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { Cell } from "../program/program.ts";
import { deltaOf, Script, scriptOf } from "../script.ts";
import type { Feature } from "../subject.ts";

/** Laws of 8.1: what is told. */
export const telling: readonly Law[] = [
  toldOf("what is told of a write is a delta that leads from the cells before to those after", plainWrite, []),
  toldOf("what is told of a batch is a delta that leads from the cells before to those after", batchedWrite, [
    "batches",
  ]),

  forAll(
    "8.1",
    "the deltas that were told, applied in turn or as one, lead an empty tensor to the same cells",
    fc.tuple(contents(), fc.array(plainWrite, { maxLength: 12, size: "max" })),
    async (play, [drawn, writes]) => {
      const script = new Script(drawn.levels);
      script.subscribe();
      script.root.write(drawn.cells);
      for (const draft of writes) script.do(draft(drawn)).mayBeRefused();
      const [told, cells, revision] = [script.told(), script.cells(), script.revision()];
      await play.run(script);
      const inTurn = new Script(drawn.levels);
      for (const { delta } of told.saw) inTurn.root.apply(delta);
      inTurn.cells().is(cells, "the cells of a tensor that was told");
      inTurn.revision().is(revision, "its revision");
      const asOne = new Script(drawn.levels);
      asOne.root.apply(told.saw.flatMap(({ delta }) => delta));
      asOne.cells().is(cells, "the cells of a tensor that was told all at once");
      await play.run(inTurn, asOne);
    },
    { needs: ["deltas", "notifications"] },
  ),

  always(
    "8.1",
    "what is told of hundreds of changes names each of them",
    async (play) => {
      const script = new Script(["level"]);
      script.subscribe();
      const cells = ["A", "B"].flatMap((instance) =>
        Array.from({ length: 150 }, (_, number): Cell => {
          const at = { level: "level", instance, option: `option ${number}`, dimension: `dimension ${number % 7}` };
          return { ...at, value: number, weight: 1 };
        }),
      );
      script.root.batch(() => script.root.write(cells));
      script.told().check((told) => {
        const deltas = told.map(({ delta }) => inOneOrder(delta));
        same(deltas, [composition(deltaOf(cells))], "the told delta");
      });
      script.root.clear("level", "B");
      script.told().check((told) => {
        const gone = deltaOf(cells.slice(150)).map(({ content: _content, ...at }) => at);
        const deltas = told.map(({ delta }) => inOneOrder(delta));
        same(deltas, [composition(gone)], "the told delta of what was cleared");
      });
      await play.run(script);
    },
    { needs: ["batches", "notifications"] },
  ),
];

/** The law of what is told of some commands, one by one. */
function toldOf(says: string, write: fc.Arbitrary<Draft>, features: readonly Feature[]): Law {
  return forAll(
    "8.1",
    says,
    fc.tuple(contents(), fc.array(write, { maxLength: 10, size: "max" })),
    async (play, [drawn, writes]) => {
      const script = scriptOf(drawn);
      script.subscribe();
      let [cells, revision] = [script.cells(), script.revision()];
      for (const draft of writes) {
        script.do(draft(drawn)).mayBeRefused();
        const before = { cells, revision };
        const after = { cells: script.cells(), revision: script.revision() };
        script.told().check((told) => {
          const delta = told[0]?.delta;
          same(contentsAfter(before.cells.saw, delta), contentsAfter(after.cells.saw), "where the told delta leads");
          holds(isSet(delta ?? []), "the told delta names a layer twice");
          const wanted = isSame(after.cells.saw, before.cells.saw) ? [] : [before.revision.saw + 1];
          same(
            [told.map(({ revision }) => revision), after.revision.saw],
            [wanted, wanted[0] ?? before.revision.saw],
            "the revisions that are told, and the one afterwards",
          );
        });
        ({ cells, revision } = after);
      }
      await play.run(script);
    },
    { needs: ["notifications", ...features] },
  );
}
