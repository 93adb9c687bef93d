import type { Cursor, Explanation } from "@thalweg/core";
import type { Contents } from "@thalweg/core/testing";
import { contents, exact, index, pick } from "@thalweg/core/testing";
import fc from "fast-check";
import { holds, isSame, same } from "../assert.ts";
import { nextToward } from "../binary64.ts";
import { effective } from "../by-hand.ts";
import { leastChange } from "../flip-oracle.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { AnyTensor, Subject } from "../subject.ts";
import { applied, rootOf, tensorOf } from "../tensor.ts";

const full = { maxCells: 40 };
const exactly = contents({
  ...full,
  value: fc.oneof({ weight: 15, arbitrary: exact }, { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) }),
  weight: exact,
});

/** Laws of 7.3. */
export const flips: readonly Law[] = [
  forAll(
    "7.3",
    "a flip puts its runner-up first, and one representable number less does not",
    fc.oneof(contents(full), exactly),
    (subject, drawn) => {
      for (const cursor of drawn.cursors) {
        const explanation = tensorOf(subject, drawn).explain(cursor);
        flipsHold(subject, drawn, cursor, explanation, {});
      }
    },
  ),

  forAll(
    "7.3",
    "the flips of a restricted queue hold for the queue so restricted",
    fc.tuple(exactly, fc.array(index), fc.nat(4)),
    (subject, [drawn, picks, limit]) => {
      const among = picks.map((at) => pick(drawn.options, at));
      for (const cursor of drawn.cursors) {
        const tensor = tensorOf(subject, drawn);
        flipsHold(subject, drawn, cursor, tensor.explain(cursor, { among }), { among });
        flipsHold(subject, drawn, cursor, tensor.explain(cursor, { limit }), {});
      }
    },
  ),

  forAll(
    "7.3",
    "every runner-up that one change of an existing number puts first has a flip, and none is larger than need be",
    exactly,
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      for (const cursor of drawn.cursors) {
        const { queue, flips } = tensor.explain(cursor);
        for (const { option } of queue.slice(1)) {
          const least = leastChange(drawn, cursor, option);
          if (least === undefined) continue;
          const flip = flips.find((candidate) => candidate.option === option);
          holds(
            flip !== undefined,
            () => `no flip for ${JSON.stringify(option)}, which a change by ${least} puts first`,
          );
          const change = Math.abs((flip.change.content ?? Number.NaN) - flip.from);
          const enough = least * (1 + 1e-9) + 1e-9 * (1 + Math.abs(flip.from));
          holds(
            change <= enough,
            () => `${JSON.stringify(option)} is flipped by ${change} where ${least} is enough: ${fc.stringify(flip)}`,
          );
        }
      }
    },
  ),

  always("7.3", "flips that can be worked out by hand", (subject) => {
    const tensor: AnyTensor = new subject.Tensor(["level"]);
    const root = rootOf(tensor);
    for (const [option, cost, delay] of [
      ["a", 1, 4],
      ["b", 2, 2],
      ["c", 9, 9],
    ] as const) {
      root.setValue("level", "", option, "cost", cost);
      root.setValue("level", "", option, "delay", delay);
    }
    root.setWeight("level", "", "cost", 4);
    root.setWeight("level", "", "delay", 1);
    const { queue, flips } = tensor.explain({});
    same(
      queue.map(({ option, score }) => [option, score]),
      [
        ["a", 8],
        ["b", 10],
        ["c", 45],
      ],
      "the queue",
    );
    same(
      flips.map(({ option }) => option),
      ["b", "c"],
      "the runner-ups with a flip",
    );
    const [b, c] = flips;
    // b at 1.5 costs 8 in all: a tie, which a wins by its name, so one step further.
    const at = { level: "level", instance: "", option: "b", dimension: "cost", layer: "value" } as const;
    same(b, { option: "b", from: 2, change: { ...at, content: nextToward(1.5, 0) } }, "the flip of b");
    // At a weight of −1 for cost, c ties with b at 0 and beats a; its own cost would have to fall by 9.25.
    const shared = { ...at, option: "", layer: "weight" } as const;
    same(c, { option: "c", from: 4, change: { ...shared, content: nextToward(-1, -2) } }, "the flip of c");
  }),

  always("7.3", "a flip is found in a window that rivals close on both sides", (subject) => {
    const tensor: AnyTensor = new subject.Tensor(["level"]);
    const root = rootOf(tensor);
    // At a weight w for slope, r is first between 10, where it passes c, and 10.5, where b passes it; a is passed at 2.
    for (const [option, start, slope] of [
      ["a", 800, 0],
      ["b", 2050, -200],
      ["c", 900, -90],
      ["r", 1000, -100],
    ] as const) {
      root.setValue("level", "", option, "slope", slope);
      root.setValue("level", "", option, "start", start);
    }
    root.setWeight("level", "", "slope", 0);
    root.setWeight("level", "", "start", 1);
    same(tensor.resolve({}), ["a", "c", "r", "b"], "the queue");
    const change = { level: "level", instance: "", option: "", dimension: "slope", layer: "weight" } as const;
    const found = tensor.explain({}).flips.find(({ option }) => option === "r");
    same(found, { option: "r", from: 0, change: { ...change, content: nextToward(10, 11) } }, "the flip of r");
  }),
];

/** Whether each flip does what it says; weights are held to the last step as values are, for both are found on the real score. */
function flipsHold(
  subject: Subject,
  drawn: Contents,
  cursor: Cursor,
  { queue, flips }: Explanation,
  restriction: { readonly among?: readonly string[] },
): void {
  const runnersUp = queue.slice(1).map(({ option }) => option);
  const order = flips.map(({ option }) => runnersUp.indexOf(option));
  holds(
    isSame(
      order,
      [...new Set(order)].filter((at) => at >= 0).sort((one, other) => one - other),
    ),
    () => `flips of ${fc.stringify(flips)} for ${fc.stringify(runnersUp)}`,
  );
  for (const { option, from, change } of flips) {
    const { content, layer } = change;
    holds(content !== undefined && Number.isFinite(content), () => `a flip to ${content}`);
    const replaced = effective(
      drawn,
      cursor,
      change.option === "" && layer === "weight" ? "" : option,
      change.dimension,
    )[layer];
    same(from, replaced, "the number that the flip replaces");
    const after = applied(tensorOf(subject, drawn), [change]);
    same(after.best(cursor, restriction), option, `who is first after ${fc.stringify(change)} instead of ${from}`);
    const short = applied(tensorOf(subject, drawn), [{ ...change, content: nextToward(content, from) }]);
    holds(
      short.best(cursor, restriction) !== option,
      () =>
        `${JSON.stringify(option)} is first one step before ${content} already, from ${from}: ${fc.stringify(change)}`,
    );
  }
}
