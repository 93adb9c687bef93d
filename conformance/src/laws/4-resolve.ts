import { contents, finite, index, name, pick, value } from "@thalweg/core/testing";
import fc from "fast-check";
import { holds, same } from "../assert.ts";
import { candidates, effective } from "../by-hand.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import { inNameOrder } from "../order.ts";
import type { AnyTensor } from "../subject.ts";
import { rootOf, tensorOf } from "../tensor.ts";

const fullCells = { maxCells: 40 };

/** Laws of section 4. */
export const resolve: readonly Law[] = [
  forAll(
    "4.1",
    "candidates are the options with a value of their own on the path",
    contents({ value: finite }),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      for (const cursor of drawn.cursors)
        same([...tensor.resolve(cursor)].sort(), candidates(drawn, cursor).sort(), "the candidates");
    },
  ),

  always("4.1", "weights and defaults alone make no candidate, and every read agrees on the queue", (subject) => {
    const tensor: AnyTensor = new subject.Tensor(["level"]);
    const root = rootOf(tensor);
    root.setOptionWeight("level", "", "weighted", "k", 1);
    root.setDefault("level", "", "k", 1);
    same(tensor.resolve({}), [], "the queue");
    same(tensor.best({}), undefined, "the best of none");
    root.setValue("level", "", "valued", "k", 1);
    same(
      [tensor.resolve({}), tensor.rank({}), tensor.best({})],
      [["valued"], [{ option: "valued", score: 0 }], "valued"],
      "the reads",
    );
    same(tensor.options(), ["valued", "weighted"], "options");
  }),

  forAll(
    "4.2",
    "a candidate with a gate among its values leaves the queue, whatever it weighs; no other does",
    contents(fullCells),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      for (const cursor of drawn.cursors) {
        const open = candidates(drawn, cursor).filter((option) =>
          drawn.dimensions.every(
            (dimension) => effective(drawn, cursor, option, dimension).value !== Number.POSITIVE_INFINITY,
          ),
        );
        same([...tensor.resolve(cursor)].sort(), open.sort(), "the candidates that are not gated");
        same(tensor.best(cursor), tensor.resolve(cursor)[0], "the best");
      }
    },
  ),

  forAll(
    "4.2",
    "a default of +∞ gates every candidate that does not answer it",
    fc.tuple(contents({ value: finite }), index, fc.constantFrom(0, -1, 1)),
    (subject, [drawn, at, weight]) => {
      const tensor = tensorOf(subject, drawn);
      const root = rootOf(tensor);
      const level = pick(drawn.levels, at);
      root.setValue(level, "", "answers", "permitted", 0);
      root.setValue(level, "", "overrides", "other", 0);
      root.setWeight(level, "", "permitted", weight);
      root.gate(level, "", "", "permitted");
      for (const cursor of drawn.cursors) same(tensor.resolve(cursor), ["answers"], "the queue under default deny");
      root.open(level, "", "overrides", "permitted");
      same(tensor.resolve({}), ["answers", "overrides"], "the queue with a second answer");
    },
  ),

  forAll(
    "4.3",
    "a score is the sum of value times weight, in name order, from 0, each step rounded once",
    contents({ ...fullCells }),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      for (const cursor of drawn.cursors)
        for (const { option, score } of tensor.rank(cursor)) {
          let sum = 0;
          for (const dimension of inNameOrder(drawn.dimensions)) {
            const { value, weight } = effective(drawn, cursor, option, dimension);
            if (value === undefined) continue;
            const product = value * weight;
            sum = sum + product;
          }
          same(score, sum, `the score of ${JSON.stringify(option)}`);
        }
    },
  ),

  always("4.3", "no fused multiply-add, no reassociation, no compensation, and −0 never appears", (subject) => {
    const score = (...terms: readonly (readonly [value: number, weight: number])[]): number | undefined => {
      const tensor: AnyTensor = new subject.Tensor(["level"]);
      // Written backwards: the order of names counts, not that of writing.
      for (const [at, [value, weight]] of [...terms.entries()].reverse()) {
        rootOf(tensor).setValue("level", "", "o", String.fromCharCode(97 + at), value);
        rootOf(tensor).setWeight("level", "", String.fromCharCode(97 + at), weight);
      }
      return tensor.rank({})[0]?.score;
    };
    const third = 1 / 3;
    same(score([-1, 1], [third, 3]), 0, "−1 + ⅓·3, which a fused multiply-add would not make 0");
    same(score([1e16, 1], [1, 1], [-1e16, 1]), 0, "1e16 + 1 − 1e16, left to right");
    same(score([1e16, 1], [-1e16, 1], [1, 1]), 1, "1e16 − 1e16 + 1, left to right");
    same(score([0.1, 1], [0.2, 1], [0.3, 1]), 0.6000000000000001, "0.1 + 0.2 + 0.3, left to right");
    same(score([1e308, 10], [1, 1]), Number.POSITIVE_INFINITY, "an overflow");
    same(score([1e308, 10], [-1e308, 10]), Number.NaN, "+∞ − ∞");
    same(score([1, -0.1], [5e-324, 0.5], [-0, -1]), -0.1, "a product that underflows");
    same(score([0, -1]), 0, "a sum of −0");
    same(score([5, 0]), 0, "a weight of 0");
  }),

  forAll(
    "4.4",
    "lower is better: −∞ < finite < +∞ < NaN, and equal scores go by name",
    contents(fullCells),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      for (const cursor of drawn.cursors) {
        const queue = tensor.rank(cursor);
        same(
          queue.map(({ option }) => option),
          tensor.resolve(cursor),
          "the options of rank and resolve",
        );
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
      }
    },
  ),

  forAll(
    "4.4",
    "overflowed scores stand in their order, with ties of every kind by name",
    fc.uniqueArray(name, { minLength: 5, maxLength: 12, size: "max" }),
    (subject, names) => {
      const tensor: AnyTensor = new subject.Tensor(["level"]);
      const root = rootOf(tensor);
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
      same(tensor.resolve({}), expected, "the queue");
    },
  ),

  forAll(
    "4.5",
    "among and limit take from the queue and neither reorder nor rescore it",
    fc.tuple(contents(fullCells), fc.array(index), fc.nat(6)),
    (subject, [drawn, picks, limit]) => {
      const tensor = tensorOf(subject, drawn);
      const among = picks.map((at) => pick([...drawn.options, "", "nobody", "\uD800"], at));
      for (const cursor of drawn.cursors) {
        const queue = tensor.rank(cursor);
        const restricted = queue.filter(({ option }) => among.includes(option));
        same(tensor.rank(cursor, { among }), restricted, "the queue among some");
        same(tensor.rank(cursor, { limit }), queue.slice(0, limit), "the head of the queue");
        same(tensor.rank(cursor, { among, limit }), restricted.slice(0, limit), "the head of the queue among some");
        same(
          tensor.resolve(cursor, { among, limit }),
          restricted.slice(0, limit).map(({ option }) => option),
          "the same, resolved",
        );
        same(tensor.best(cursor, { among }), restricted[0]?.option, "the best among some");
        same(tensor.rank(cursor, { limit: Number.POSITIVE_INFINITY }), queue, "the queue without a limit");
        same(tensor.rank(cursor), queue, "the queue, read again");
      }
    },
  ),

  forAll(
    "4.6",
    "adding, changing or removing an option changes no other score, nor the order of the rest",
    fc.tuple(
      contents(fullCells),
      fc.oneof(name, fc.constant("newcomer")),
      fc.array(fc.tuple(index, index, value), { minLength: 1 }),
    ),
    (subject, [drawn, stranger, writes]) => {
      const tensor = tensorOf(subject, drawn);
      for (const cursor of drawn.cursors) {
        const before = tensor.rank(cursor).filter(({ option }) => option !== stranger);
        for (const [level, dimension, content] of writes)
          rootOf(tensor).setValue(
            pick(drawn.levels, level),
            "",
            stranger,
            pick([...drawn.dimensions, "a new one"], dimension),
            content,
          );
        same(
          tensor.rank(cursor).filter(({ option }) => option !== stranger),
          before,
          "the others, with it",
        );
        for (const level of drawn.levels)
          for (const instance of ["", ...drawn.instances])
            for (const dimension of tensor.dimensions())
              rootOf(tensor).unsetValue(level, instance, stranger, dimension);
        same(tensor.rank(cursor), before, "the others, without it");
      }
    },
  ),

  forAll(
    "4.7",
    "the order of writing does not matter, to the last bit",
    fc.tuple(contents(fullCells), fc.infiniteStream(fc.nat())),
    (subject, [drawn, dice]) => {
      const shuffled = drawn.cells
        .map((cell) => ({ cell, at: dice.next().value ?? 0 }))
        .sort((one, other) => one.at - other.at);
      const one = tensorOf(subject, drawn);
      const other = tensorOf(subject, { ...drawn, cells: shuffled.map(({ cell }) => cell) });
      for (const cursor of drawn.cursors) {
        same(other.rank(cursor), one.rank(cursor), "the queue of the same cells, shuffled");
        same(other.explain(cursor), one.explain(cursor), "its explanation");
      }
      same([...other.cells()], [...one.cells()], "the cells");
    },
  ),

  forAll(
    "4.7",
    "reads are pure: detours, other reads and other cursors in between leave no trace",
    fc.tuple(contents(fullCells), contents(fullCells)),
    (subject, [drawn, detour]) => {
      const straight = tensorOf(subject, drawn);
      const tensor: AnyTensor = new subject.Tensor(drawn.levels);
      const root = rootOf(tensor);
      for (const [at, cell] of detour.cells.entries()) {
        root.setValue(pick(drawn.levels, at), pick(["", ...drawn.instances], at), cell.option, cell.dimension, at);
        for (const cursor of drawn.cursors) tensor.resolve(cursor);
      }
      root.batch(() => {
        for (const { level, instance } of [...tensor.cells()]) root.clear(level, instance);
      });
      for (const cell of drawn.cells) {
        if (cell.value !== undefined) root.setValue(cell.level, cell.instance, cell.option, cell.dimension, cell.value);
        if (cell.weight !== undefined)
          root.setOptionWeight(cell.level, cell.instance, cell.option, cell.dimension, cell.weight);
        for (const cursor of drawn.cursors) tensor.best(cursor);
      }
      for (const cursor of drawn.cursors) same(tensor.rank(cursor), straight.rank(cursor), "the queue after a detour");
      same(tensor.toJSON(), straight.toJSON(), "the cells after a detour");
    },
  ),
  always("4.7", "a queue owes nothing to the queues of other cursors, however many names theirs have", (subject) => {
    const tensor: AnyTensor = new subject.Tensor(["level"]);
    const root = rootOf(tensor);
    // Two instances that share their options and, but for the last, no dimension.
    for (const [instance, first] of [
      ["A", 0],
      ["B", 100],
    ] as const)
      for (let number = 0; number < 100; number++) {
        root.setValue("level", instance, `option ${number}`, `dimension ${first + number}`, 1);
        root.setWeight("level", instance, `dimension ${first + number}`, 1);
      }
    root.setWeight("level", "A", "dimension 199", 1);
    for (let number = 0; number < 100; number++) {
      const option = `option ${number}`;
      root.setValue("level", "B", "option 0", "dimension 100", number);
      root.setWeight("level", "B", "dimension 101", number);
      const scores = new Map(tensor.rank({ level: "B" }).map((ranked) => [ranked.option, ranked.score]));
      same([scores.get("option 0"), scores.get("option 1")], [number, number], "scores of B");
      root.setValue("level", "A", option, "dimension 199", 5);
      const score = tensor.rank({ level: "A" }).find((ranked) => ranked.option === option)?.score;
      same(score, 6, `the score of ${option} by A`);
    }
  }),
];
