import { AWKWARD_NAMES, index, name, noName, pick, pools } from "@thalweg/core/testing";
import fc from "fast-check";
import { same } from "../assert.ts";
import { inNameOrder } from "../by-hand/order.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import { Script, unchanged } from "../script.ts";
import { separators } from "./1-look-alikes.ts";

const someNames = fc.uniqueArray(name, { minLength: 1, maxLength: 32, size: "max" });
const fourNames = fc.tuple(name, name, name, name);

/** Laws of section 1. */
export const axesAndNames: readonly Law[] = [
  forAll("1.1", "1 to 32 levels, and a finer one has the last word", someNames, async (play, levels) => {
    const script = new Script(levels);
    script.revision().is(0, "the first revision");
    for (const [depth, level] of levels.entries()) {
      script.root.setValue(level, "", "o", "k", depth);
      script.value({}, "o", "k").is(depth, `what level ${depth} says`);
    }
    script.root.setValue(levels[0] ?? "", "", "o", "k", -1);
    script.value({}, "o", "k").is(levels.length === 1 ? -1 : levels.length - 1, "what a coarser level cannot unsay");
    await play.run(script);
  }),

  always("1.1", "no levels, 33, two of one name and an empty name are refused", async (play) => {
    const many = Array.from({ length: 33 }, (_, at) => `level ${at}`);
    for (const levels of [[], many, ["a", "b", "a"]]) await play.run(new Script(levels).refused("invalid-levels"));
    // Open: whether a level that is no name makes the levels or the name invalid.
    for (const bad of ["", "n".repeat(1025)])
      await play.run(new Script(["a", bad]).refused("invalid-levels", "invalid-name"));
    await play.run(new Script(many.slice(1)));
  }),

  forAll(
    "1.2",
    "the shared instance stands for every instance of its level",
    fc.tuple(pools, index, name),
    async (play, [named, at, stranger]) => {
      const script = new Script(named.levels);
      const level = pick(named.levels, at);
      script.root.setValue(level, "", "o", "k", 7);
      script.root.setWeight(level, "", "k", 3);
      for (const instance of ["", ...named.instances, stranger]) {
        const cursor = Object.fromEntries([[level, instance]]);
        script.value(cursor, "o", "k").is(7, "the shared value");
        script.rank(cursor).is([{ option: "o", score: 21 }], "the queue");
      }
      script.rank({}).is([{ option: "o", score: 21 }], "the queue without an instance");
      await play.run(script);
    },
  ),

  forAll(
    "1.3",
    "the shared option slot stands for every option, and is none",
    fc.tuple(pools, index),
    async (play, [named, at]) => {
      const script = new Script(named.levels);
      const level = pick(named.levels, at);
      script.root.setDefault(level, "", "k", 5);
      script.root.setWeight(level, "", "k", 2);
      script.rank({}).is([], "the queue of a tensor with shared cells alone");
      for (const option of named.options) {
        script.value({}, option, "k").is(5, "the shared value");
        script.weight({}, option, "k").is(2, "the shared weight");
        script.root.setValue(level, "", option, "other", 0);
      }
      const scores = inNameOrder(named.options).map((option) => ({ option, score: 10 }));
      script.rank({}).is(scores, "the queue of options that leave the dimension to its default");
      await play.run(script);
    },
  ),

  forAll("1.4", "a dimension has a name", fc.tuple(pools, index), async (play, [{ levels }, at]) => {
    const script = new Script(levels);
    const level = pick(levels, at);
    for (const option of ["o", ""]) {
      const empty = { level, instance: "i", option, dimension: "" };
      for (const layer of ["value", "weight"] as const) {
        script.root.set(layer, empty, 1).refused("invalid-name", empty);
        script.root.unset(layer, empty).refused("invalid-name", empty);
      }
      script.root.set("value", empty, Number.POSITIVE_INFINITY).refused("invalid-name", empty);
    }
    script.cells().is([], "cells");
    await play.run(script);
  }),

  forAll(
    "1.5",
    "any well-formed string is a name, in every position",
    fourNames,
    async (play, [level, instance, option, dimension]) => {
      const script = new Script([level]);
      const cursor = Object.fromEntries([[level, instance]]);
      script.value({}, option, dimension).is(null, "a value of an empty tensor");
      script.weight({}, option, dimension).is(0, "a weight of an empty tensor");
      script.rank(cursor).is([], "the queue of an empty tensor");
      script.root.setValue(level, instance, option, dimension, 2);
      script.root.setOptionWeight(level, instance, option, dimension, 3);
      script.cells().is([{ level, instance, option, dimension, value: 2, weight: 3 }], "cells");
      script.rank(cursor).is([{ option, score: 6 }], "the queue of the instance");
      script.rank({}).is([], "the queue of a cursor that leaves the level out");
      script.rank(cursor, { among: [option] }).is([{ option, score: 6 }], "the queue among the option");
      await play.run(script);
    },
  ),

  forAll(
    "1.5",
    "any well-formed string is a name in what is counted and explained",
    fourNames,
    async (play, [level, instance, option, dimension]) => {
      const script = new Script([level]);
      const cursor = Object.fromEntries([[level, instance]]);
      script.support(level, option, dimension).is(0, "support in an empty tensor");
      script.root.setValue(level, instance, option, dimension, 2);
      script.support(level, option, dimension, [instance]).is(1, "support");
      script.explain(cursor).check((explanation) => {
        const from = { level, instance, option, dimension };
        same(explanation.queue[0]?.terms[0]?.valueFrom, from, "where the explained value stands");
        same(explanation.cursor, cursor, "the explained cursor");
      });
      await play.run(script);
    },
    { needs: ["waysUp", "explanations"] },
  ),

  forAll(
    "1.5",
    "a name never runs into its neighbour: distinct coordinates are distinct cells",
    fc.tuple(fourNames, separators),
    async (play, [[level, instance, option, dimension], separator]) => {
      const script = new Script([level]);
      script.root.setValue(level, instance + separator, option, dimension, 1);
      script.root.setValue(level, instance, separator + option, dimension, 2);
      script.root.setValue(level, instance, `${option}'`, separator + dimension, 3);
      script.root.setValue(level, instance, `${option}'${separator}`, dimension, 4);
      script.cells().check((cells) => same(cells.map(({ value }) => value).sort(), [1, 2, 3, 4], "four values"));
      await play.run(script);
    },
  ),

  forAll(
    "1.5",
    "an overlong string is no name, in any position",
    fc.tuple(pools, index),
    async (play, [{ levels }, at]) => {
      const script = noNameIn(levels, pick(levels, at), "n".repeat(1025));
      await play.run(script);
    },
  ),

  forAll(
    "1.5",
    "an ill-formed string is no name, in any position",
    fc.tuple(pools, index, noName),
    async (play, [{ levels }, at, bad]) => {
      await play.run(new Script(["a", bad]).refused("invalid-levels", "invalid-name"));
      await play.run(noNameIn(levels, pick(levels, at), bad));
    },
    { needs: ["illFormedStrings"] },
  ),

  forAll(
    "1.5",
    "what is no name is none for a writer made narrower, either",
    fc.tuple(pools, index),
    async (play, [{ levels }, at]) => {
      const script = new Script(levels);
      script.root.attenuate(pick(levels, at), "n".repeat(1025)).minted?.refused("invalid-name");
      await play.run(script);
    },
    { needs: ["attenuation"] },
  ),

  always("1.5", "1,024 UTF-16 units are a name, and prototypes have no say in a cursor", async (play) => {
    const long = "🌊".repeat(512);
    const script = new Script([long, "__proto__", "constructor", "toString"]);
    script.root.setValue(long, long, long, long, 1);
    script.resolve({ [long]: long }).is([long], "the queue of the longest names");
    script.resolve({}).is([], "the queue of a cursor without keys of its own");
    script.root.setValue("__proto__", "here", "o", "k", 1);
    script
      .resolve(JSON.parse('{"__proto__":"here"}'))
      .is(["o"], "the queue of a cursor with a key __proto__ of its own");
    script.resolve({}).is([], "the queue of a cursor with the ordinary prototype");
    await play.run(script);
  }),

  forAll(
    "1.6",
    "names are in the order of their UTF-8 bytes, wherever they are listed",
    fc.tuple(
      fc.shuffledSubarray([...AWKWARD_NAMES]),
      fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(1000) }),
    ),
    async (play, [ends, length]) => {
      // What they have in common changes nothing.
      const common = "n".repeat(length);
      const names = ends.map((end) => common + end);
      const expected = inNameOrder(ends).map((end) => common + end);
      const script = new Script(["level"]);
      for (const option of names) script.root.setValue("level", "", option, "k", 1);
      script.resolve({}).is(expected, "a queue of equal scores");
      for (const instance of names) script.root.setValue("level", instance, "o", "k", 1);
      for (const dimension of names) script.root.setValue("level", "", "o", dimension, 1);
      script.cells().check((cells) => {
        const listed = (axis: "instance" | "option" | "dimension", which: typeof cells) =>
          which.map((cell) => cell[axis]);
        const shared = cells.filter(({ instance }) => instance === "");
        const instances = cells.filter(({ instance }) => instance !== "");
        const others = shared.filter(({ option }) => option !== "o");
        const own = shared.filter(({ option }) => option === "o");
        same(listed("instance", instances), expected, "instances");
        same(listed("option", others), expected, "options");
        same(listed("dimension", own), expected, "dimensions");
      });
      await play.run(script);
    },
  ),

  always("1.6", "U+E000 and U+FFFD come before every astral name, though UTF-16 units say otherwise", async (play) => {
    const script = new Script(["level"]);
    const expected = [
      "\uD7FF",
      "\uE000",
      "\uFFFD",
      "\uFFFD\u{10000}",
      "\uFFFF",
      "\u{10000}",
      "\u{10000}\uE000",
      "\u{10000}\u{10000}",
      "\u{10FFFF}",
    ];
    for (const option of [...expected].sort()) script.root.setValue("level", "", option, "k", 0);
    script.resolve({}).is(expected, "a queue of equal scores");
    await play.run(script);
  }),

  forAll(
    "1.6",
    "cells come in the order of levels, then of instance, option and dimension names, and reading them changes nothing",
    fc.tuple(pools, fc.infiniteStream(fc.boolean())),
    async (play, [named, coin]) => {
      const script = new Script(named.levels);
      const wanted: string[][] = [];
      for (const level of named.levels)
        for (const instance of ["", ...inNameOrder(named.instances)])
          for (const option of ["", ...inNameOrder(named.options)])
            for (const dimension of inNameOrder(named.dimensions))
              if (coin.next().value) wanted.push([level, instance, option, dimension]);
      for (const [level = "", instance = "", option = "", dimension = ""] of [...wanted].reverse())
        script.root.setValue(level, instance, option, dimension, 1);
      unchanged(script, [], () =>
        script.cells().check((cells) => {
          const coordinates = cells.map((cell) => [cell.level, cell.instance, cell.option, cell.dimension]);
          same(coordinates, wanted, "coordinates of the cells");
        }),
      );
      await play.run(script);
    },
  ),
];

/** Tries a string that is no name in every position of a tensor with good levels. */
function noNameIn(levels: readonly string[], level: string, bad: string): Script {
  const script = new Script(levels);
  const at = { level, instance: "i", option: "o", dimension: "k" };
  for (const axis of ["instance", "option", "dimension"] as const) {
    const { [axis]: _spoilt, ...good } = at;
    for (const layer of ["value", "weight"] as const) {
      script.root.set(layer, { ...at, [axis]: bad }, 1).refused("invalid-name", good);
      script.root.unset(layer, { ...at, [axis]: bad }).refused("invalid-name", good);
    }
  }
  script.root.clear(level, bad).refused("invalid-name", { level });
  script.writer(level, bad).minted?.refused("invalid-name", { level });
  script.rank(Object.fromEntries([[level, bad]])).refused("invalid-name", { level });
  script.cells().is([], "cells");
  return script;
}
