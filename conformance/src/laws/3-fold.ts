import { contents, cursorOver, cursorPicks, name, pools } from "@thalweg/core/testing";
import fc from "fast-check";
import { same } from "../assert.ts";
import { effective, lastOn, pathOf } from "../by-hand/fold.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { Cursor } from "../program/program.ts";
import { Script, scriptOf } from "../script.ts";

/** Levels, a name that is none of them, and a cursor that maps it nevertheless. */
const strangers = fc
  .tuple(pools, name, cursorPicks)
  .filter(([{ levels }, stranger]) => !levels.includes(stranger))
  .map(([named, stranger, picks]): { levels: readonly string[]; stranger: string; cursor: Cursor } => {
    const cursor = Object.fromEntries([...Object.entries(cursorOver(named, picks)), [stranger, "i"]]);
    return { levels: named.levels, stranger, cursor };
  });

/** Laws of section 3. */
export const fold: readonly Law[] = [
  forAll(
    "3.1",
    'a level that a cursor leaves out, or maps to "", is read at its shared instance',
    contents(),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      for (const cursor of drawn.cursors) {
        const named = Object.entries(cursor).filter(([, instance]) => instance !== "");
        const sparse = Object.fromEntries(named);
        const full = Object.fromEntries([...drawn.levels.map((level) => [level, ""]), ...named]);
        const expected = script.rank(sparse);
        script.rank(full).is(expected, 'the queue by a cursor with ""');
        const reversed = Object.fromEntries(named.reverse());
        script.rank(reversed).is(expected, "the queue by a cursor with its keys in another order");
        for (const dimension of drawn.dimensions) {
          const shared = effective(drawn, cursor, "", dimension);
          script.value(sparse, "", dimension).is(shared.value ?? null, "the default");
          script.weight(sparse, "", dimension).is(shared.weight, "the shared weight");
        }
      }
      await play.run(script);
    },
  ),

  forAll(
    "3.1",
    "a key that is no level is refused by every read that takes a cursor",
    strangers,
    async (play, { levels, stranger, cursor }) => {
      const script = new Script(levels);
      script.rank(cursor).refused("unknown-level", { level: stranger });
      script.rank(cursor, { among: ["o"], limit: 1 }).refused("unknown-level", { level: stranger });
      script.value(cursor, "o", "k").refused("unknown-level", { level: stranger });
      script.weight(cursor, "o", "k").refused("unknown-level", { level: stranger });
      await play.run(script);
    },
  ),

  forAll(
    "3.1",
    "a key that is no level is refused by an explanation",
    strangers,
    async (play, { levels, stranger, cursor }) => {
      const script = new Script(levels);
      script.explain(cursor).refused("unknown-level", { level: stranger });
      await play.run(script);
    },
    { needs: ["explanations"] },
  ),

  forAll(
    "3.1",
    "a key that is no level is refused by a watch",
    strangers,
    async (play, { levels, stranger, cursor }) => {
      const script = new Script(levels);
      script.watch(cursor).refused("unknown-level", { level: stranger });
      script.root.setValue(levels[0] ?? "", "", "o", "k", 1);
      script.heard().is([], "what is heard of a refused watch");
      await play.run(script);
    },
    { needs: ["watchers"] },
  ),

  forAll(
    "3.1",
    "the support at a level that is none is refused",
    strangers,
    async (play, { levels, stranger }) => {
      const script = new Script(levels);
      script.support(stranger, "o", "k").refused("unknown-level", { level: stranger });
      await play.run(script);
    },
    { needs: ["waysUp"] },
  ),

  forAll(
    "3.2",
    "a path runs coarse to fine, at each level the shared instance first",
    fc.tuple(pools, cursorPicks, fc.boolean()),
    async (play, [named, picks, isOfWeights]) => {
      const script = new Script(named.levels);
      const cursor = cursorOver(named, picks);
      const path = pathOf(named.levels, cursor);
      const { root } = script;
      const says = (expected: number, what: string): void => {
        if (isOfWeights) script.weight(cursor, "o", "k").is(expected, what);
        else script.value(cursor, "o", "k").is(expected, what);
      };
      // Written fine to coarse, so that the last to be written is not the last on the path.
      for (const [step, [level, instance]] of [...path.entries()].reverse()) {
        if (isOfWeights) root.setWeight(level, instance, "k", step + 1);
        else root.setValue(level, instance, "o", "k", step + 1);
        says(path.length, "what the finest step says");
      }
      for (const [step, [level, instance]] of [...path.entries()].reverse()) {
        says(step + 1, `what is read with steps 0 to ${step} set`);
        if (isOfWeights) root.unsetOptionWeight(level, instance, "", "k");
        else root.unsetValue(level, instance, "o", "k");
      }
      await play.run(script);
    },
  ),

  forAll("3.2", "a cell that is not on the path has no say", contents(), async (play, drawn) => {
    const whole = scriptOf(drawn);
    const alone = new Script(drawn.levels);
    for (const cursor of drawn.cursors) {
      const path = pathOf(drawn.levels, cursor);
      const isOnPath = (cell: { level: string; instance: string }) =>
        path.some(([level, instance]) => cell.level === level && cell.instance === instance);
      alone.root.write(drawn.cells.filter(isOnPath));
      whole.rank(cursor).is(alone.rank(cursor), "the queue, which is that of the cells on the path alone");
      for (const [level, instance] of path) alone.root.clear(level, instance);
    }
    await play.run(whole, alone);
  }),

  always("3.2", "every cursor is read by itself, however many have been read before", async (play) => {
    const script = new Script(["shared", "one", "other"]);
    const { root } = script;
    root.setWeight("shared", "", "k", 1);
    root.setWeight("shared", "", "l", 1);
    const instances = Array.from({ length: 70 }, (_, number) => `${number}`);
    for (const [number, instance] of instances.entries()) root.setValue("one", instance, "o", "k", number);
    for (const [number, instance] of instances.entries()) root.setValue("other", instance, "o", "l", number * 1000);
    const queue = (score: number) => [{ option: "o", score }];
    for (let round = 0; round < 2; round++)
      for (const [number, one] of instances.entries()) {
        script.rank({ one }).is(queue(number), `the queue for ${one}`);
        script.rank({ other: one }).is(queue(number * 1000), `the queue for the other ${one}`);
        for (const [another, other] of instances.entries())
          script.rank({ one, other }).is(queue(number + another * 1000), `the queue for ${one} and ${other}`);
      }
    await play.run(script);
  }),

  always(
    "3.2",
    "a path of 32 levels, an instance at each, is read to its end, and so is every part of it",
    async (play) => {
      const deep = deepPath();
      const { script, cursor } = deep;
      for (const count of deep.peeled()) {
        script.value(cursor, "o", "k").is(count, `the value with ${count} steps`);
        script.weight(cursor, "o", "k").is(count, `the weight with ${count} steps`);
        script.rank(cursor).is([{ option: "o", score: count * count }], `the queue with ${count} steps`);
      }
      await play.run(script);
    },
  ),

  always(
    "3.2",
    "a path of 32 levels, an instance at each, is explained to its end",
    async (play) => {
      const deep = deepPath();
      for (const count of deep.peeled())
        deep.script.explain(deep.cursor).check(({ queue }) => {
          const [level = "", instance = ""] = deep.path[count - 1] ?? [];
          const from = { level, instance, dimension: "k" };
          const [term] = queue[0]?.terms ?? [];
          same(term?.valueFrom, { ...from, option: "o" }, `where the value stands with ${count} steps`);
          same(term?.weightFrom, { ...from, option: "" }, `where the weight stands with ${count} steps`);
        });
      await play.run(deep.script);
    },
    { needs: ["explanations"] },
  ),

  forAll("3.3", "fold is the last set cell along the path, each layer by itself", contents(), async (play, drawn) => {
    const script = scriptOf(drawn);
    for (const cursor of drawn.cursors)
      for (const dimension of drawn.dimensions) {
        const value = lastOn(drawn, cursor, "value", "", dimension)?.value;
        script.value(cursor, "", dimension).is(plus0(value) ?? null, "the folded default");
        const weight = lastOn(drawn, cursor, "weight", "", dimension)?.weight;
        script.weight(cursor, "", dimension).is(plus0(weight) ?? 0, "the folded shared weight");
      }
    await play.run(script);
  }),

  forAll(
    "3.4",
    "V is the option's own folded value, else the folded default, else absent",
    contents(),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      for (const cursor of drawn.cursors)
        for (const dimension of drawn.dimensions)
          for (const option of [...drawn.options, "nobody"]) {
            const cell =
              lastOn(drawn, cursor, "value", option, dimension) ?? lastOn(drawn, cursor, "value", "", dimension);
            script.value(cursor, option, dimension).is(plus0(cell?.value) ?? null, "V");
          }
      await play.run(script);
    },
  ),

  forAll(
    "3.5",
    "W is the option's own folded weight, else the folded shared one, else 0",
    contents(),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      for (const cursor of drawn.cursors)
        for (const dimension of drawn.dimensions)
          for (const option of [...drawn.options, "nobody"]) {
            const cell =
              lastOn(drawn, cursor, "weight", option, dimension) ?? lastOn(drawn, cursor, "weight", "", dimension);
            script.weight(cursor, option, dimension).is(plus0(cell?.weight) ?? 0, "W");
          }
      await play.run(script);
    },
  ),

  always(
    "3.5",
    "an own weight at a coarse level beats a shared one at a fine level, and so do values and defaults",
    async (play) => {
      const script = new Script(["coarse", "fine"]);
      const { root } = script;
      root.setOptionWeight("coarse", "", "o", "k", 2);
      root.setWeight("fine", "here", "k", 3);
      root.setValue("coarse", "", "o", "k", 5);
      root.setDefault("fine", "here", "k", 7);
      root.setValue("coarse", "", "other", "j", 0);
      const scores = [
        { option: "o", score: 10 },
        { option: "other", score: 21 },
      ];
      script.rank({ fine: "here" }).is(scores, "the queue");
      await play.run(script);
    },
  ),
];

/** A path of 64 steps with a value and a weight at each, and what takes them away again, fine to coarse. */
function deepPath() {
  const levels = Array.from({ length: 32 }, (_, depth) => `level ${depth}`);
  const cursor = Object.fromEntries(levels.map((level, depth) => [level, `instance ${depth}`]));
  const path = pathOf(levels, cursor);
  const script = new Script(levels);
  for (const [step, [level, instance]] of path.entries()) {
    script.root.setValue(level, instance, "o", "k", step + 1);
    script.root.setWeight(level, instance, "k", step + 1);
  }
  /** How many steps are left, again and again until there is none. */
  function* peeled(): Generator<number, void, undefined> {
    for (const [step, [level, instance]] of [...path.entries()].reverse()) {
      yield step + 1;
      script.root.clear(level, instance);
    }
  }
  return { script, cursor, path, peeled };
}

function plus0(content: number | undefined): number | undefined {
  return content === undefined ? undefined : content + 0;
}
