import { contents, finite, index, name, pick } from "@thalweg/core/testing";
import fc from "fast-check";
import { holds, same } from "../assert.ts";
import { candidates, effective } from "../by-hand/fold.ts";
import { inNameOrder } from "../by-hand/order.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import { Script, scriptOf } from "../script.ts";

const fullCells = { maxCells: 40 };

/** Laws of section 4: who is in a queue, with what score, and in which order. */
export const resolve: readonly Law[] = [
  forAll(
    "4.1",
    "candidates are the options with a value of their own on the path",
    contents({ value: finite }),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      for (const cursor of drawn.cursors) {
        const expected = candidates(drawn, cursor).sort();
        script.resolve(cursor).check((queue) => same([...queue].sort(), expected, "the candidates"));
      }
      await play.run(script);
    },
  ),

  always("4.1", "weights and defaults alone make no candidate", async (play) => {
    const script = new Script(["level"]);
    const { root } = script;
    root.setOptionWeight("level", "", "weighted", "k", 1);
    root.setDefault("level", "", "k", 1);
    script.rank({}).is([], "the queue");
    script.rank({}, { among: ["weighted"] }).is([], "the queue among the weighted");
    root.setValue("level", "", "valued", "k", 1);
    script.rank({}).is([{ option: "valued", score: 0 }], "the queue with a value");
    await play.run(script);
  }),

  forAll(
    "4.2",
    "a candidate with a gate among its values leaves the queue, whatever it weighs; no other does",
    contents(fullCells),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      for (const cursor of drawn.cursors) {
        const open = candidates(drawn, cursor).filter((option) =>
          drawn.dimensions.every(
            (dimension) => effective(drawn, cursor, option, dimension).value !== Number.POSITIVE_INFINITY,
          ),
        );
        script.resolve(cursor).check((queue) => same([...queue].sort(), open.sort(), "those that are not gated"));
      }
      await play.run(script);
    },
  ),

  forAll(
    "4.2",
    "a default of +∞ gates every candidate that does not answer it",
    fc.tuple(contents({ value: finite }), index, fc.constantFrom(0, -1, 1)),
    async (play, [drawn, at, weight]) => {
      const script = scriptOf(drawn);
      const { root } = script;
      const level = pick(drawn.levels, at);
      root.setValue(level, "", "answers", "permitted", 0);
      root.setValue(level, "", "overrides", "other", 0);
      root.setWeight(level, "", "permitted", weight);
      root.gate(level, "", "", "permitted");
      for (const cursor of drawn.cursors) script.resolve(cursor).is(["answers"], "the queue under default deny");
      root.setValue(level, "", "overrides", "permitted", 0);
      script.resolve({}).is(["answers", "overrides"], "the queue with a second answer");
      await play.run(script);
    },
  ),

  forAll(
    "4.3",
    "a score is the sum of value times weight, in name order, from 0, each step rounded once",
    contents(fullCells),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      const dimensions = inNameOrder(drawn.dimensions);
      for (const cursor of drawn.cursors)
        script.rank(cursor).check((queue) => {
          for (const { option, score } of queue) {
            let sum = 0;
            for (const dimension of dimensions) {
              const { value, weight } = effective(drawn, cursor, option, dimension);
              if (value === undefined) continue;
              const product = value * weight;
              sum = sum + product;
            }
            same(score, sum, `the score of ${JSON.stringify(option)}`);
          }
        });
      await play.run(script);
    },
  ),

  always("4.3", "no fused multiply-add, no reassociation, no compensation, and −0 never appears", async (play) => {
    const scripts: Script[] = [];
    const queueOf = (...terms: readonly (readonly [value: number, weight: number])[]) => {
      const script = new Script(["level"]);
      scripts.push(script);
      // Written backwards: the order of names counts, not that of writing.
      for (const [at, [value, weight]] of [...terms.entries()].reverse()) {
        script.root.setValue("level", "", "o", String.fromCharCode(97 + at), value);
        script.root.setWeight("level", "", String.fromCharCode(97 + at), weight);
      }
      return script.rank({});
    };
    const scored = (score: number) => [{ option: "o", score }];
    const third = 1 / 3;
    queueOf([-1, 1], [third, 3]).is(scored(0), "−1 + ⅓·3, which a fused multiply-add would not make 0");
    queueOf([1e16, 1], [1, 1], [-1e16, 1]).is(scored(0), "1e16 + 1 − 1e16, left to right");
    queueOf([1e16, 1], [-1e16, 1], [1, 1]).is(scored(1), "1e16 − 1e16 + 1, left to right");
    queueOf([0.1, 1], [0.2, 1], [0.3, 1]).is(scored(0.6000000000000001), "0.1 + 0.2 + 0.3, left to right");
    queueOf([1e308, 10], [1, 1]).is(scored(Number.POSITIVE_INFINITY), "an overflow");
    queueOf([1e308, 10], [-1e308, 10]).is(scored(Number.NaN), "+∞ − ∞");
    queueOf([1, -0.1], [5e-324, 0.5], [-0, -1]).is(scored(-0.1), "a product that underflows");
    queueOf([0, -1]).is(scored(0), "a sum of −0");
    queueOf([5, 0]).is(scored(0), "a weight of 0");
    await play.run(...scripts);
  }),

  forAll(
    "4.4",
    "lower is better: −∞ < finite < +∞ < NaN, and equal scores go by name",
    contents(fullCells),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      for (const cursor of drawn.cursors)
        script.rank(cursor).check((queue) => {
          for (const [at, { option, score }] of queue.entries()) {
            const next = queue[at + 1];
            if (next === undefined) continue;
            const tied = score === next.score || (Number.isNaN(score) && Number.isNaN(next.score));
            const inOrder = tied
              ? inNameOrder([option, next.option])[0] === option
              : score < next.score || (Number.isNaN(next.score) && !Number.isNaN(score));
            holds(
              inOrder,
              () => `${JSON.stringify(option)} (${score}) stands before ${JSON.stringify(next.option)} (${next.score})`,
            );
          }
        });
      await play.run(script);
    },
  ),

  forAll(
    "4.4",
    "overflowed scores stand in their order, with ties of every kind by name",
    fc.uniqueArray(name, { minLength: 5, maxLength: 12, size: "max" }),
    async (play, names) => {
      const script = new Script(["level"]);
      const { root } = script;
      for (const dimension of ["k", "l"]) root.setWeight("level", "", dimension, 10);
      const kinds = [
        [-1e308, 0],
        [-1, 0],
        [0, 0],
        [1, -1],
        [1, 0],
        [1e308, 0],
        [1e308, -1e308],
      ] as const;
      const rank = [0, 1, 2, 2, 3, 4, 5];
      for (const [at, option] of names.entries()) {
        const [one, other] = pick(kinds, at);
        root.setValue("level", "", option, "k", one);
        root.setValue("level", "", option, "l", other);
      }
      const expected = rank.flatMap((place, kind) =>
        rank.indexOf(place) < kind ? [] : inNameOrder(names.filter((_, at) => pick(rank, at) === place)),
      );
      script.resolve({}).is(expected, "the queue");
      await play.run(script);
    },
  ),
];
