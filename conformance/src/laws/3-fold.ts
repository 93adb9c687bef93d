import { contents, cursorOver, cursorPicks, name, pools } from "@thalweg/core/testing";
import fc from "fast-check";
import { refused, same } from "../assert.ts";
import { lastOn, pathOf } from "../by-hand.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { AnyTensor } from "../subject.ts";
import { rootOf, tensorOf } from "../tensor.ts";

/** Laws of section 3. */
export const fold: readonly Law[] = [
  forAll(
    "3.1",
    'a level that a cursor leaves out, or maps to "" or undefined, is read at its shared instance',
    contents(),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      for (const cursor of drawn.cursors) {
        const named = Object.entries(cursor).filter(([, instance]) => instance !== undefined && instance !== "");
        const sparse = Object.fromEntries(named);
        const rest = (content: string | undefined) =>
          Object.fromEntries(
            drawn.levels.map((level) => [level, Object.hasOwn(sparse, level) ? sparse[level] : content]),
          );
        const expected = tensor.rank(sparse);
        same(tensor.rank(rest("")), expected, 'the queue by a cursor with ""');
        same(tensor.rank(rest(undefined)), expected, "the queue by a cursor with undefined");
        same(
          tensor.rank(Object.fromEntries(named.reverse())),
          expected,
          "the queue by a cursor with its keys in another order",
        );
      }
    },
  ),

  forAll(
    "3.1",
    "a key that is no level is refused by every read that takes a cursor",
    fc.tuple(pools, name, cursorPicks),
    (subject, [named, stranger, picks]) => {
      if (named.levels.includes(stranger)) return;
      const tensor: AnyTensor = new subject.Tensor(named.levels);
      const cursor = Object.fromEntries([...Object.entries(cursorOver(named, picks)), [stranger, "i"]]);
      const reads: readonly (() => unknown)[] = [
        () => tensor.resolve(cursor),
        () => tensor.rank(cursor),
        () => tensor.best(cursor),
        () => tensor.explain(cursor),
        () => tensor.value(cursor, "o", "k"),
        () => tensor.weight(cursor, "o", "k"),
        () => tensor.watch(cursor, () => {}),
      ];
      for (const read of reads) refused(subject, "unknown-level", read, { level: stranger });
      refused(subject, "unknown-level", () => tensor.instances(stranger), { level: stranger });
      refused(subject, "unknown-level", () => tensor.support(stranger, "o", "k"), { level: stranger });
    },
  ),

  forAll(
    "3.2",
    "a path runs coarse to fine, at each level the shared instance first",
    fc.tuple(pools, cursorPicks, fc.boolean()),
    (subject, [named, picks, weights]) => {
      const tensor: AnyTensor = new subject.Tensor(named.levels);
      const cursor = cursorOver(named, picks);
      const path = pathOf(named.levels, cursor);
      const root = rootOf(tensor);
      const read = () => (weights ? tensor.weight(cursor, "o", "k") : tensor.value(cursor, "o", "k"));
      // Written fine to coarse, so that the last to be written is not the last on the path.
      for (const [step, [level, instance]] of [...path.entries()].reverse()) {
        if (weights) root.setWeight(level, instance, "k", step + 1);
        else root.setValue(level, instance, "o", "k", step + 1);
        same(read(), path.length, "what the finest step says");
      }
      for (const [step, [level, instance]] of [...path.entries()].reverse()) {
        same(read(), step + 1, `what is read with steps 0 to ${step} set`);
        if (weights) root.unsetWeight(level, instance, "k");
        else root.unsetValue(level, instance, "o", "k");
      }
    },
  ),

  forAll("3.2", "a cell that is not on the path has no say", contents(), (subject, drawn) => {
    const whole = tensorOf(subject, drawn);
    for (const cursor of drawn.cursors) {
      const path = pathOf(drawn.levels, cursor);
      const onPath = drawn.cells.filter((cell) =>
        path.some(([level, instance]) => cell.level === level && cell.instance === instance),
      );
      same(
        whole.rank(cursor),
        tensorOf(subject, { ...drawn, cells: onPath }).rank(cursor),
        "the queue of the cells on the path alone",
      );
    }
  }),

  always("3.2", "every cursor is read by itself, however many have been read before", (subject) => {
    const levels = ["shared", "one", "other"];
    const tensor: AnyTensor = new subject.Tensor(levels);
    const root = rootOf(tensor);
    root.setWeight("shared", "", "k", 1);
    root.setWeight("shared", "", "l", 1);
    const instances = Array.from({ length: 70 }, (_, number) => `${number}`);
    for (const [number, instance] of instances.entries()) root.setValue("one", instance, "o", "k", number);
    for (const [number, instance] of instances.entries()) root.setValue("other", instance, "o", "l", number * 1000);
    for (let round = 0; round < 2; round++)
      for (const [number, one] of instances.entries()) {
        same(tensor.rank({ one })[0]?.score, number, `the score for ${one}`);
        same(tensor.rank({ other: one })[0]?.score, number * 1000, `the score for the other ${one}`);
        for (const [another, other] of instances.entries())
          same(tensor.rank({ one, other })[0]?.score, number + another * 1000, `the score for ${one} and ${other}`);
      }
  }),

  forAll("3.3", "fold is the last set cell along the path, each layer by itself", contents(), (subject, drawn) => {
    const tensor = tensorOf(subject, drawn);
    for (const cursor of drawn.cursors)
      for (const dimension of drawn.dimensions) {
        same(
          tensor.value(cursor, "", dimension),
          plus0(lastOn(drawn, cursor, "value", "", dimension)?.value),
          "the folded default",
        );
        same(
          tensor.weight(cursor, "", dimension),
          plus0(lastOn(drawn, cursor, "weight", "", dimension)?.weight) ?? 0,
          "the folded shared weight",
        );
      }
  }),

  forAll(
    "3.4",
    "V is the option's own folded value, else the folded default, else absent",
    contents(),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      for (const cursor of drawn.cursors)
        for (const dimension of drawn.dimensions)
          for (const option of [...drawn.options, "nobody"]) {
            const cell =
              lastOn(drawn, cursor, "value", option, dimension) ?? lastOn(drawn, cursor, "value", "", dimension);
            same(tensor.value(cursor, option, dimension), plus0(cell?.value), "V");
          }
    },
  ),

  forAll(
    "3.5",
    "W is the option's own folded weight, else the folded shared one, else 0",
    contents(),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      for (const cursor of drawn.cursors)
        for (const dimension of drawn.dimensions)
          for (const option of [...drawn.options, "nobody"]) {
            const cell =
              lastOn(drawn, cursor, "weight", option, dimension) ?? lastOn(drawn, cursor, "weight", "", dimension);
            same(tensor.weight(cursor, option, dimension), plus0(cell?.weight) ?? 0, "W");
          }
    },
  ),

  always(
    "3.5",
    "an own weight at a coarse level beats a shared one at a fine level, and so do values and defaults",
    (subject) => {
      const tensor: AnyTensor = new subject.Tensor(["coarse", "fine"]);
      const root = rootOf(tensor);
      root.setOptionWeight("coarse", "", "o", "k", 2);
      root.setWeight("fine", "here", "k", 3);
      root.setValue("coarse", "", "o", "k", 5);
      root.setDefault("fine", "here", "k", 7);
      root.setValue("coarse", "", "other", "j", 0);
      const scores = [
        { option: "o", score: 10 },
        { option: "other", score: 21 },
      ];
      same(tensor.rank({ fine: "here" }), scores, "the queue");
    },
  ),
];

function plus0(content: number | undefined): number | undefined {
  return content === undefined ? undefined : content + 0;
}
