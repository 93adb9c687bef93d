import { name, pools } from "@thalweg/core/testing";
import fc from "fast-check";
import { same } from "../assert.ts";
import { composition, contentsAfter, inOneOrder } from "../by-hand/delta.ts";
import { effective } from "../by-hand/fold.ts";
import { inNameOrder } from "../by-hand/order.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { Cell, Cursor } from "../program/program.ts";
import { deltaOf, Script, type Step, scriptOf } from "../script.ts";
import type { Feature } from "../subject.ts";

/** What those put between names who make one text of many. */
export const separators: fc.Arbitrary<string> = fc.constantFrom(
  ..."\u0000 \u0001 \u001f | / : , \" \\ . ' \uFFFF \u{10FFFF}".split(" "),
  " ",
);

/** Cells whose names, two by two, are one text when they are put together. */
export const neighbours: fc.Arbitrary<{ readonly levels: readonly string[]; readonly cells: readonly Cell[] }> = fc
  .tuple(fc.tuple(name, name, name, name), separators)
  .map(([[level, instance, option, dimension], part]) => {
    const at = { level, instance, option, dimension };
    const cells = [
      { ...at, instance: instance + part },
      { ...at, option: part + option },
      { ...at, option: `${option}~${part}` },
      { ...at, option: `${option}~`, dimension: part + dimension },
      { ...at, level: level + part, dimension: `${dimension}~` },
      { ...at, instance: part + instance, dimension: `${dimension}~` },
    ];
    return {
      levels: [level, level + part],
      cells: cells.map((cell, number) => ({ ...cell, value: number, weight: number + 10 })),
    };
  });

/** What takes a cursor and is a feature. */
const reads: readonly {
  readonly what: string;
  readonly feature: Feature;
  readonly read: (script: Script, cursor: Cursor) => Pick<Step, "refused">;
}[] = [
  { what: "an explanation,", feature: "explanations", read: (script, cursor) => script.explain(cursor) },
  { what: "a watch,", feature: "watchers", read: (script, cursor) => script.watch(cursor) },
];

/** Laws of 1.5: names that look alike are others, and what is no name is refused by whoever reads it. */
export const lookAlikes: readonly Law[] = [
  always("1.5", "names that differ in the last of 1,024 units alone are two, in every position", async (play) => {
    const [a, b] = ["a", "b"].map((end) => "n".repeat(1023) + end) as [string, string];
    const at = { level: a, instance: a, option: a, dimension: a };
    const others = (["level", "instance", "option", "dimension"] as const).map((axis) => ({ ...at, [axis]: b }));
    const cells = [at, ...others].map((cell, number) => ({ ...cell, value: number, weight: 1 }));
    const script = scriptOf({ levels: [a, b], cells });
    for (const { level, instance, option, dimension, value } of cells)
      script.value({ [level]: instance }, option, dimension).is(value, "a value");
    script.cells().check((seen) => same(contentsAfter(seen), contentsAfter(cells), "the cells"));
    // Option b has one dimension, and option a has two.
    const scores = [
      { option: b, score: 3 },
      { option: a, score: 4 },
    ];
    script.rank({ [a]: a }).is(scores, "the queue");
    await play.run(script);
  }),

  forAll(
    "1.5",
    "a name never runs into its neighbour in a delta",
    neighbours,
    async (play, { levels, cells }) => {
      const script = new Script(levels);
      const delta = deltaOf(cells);
      script.compose(delta).check((composed) => same(inOneOrder(composed), composition(delta), "the composed delta"));
      script.root.apply(delta);
      script.cells().check((seen) => same(contentsAfter(seen), contentsAfter(cells), "the cells"));
      await play.run(script);
    },
    { needs: ["deltas"], share: 0.5 },
  ),

  forAll(
    "1.5",
    "a name never runs into its neighbour in what is told",
    neighbours,
    async (play, { levels, cells }) => {
      const script = new Script(levels);
      script.subscribe();
      script.root.batch(() => script.root.write(cells));
      script.told().check((told) => {
        const deltas = told.map(({ delta }) => inOneOrder(delta));
        same(deltas, [composition(deltaOf(cells))], "the told delta");
      });
      await play.run(script);
    },
    { needs: ["batches", "notifications"], share: 0.5 },
  ),

  forAll(
    "1.5",
    "a name never runs into its neighbour in an explanation",
    neighbours,
    async (play, { levels, cells }) => {
      const script = scriptOf({ levels, cells });
      const dimensions = inNameOrder(new Set(cells.map(({ dimension }) => dimension)));
      for (const { level, instance } of cells) {
        const cursor = Object.fromEntries([[level, instance]]);
        script.explain(cursor).check(({ queue }) => {
          for (const { option, terms } of queue) {
            const wanted = dimensions.flatMap((dimension) => {
              const { value, valueFrom, weightFrom } = effective({ levels, cells }, cursor, option, dimension);
              return value === undefined ? [] : [{ value, valueFrom, weightFrom }];
            });
            const listed = terms.map(({ value, valueFrom, weightFrom }) => ({ value, valueFrom, weightFrom }));
            same(listed, wanted, `the terms of ${JSON.stringify(option)}`);
          }
        });
      }
      await play.run(script);
    },
    { needs: ["explanations"], share: 0.5 },
  ),

  ...reads.map(({ what, feature, read }) =>
    forAll(
      "1.5",
      `what is no name is none for ${what} either`,
      pools,
      async (play, { levels }) => {
        const script = new Script(levels);
        for (const level of levels) {
          const cursor = Object.fromEntries([[level, "n".repeat(1025)]]);
          read(script, cursor).refused("invalid-name", { level });
        }
        await play.run(script);
      },
      { needs: [feature], share: 0.1 },
    ),
  ),
];
