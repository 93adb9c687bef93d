import type { Contents } from "@thalweg/core/testing";
import { contents, finite, index, name, pick, value, weight } from "@thalweg/core/testing";
import fc from "fast-check";
import { same } from "../assert.ts";
import { isAt } from "../by-hand/fold.ts";
import type { Law } from "../law.ts";
import { forAll } from "../law.ts";
import { encode } from "../program/json.ts";
import type { Layer } from "../program/program.ts";
import { Script, scriptOf, unchanged } from "../script.ts";

const place = fc
  .tuple(name, name, name, name)
  .map(([level, instance, option, dimension]) => ({ level, instance, option, dimension }));
const noWeight = fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
const noValue = fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY);

/** Laws of section 2. */
export const cells: readonly Law[] = [
  forAll(
    "2.1",
    "a value and a weight stand side by side, and the last of each counts",
    fc.tuple(place, fc.array(fc.tuple(fc.constantFrom<Layer>("value", "weight"), finite), { minLength: 1 })),
    async (play, [at, writes]) => {
      const script = new Script([at.level]);
      let layers: { readonly [layer in Layer]?: number } = {};
      for (const [layer, content] of writes) {
        script.root.set(layer, at, content);
        layers = { ...layers, [layer]: content + 0 };
        script.cells().is([{ ...at, ...layers }], "cells");
      }
      await play.run(script);
    },
  ),

  forAll("2.1", "a tensor holds the cells that were written, and no others", contents(), async (play, drawn) => {
    const script = scriptOf(drawn);
    const key = (cell: object): string => encode(Object.entries(cell).sort());
    const written = drawn.cells.map((cell) => ({
      ...cell,
      ...("value" in cell ? { value: (cell.value ?? 0) + 0 } : {}),
      ...("weight" in cell ? { weight: (cell.weight ?? 0) + 0 } : {}),
    }));
    script.cells().check((stored) => {
      same(stored.length, drawn.cells.length, "the number of cells");
      same(stored.map(key).sort(), written.map(key).sort(), "cells, in any order");
    });
    await play.run(script);
  }),

  forAll(
    "2.2",
    "a value is finite or +∞, which is the gate",
    fc.tuple(place, value, noValue),
    async (play, [at, good, bad]) => {
      const script = new Script([at.level]);
      const { level, instance, option, dimension } = at;
      const cursor = Object.fromEntries([[level, instance]]);
      script.root.set("value", at, bad).refused("invalid-value", at);
      script.cells().is([], "cells after a refusal");
      script.root.set("value", at, good);
      script.value(cursor, option, dimension).is(good + 0, "the value");
      script.root.set("value", at, bad).refused("invalid-value", at);
      const shared = { level, instance, dimension };
      script.root.setDefault(level, instance, dimension, bad).refused("invalid-value", shared);
      script.cells().is([{ ...at, value: good + 0 }], "cells after the refusals");
      script.root.gate(level, instance, option, dimension);
      script.value(cursor, option, dimension).is(Number.POSITIVE_INFINITY, "the value of a gate");
      script.root.set("value", at, 0);
      script.value(cursor, option, dimension).is(0, "the value of an opened gate");
      await play.run(script);
    },
  ),

  forAll(
    "2.2",
    "a value in a delta is finite or +∞, too",
    fc.tuple(place, value, noValue),
    async (play, [at, good, bad]) => {
      const script = new Script([at.level]);
      script.root.apply([{ ...at, layer: "value", content: good }]);
      script.root.apply([{ ...at, layer: "value", content: bad }]).refused("invalid-value", at);
      script.cells().is([{ ...at, value: good + 0 }], "cells after the refusal");
      script.root.apply([{ ...at, layer: "value", content: Number.POSITIVE_INFINITY }]);
      script.cells().is([{ ...at, value: Number.POSITIVE_INFINITY }], "cells after a gate");
      await play.run(script);
    },
    { needs: ["deltas"] },
  ),

  forAll("2.3", "a weight is finite", fc.tuple(place, weight, noWeight), async (play, [at, good, bad]) => {
    const script = new Script([at.level]);
    const { level, instance, option, dimension } = at;
    script.root.set("weight", at, bad).refused("invalid-weight", at);
    script.cells().is([], "cells after a refusal");
    script.root.set("weight", at, good);
    script.weight(Object.fromEntries([[level, instance]]), option, dimension).is(good + 0, "the weight");
    script.root.set("weight", at, bad).refused("invalid-weight", at);
    const shared = { level, instance, dimension };
    script.root.setWeight(level, instance, dimension, bad).refused("invalid-weight", shared);
    script.cells().is([{ ...at, weight: good + 0 }], "cells after the refusals");
    await play.run(script);
  }),

  forAll(
    "2.3",
    "a weight in a delta is finite, too",
    fc.tuple(place, weight, noWeight),
    async (play, [at, good, bad]) => {
      const script = new Script([at.level]);
      script.root.apply([{ ...at, layer: "weight", content: good }]);
      script.root.apply([{ ...at, layer: "weight", content: bad }]).refused("invalid-weight", at);
      script.cells().is([{ ...at, weight: good + 0 }], "cells after the refusal");
      await play.run(script);
    },
    { needs: ["deltas"] },
  ),

  forAll("2.4", "−0 is stored as +0", place, async (play, at) => {
    const script = new Script([at.level]);
    const { level, instance, option, dimension } = at;
    const cursor = Object.fromEntries([[level, instance]]);
    const write = (content: number): void => {
      script.root.set("value", at, content);
      script.root.set("weight", at, content);
    };
    const read = (): void => {
      script.cells().is([{ ...at, value: 0, weight: 0 }], "cells");
      script.value(cursor, option, dimension).is(0, "the value");
      script.weight(cursor, option, dimension).is(0, "the weight");
    };
    write(-0);
    read();
    const revision = script.revision();
    write(-0);
    script.revision().is(revision, "the revision after writing −0 where +0 stands");
    write(1);
    write(-0);
    read();
    await play.run(script);
  }),

  forAll(
    "2.4",
    "−0 in a delta is stored as +0",
    place,
    async (play, at) => {
      const script = new Script([at.level]);
      const delta = [
        { ...at, layer: "value", content: -0 },
        { ...at, layer: "weight", content: -0 },
      ] as const;
      script.root.apply(delta);
      script.cells().is([{ ...at, value: 0, weight: 0 }], "cells");
      const revision = script.revision();
      script.root.apply(delta);
      script.revision().is(revision, "the revision after writing −0 where +0 stands");
      await play.run(script);
    },
    { needs: ["deltas"] },
  ),

  forAll(
    "2.5",
    "what is unset is gone, and leaves nothing behind",
    fc.tuple(contents(), fc.boolean()),
    async (play, [drawn, isBackwards]) => {
      const script = scriptOf(drawn);
      // Read beforehand, so that whatever a read keeps has to be forgotten, too.
      for (const cursor of drawn.cursors) script.rank(cursor);
      unsetAll(script, drawn, isBackwards);
      for (const cursor of drawn.cursors) {
        script.rank(cursor).is([], "a queue of the emptied tensor");
        for (const option of ["", ...drawn.options])
          for (const dimension of drawn.dimensions) {
            script.value(cursor, option, dimension).is(null, "a value of the emptied tensor");
            script.weight(cursor, option, dimension).is(0, "a weight of the emptied tensor");
          }
      }
      await play.run(script);
    },
  ),

  forAll(
    "2.5",
    "what is unset leaves nothing behind that an explanation could tell",
    fc.tuple(contents(), fc.boolean()),
    async (play, [drawn, isBackwards]) => {
      const fresh = new Script(drawn.levels);
      const emptied = scriptOf(drawn);
      for (const cursor of drawn.cursors) emptied.explain(cursor);
      unsetAll(emptied, drawn, isBackwards);
      for (const cursor of drawn.cursors)
        emptied.explain(cursor).is(fresh.explain(cursor), "an explanation by the emptied tensor");
      await play.run(fresh, emptied);
    },
    { needs: ["explanations"] },
  ),

  forAll("2.5", "unsetting one layer leaves the other; unsetting nothing changes nothing", place, async (play, at) => {
    const script = new Script([at.level]);
    const { level, instance, dimension } = at;
    const { root } = script;
    root.set("value", at, 1);
    root.set("weight", at, 2);
    root.unset("value", at);
    script.cells().is([{ ...at, weight: 2 }], "cells without the value");
    root.set("value", at, 3);
    root.unset("weight", at);
    script.cells().is([{ ...at, value: 3 }], "cells without the weight");
    unchanged(script, [{}, Object.fromEntries([[level, instance]])], () => {
      for (const layer of ["value", "weight"] as const) {
        root.unset(layer, { ...at, instance: `${instance}'` });
        root.unset(layer, { ...at, option: "" });
      }
      root.unset("weight", at);
      root.clear(level, `${instance}'`);
    });
    root.setDefault(level, instance, dimension, 4);
    root.setWeight(level, instance, dimension, 5);
    root.unset("value", { ...at, option: "" });
    root.unset("weight", { ...at, option: "" });
    script.cells().is([{ ...at, value: 3 }], "cells without the shared ones");
    root.clear(level, instance);
    script.cells().is([], "cells of a cleared slice");
    await play.run(script);
  }),

  forAll(
    "2.5",
    "of unsetting nothing nobody is told",
    place,
    async (play, at) => {
      const script = new Script([at.level]);
      script.root.set("value", at, 3);
      script.subscribe();
      script.root.unset("weight", at);
      script.root.unset("value", { ...at, option: "" });
      script.root.unset("value", { ...at, instance: `${at.instance}'` });
      script.root.clear(at.level, `${at.instance}'`);
      script.told().is([], "what is told");
      script.root.unset("value", at);
      script.told().check((told) => same(told.length, 1, "how often it is told of a change"));
      await play.run(script);
    },
    { needs: ["notifications"] },
  ),

  forAll(
    "2.5",
    "clearing a slice removes all of it and nothing else",
    fc.tuple(contents(), index, index),
    async (play, [drawn, at, which]) => {
      const script = scriptOf(drawn);
      const level = pick(drawn.levels, at);
      const instance = pick(["", ...drawn.instances], which);
      const all = script.cells();
      script.root.clear(level, instance);
      const kept = () => all.saw.filter((cell) => cell.level !== level || cell.instance !== instance);
      script.cells().is(kept, "cells of the other slices");
      await play.run(script);
    },
  ),

  forAll(
    "2.6",
    "a default counts for the options without a value of their own, and for no others",
    contents(),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      const level = drawn.levels[0] ?? "";
      const [dimension = "k"] = drawn.dimensions;
      for (const cell of drawn.cells)
        if (cell.option === "" && cell.dimension === dimension) script.root.unset("value", cell);
      for (const cursor of drawn.cursors) {
        const own = drawn.options.map((option) => script.value(cursor, option, dimension));
        script.value(cursor, "", dimension).is(null, "the default before there is one");
        script.root.setDefault(level, "", dimension, 42);
        for (const [which, option] of drawn.options.entries())
          script.value(cursor, option, dimension).is(() => own[which]?.saw ?? 42, "a value beside a default");
        script.value(cursor, "", dimension).is(42, "the default");
        script.root.unsetValue(level, "", "", dimension);
      }
      await play.run(script);
    },
  ),
];

/** Unsets all cells one by one, in the order of writing or backwards, and says which are left after each. */
function unsetAll(script: Script, drawn: Contents, isBackwards: boolean): void {
  const all = script.cells();
  const order = isBackwards ? [...drawn.cells].reverse() : drawn.cells;
  for (const [at, cell] of order.entries()) {
    if (cell.value !== undefined) script.root.unset("value", cell);
    if (cell.weight !== undefined) script.root.unset("weight", cell);
    const gone = order.slice(0, at + 1);
    script.cells().is(() => all.saw.filter((left) => !gone.some((cell) => isAt(left, cell))), "the cells left");
  }
}
