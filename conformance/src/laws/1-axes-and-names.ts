import { AWKWARD_NAMES, index, name, noName, pick, pools } from "@thalweg/core/testing";
import fc from "fast-check";
import { holds, refusal, refused, same } from "../assert.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import { inNameOrder } from "../order.ts";
import type { AnyTensor } from "../subject.ts";
import { rootOf, unchanged } from "../tensor.ts";

const someNames = fc.uniqueArray(name, { minLength: 1, maxLength: 32, size: "max" });
const fourNames = fc.tuple(name, name, name, name);

/** Laws of section 1. */
export const axesAndNames: readonly Law[] = [
  forAll("1.1", "1 to 32 levels, and a finer one has the last word", someNames, (subject, levels) => {
    const tensor: AnyTensor = new subject.Tensor(levels);
    same([...tensor.levels], levels, "levels");
    same(tensor.revision, 0, "the first revision");
    for (const [depth, level] of levels.entries()) {
      rootOf(tensor).setValue(level, "", "o", "k", depth);
      same(tensor.value({}, "o", "k"), depth, `what level ${depth} says`);
    }
    rootOf(tensor).setValue(levels[0] ?? "", "", "o", "k", -1);
    same(tensor.value({}, "o", "k"), levels.length === 1 ? -1 : levels.length - 1, "what a coarser level cannot unsay");
  }),

  always("1.1", "no levels, 33, two of one name, an empty name or no names at all are refused", (subject) => {
    const many = Array.from({ length: 33 }, (_, at) => `level ${at}`);
    for (const levels of [[], many, ["a", "b", "a"], "abc", undefined, null, {}])
      refused(subject, "invalid-levels", () => new subject.Tensor(levels as readonly string[]));
    for (const name of ["", "\uD800", "n".repeat(1025), 1, undefined]) {
      const error = refusal(subject, () => new subject.Tensor(["a", name as string]));
      // Open: whether a level that is no name makes the levels or the name invalid.
      holds(["invalid-levels", "invalid-name"].includes(error?.code ?? ""), () => `${error?.code} for a level ${name}`);
      same(error?.place, "levels[1]", "the place of the level that is no name");
    }
    same(new subject.Tensor(many.slice(1)).levels.length, 32, "32 levels");
  }),

  forAll(
    "1.2",
    "the shared instance stands for every instance of its level",
    fc.tuple(pools, index, name),
    (subject, [named, at, stranger]) => {
      const tensor: AnyTensor = new subject.Tensor(named.levels);
      const level = pick(named.levels, at);
      rootOf(tensor).setValue(level, "", "o", "k", 7);
      rootOf(tensor).setWeight(level, "", "k", 3);
      for (const cursor of [
        {},
        ...[...named.instances, stranger].map((instance) => Object.fromEntries([[level, instance]])),
      ]) {
        same(tensor.value(cursor, "o", "k"), 7, "the shared value");
        same(tensor.rank(cursor), [{ option: "o", score: 21 }], "the queue");
      }
      same(tensor.instances(level), [], "instances, the shared one left out");
    },
  ),

  forAll(
    "1.3",
    "the shared option slot stands for every option, and is none",
    fc.tuple(pools, index),
    (subject, [named, at]) => {
      const tensor: AnyTensor = new subject.Tensor(named.levels);
      const level = pick(named.levels, at);
      rootOf(tensor).setDefault(level, "", "k", 5);
      rootOf(tensor).setWeight(level, "", "k", 2);
      same(tensor.options(), [], "options of a tensor with shared cells alone");
      same(tensor.resolve({}), [], "its queue");
      for (const option of named.options) {
        same(tensor.value({}, option, "k"), 5, "the shared value");
        same(tensor.weight({}, option, "k"), 2, "the shared weight");
        rootOf(tensor).setValue(level, "", option, "other", 0);
      }
      const scores = inNameOrder(named.options).map((option) => ({ option, score: 10 }));
      same(tensor.rank({}), scores, "the queue of options that leave the dimension to its default");
    },
  ),

  forAll("1.4", "a dimension has a name", fc.tuple(pools, index), (subject, [{ levels }, at]) => {
    const tensor: AnyTensor = new subject.Tensor(levels);
    const root = rootOf(tensor);
    const level = pick(levels, at);
    const empty = { level, instance: "i", dimension: "" };
    refused(subject, "invalid-name", () => root.setValue(level, "i", "o", "", 1), { ...empty, option: "o" });
    refused(subject, "invalid-name", () => root.setDefault(level, "i", "", 1), empty);
    refused(subject, "invalid-name", () => root.setWeight(level, "i", "", 1), empty);
    refused(subject, "invalid-name", () => root.setOptionWeight(level, "i", "o", "", 1), {
      ...empty,
      option: "o",
    });
    refused(subject, "invalid-name", () => root.gate(level, "i", "o", ""), empty);
    refused(subject, "invalid-name", () => root.unsetValue(level, "i", "o", ""), empty);
    refused(subject, "invalid-name", () => root.apply([{ ...empty, option: "o", layer: "value", content: 1 }]), empty);
    same([...tensor.cells()], [], "cells");
  }),

  forAll(
    "1.5",
    "any well-formed string is a name, in every position",
    fourNames,
    (subject, [level, instance, option, dimension]) => {
      const tensor: AnyTensor = new subject.Tensor([level]);
      const cursor = Object.fromEntries([[level, instance]]);
      same(tensor.value({}, option, dimension), undefined, "a value of an empty tensor");
      same(tensor.weight({}, option, dimension), 0, "a weight of an empty tensor");
      same(tensor.resolve(cursor), [], "the queue of an empty tensor");
      same(tensor.support(level, option, dimension), 0, "support in an empty tensor");
      rootOf(tensor).setValue(level, instance, option, dimension, 2);
      rootOf(tensor).setOptionWeight(level, instance, option, dimension, 3);
      same([...tensor.cells()], [{ level, instance, option, dimension, value: 2, weight: 3 }], "cells");
      same(
        [tensor.instances(level), tensor.options(), tensor.dimensions()],
        [[instance], [option], [dimension]],
        "names",
      );
      same(tensor.rank(cursor), [{ option, score: 6 }], "the queue of the instance");
      same(tensor.resolve({}), [], "the queue of a cursor that leaves the level out");
      same(tensor.resolve(cursor, { among: [option] }), [option], "the queue among the option");
      same(tensor.support(level, option, dimension, { among: [instance] }), 1, "support");
      const [explained] = tensor.explain(cursor).queue;
      same(explained?.terms[0]?.valueFrom, { level, instance, option, dimension }, "where the explained value stands");
      same(tensor.explain(cursor).cursor, cursor, "the explained cursor");
    },
  ),

  forAll(
    "1.5",
    "a name never runs into its neighbour: distinct coordinates are distinct cells",
    fc.tuple(
      fourNames,
      fc.constantFrom("\u0000", "\u0001", "\u001f", "|", "/", ":", ",", '"', "\\", ".", " ", "\uFFFF", "\u{10FFFF}"),
    ),
    (subject, [[level, instance, option, dimension], separator]) => {
      const tensor: AnyTensor = new subject.Tensor([level]);
      const root = rootOf(tensor);
      root.setValue(level, instance + separator, option, dimension, 1);
      root.setValue(level, instance, separator + option, dimension, 2);
      root.setValue(level, instance, `${option}'`, separator + dimension, 3);
      root.setValue(level, instance, `${option}'${separator}`, dimension, 4);
      const values = [...tensor.cells()].map((cell) => cell.value);
      same(values.sort(), [1, 2, 3, 4], "the values of four cells");
    },
  ),

  forAll(
    "1.5",
    "ill-formed and overlong strings are no names, in any position",
    fc.tuple(pools, index, noName),
    (subject, [{ levels }, at, bad]) => {
      const tensor: AnyTensor = new subject.Tensor(levels);
      const root = rootOf(tensor);
      const level = pick(levels, at);
      refused(subject, "invalid-name", () => root.setValue(level, bad, "o", "k", 1), {
        level,
        option: "o",
        dimension: "k",
      });
      refused(subject, "invalid-name", () => root.setValue(level, "i", bad, "k", 1), {
        level,
        instance: "i",
        dimension: "k",
      });
      refused(subject, "invalid-name", () => root.setValue(level, "i", "o", bad, 1), {
        level,
        instance: "i",
        option: "o",
      });
      refused(subject, "invalid-name", () => root.setWeight(level, "i", bad, 1));
      refused(subject, "invalid-name", () => root.setOptionWeight(level, "i", bad, "k", 1));
      refused(subject, "invalid-name", () => root.clear(level, bad));
      refused(subject, "invalid-name", () => tensor.writer(level, bad));
      refused(subject, "invalid-name", () => root.attenuate(level, bad));
      refused(subject, "invalid-name", () => tensor.resolve(Object.fromEntries([[level, bad]])));
      same([...tensor.cells()], [], "cells");
    },
  ),

  always("1.5", "1,024 UTF-16 units are a name, and prototypes have no say in a cursor", (subject) => {
    const long = "🌊".repeat(512);
    const levels = [long, "__proto__", "constructor", "toString"];
    const tensor: AnyTensor = new subject.Tensor(levels);
    rootOf(tensor).setValue(long, long, long, long, 1);
    same(tensor.resolve({ [long]: long }), [long], "the queue of the longest names");
    same(tensor.resolve({}), [], "the queue of a cursor without keys of its own");
    rootOf(tensor).setValue("__proto__", "here", "o", "k", 1);
    same(
      tensor.resolve(JSON.parse('{"__proto__":"here"}')),
      ["o"],
      "the queue of a cursor with a key __proto__ of its own",
    );
    same(tensor.resolve({}), [], "the queue of a cursor with the ordinary prototype");
  }),

  forAll(
    "1.6",
    "names are in the order of their UTF-8 bytes, wherever they are listed",
    fc.shuffledSubarray([...AWKWARD_NAMES]),
    (subject, names) => {
      const expected = inNameOrder(names);
      const tensor: AnyTensor = new subject.Tensor(["level"]);
      const root = rootOf(tensor);
      for (const option of names) root.setValue("level", "", option, "k", 1);
      same(tensor.resolve({}), expected, "a queue of equal scores");
      same(tensor.options(), expected, "options");
      for (const instance of names) root.setValue("level", instance, "o", "k", 1);
      same(tensor.instances("level"), expected, "instances");
      for (const dimension of names) root.setValue("level", "", "o", dimension, 1);
      same(tensor.dimensions(), inNameOrder(new Set([...names, ...(names.length === 0 ? [] : ["k"])])), "dimensions");
      const [explained] = tensor.explain({}, { among: ["o"] }).queue;
      same(explained?.terms.map((term) => term.dimension) ?? [], expected, "dimensions of the explained terms");
      const cells = [...tensor.cells()];
      same(
        cells
          .filter((cell) => cell.option === "o" && cell.dimension === "k" && cell.instance !== "")
          .map((cell) => cell.instance),
        expected,
        "instances of the cells",
      );
      same(
        cells.filter((cell) => cell.instance === "" && cell.option !== "o").map((cell) => cell.option),
        expected,
        "options of the cells",
      );
    },
  ),

  always("1.6", "U+E000 and U+FFFD come before every astral name, though UTF-16 units say otherwise", (subject) => {
    const tensor: AnyTensor = new subject.Tensor(["level"]);
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
    for (const option of [...expected].sort()) rootOf(tensor).setValue("level", "", option, "k", 0);
    same(tensor.resolve({}), expected, "a queue of equal scores");
  }),

  forAll(
    "1.6",
    "cells come in the order of levels, then of instance, option and dimension names",
    fc.tuple(pools, fc.infiniteStream(fc.boolean())),
    (subject, [named, coin]) => {
      const tensor: AnyTensor = new subject.Tensor(named.levels);
      const wanted: string[][] = [];
      for (const level of named.levels)
        for (const instance of ["", ...inNameOrder(named.instances)])
          for (const option of ["", ...inNameOrder(named.options)])
            for (const dimension of inNameOrder(named.dimensions))
              if (coin.next().value) wanted.push([level, instance, option, dimension]);
      for (const [level = "", instance = "", option = "", dimension = ""] of [...wanted].reverse())
        rootOf(tensor).setValue(level, instance, option, dimension, 1);
      same(
        [...tensor.cells()].map((cell) => [cell.level, cell.instance, cell.option, cell.dimension]),
        wanted,
        "coordinates of the cells",
      );
      const before = tensor.revision;
      same(
        unchanged(subject, tensor, [], () => [...tensor.cells()]),
        undefined,
        "the refusal of a read",
      );
      same(tensor.revision, before, "the revision after reads");
    },
  ),
];
