import type { Contents } from "@thalweg/core/testing";
import { exact, index, pick } from "@thalweg/core/testing";
import fc from "fast-check";
import { holds, isSame, same } from "../assert.ts";
import { nextToward } from "../by-hand/binary64.ts";
import { leastChange } from "../by-hand/flip.ts";
import { effective, isAt } from "../by-hand/fold.ts";
import { contentsOfAnySize } from "../generate/sizes.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { Play } from "../play.ts";
import type { Explanation } from "../program/answer.ts";
import type { Cursor } from "../program/program.ts";
import { Script, scriptOf } from "../script.ts";
import type { Step } from "../step.ts";

const full = { maxCells: 40 };
const exactly = contentsOfAnySize({
  ...full,
  value: fc.oneof({ weight: 15, arbitrary: exact }, { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) }),
  weight: exact,
});
const needs = ["explanations", "flips"] as const;

/** Laws of 7.3. */
export const flips: readonly Law[] = [
  forAll(
    "7.3",
    "a flip puts its runner-up first, and one representable number less does not",
    fc.oneof(contentsOfAnySize(full), exactly),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      const explained = drawn.cursors.map((cursor) => ({ cursor, explanation: script.explain(cursor) }));
      await play.run(script);
      await flipsHold(play, drawn, explained);
    },
    { needs },
  ),

  forAll(
    "7.3",
    "the flips of a restricted queue hold for the queue so restricted",
    fc.tuple(exactly, fc.array(index), fc.nat(4)),
    async (play, [drawn, picks, limit]) => {
      const script = scriptOf(drawn);
      const among = picks.map((at) => pick(drawn.options, at));
      const explained = drawn.cursors.flatMap((cursor) => {
        const whole = script.explain(cursor);
        const head = script.explain(cursor, { limit });
        head.check(({ queue, flips }) => {
          const kept = whole.saw.flips.filter(({ option }) => queue.some((other) => other.option === option));
          same(flips, kept, `the flips with a limit of ${limit}, which are the first of those without`);
        });
        // A limit does not make anybody a lesser rival.
        return [
          { cursor, explanation: head },
          { cursor, explanation: script.explain(cursor, { among }), among },
        ];
      });
      await play.run(script);
      await flipsHold(play, drawn, explained);
    },
    { needs },
  ),

  forAll(
    "7.3",
    "every runner-up that one change of an existing number puts first has a flip, and none is larger than need be",
    exactly,
    async (play, drawn) => {
      const script = scriptOf(drawn);
      for (const cursor of drawn.cursors)
        script.explain(cursor).check(({ queue, flips }) => {
          for (const { option } of queue.slice(1)) {
            const least = leastChange(drawn, cursor, option);
            if (least === undefined) continue;
            const flip = flips.find((candidate) => candidate.option === option);
            holds(
              flip !== undefined,
              () => `no flip for ${JSON.stringify(option)}, which a change by ${least} puts first`,
            );
            const change = Math.abs((flip.change.content ?? Number.NaN) - flip.replaces);
            const enough = least * (1 + 1e-9) + 1e-9 * (1 + Math.abs(flip.replaces));
            holds(
              change <= enough,
              () => `${JSON.stringify(option)} is flipped by ${change} where ${least} is enough: ${fc.stringify(flip)}`,
            );
          }
        });
      await play.run(script);
    },
    { needs },
  ),

  always(
    "7.3",
    "flips that can be worked out by hand",
    async (play) => {
      const script = new Script(["level"]);
      const { root } = script;
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
      script.explain({}).check(({ queue, flips }) => {
        const scores = queue.map(({ option, score }) => [option, score]);
        const expected = [
          ["a", 8],
          ["b", 10],
          ["c", 45],
        ];
        same(scores, expected, "the queue");
        const flipped = flips.map(({ option }) => option);
        same(flipped, ["b", "c"], "the runner-ups with a flip");
        const [b, c] = flips;
        // b at 1.5 costs 8 in all: a tie, which a wins by its name, so one step further.
        const at = { level: "level", instance: "", option: "b", dimension: "cost", layer: "value" } as const;
        same(b, { option: "b", replaces: 2, change: { ...at, content: nextToward(1.5, 0) } }, "the flip of b");
        // At a weight of −1 for cost, c ties with b at 0 and beats a; its own cost would have to fall by 9.25.
        const shared = { ...at, option: "", layer: "weight" } as const;
        same(c, { option: "c", replaces: 4, change: { ...shared, content: nextToward(-1, -2) } }, "the flip of c");
      });
      await play.run(script);
    },
    { needs },
  ),

  always(
    "7.3",
    "a flip is found in a window that rivals close on both sides",
    async (play) => {
      await play.run(windowed([]));
    },
    { needs },
  ),

  always(
    "7.3",
    "a flip is found in a window that rivals far down a long queue close",
    async (play) => {
      await play.run(windowed(["d", "e", "f", "g", "h", "i", "j", "k"]));
    },
    { needs },
  ),
];

/** At a weight w for slope, r is first between 10, where it passes c, and 10.5, where b passes it; all others at 2. */
function windowed(others: readonly string[]): Script {
  const script = new Script(["level"]);
  const { root } = script;
  for (const [option, start, slope] of [
    ["a", 800, 0],
    ["b", 2050, -200],
    ["c", 900, -90],
    ["r", 1000, -100],
    ...others.map((option) => [option, 800, 0] as const),
  ] as const) {
    root.setValue("level", "", option, "slope", slope);
    root.setValue("level", "", option, "start", start);
  }
  root.setWeight("level", "", "slope", 0);
  root.setWeight("level", "", "start", 1);
  script.resolve({}).is(["a", ...others, "c", "r", "b"], "the queue");
  const change = { level: "level", instance: "", option: "", dimension: "slope", layer: "weight" } as const;
  script.explain({}).check(({ flips }) => {
    const found = flips.find(({ option }) => option === "r");
    const expected = { option: "r", replaces: 0, change: { ...change, content: nextToward(10, 11) } };
    same(found, expected, "the flip of r");
  });
  return script;
}

interface Explained {
  readonly cursor: Cursor;
  readonly explanation: Step<Explanation>;
  readonly among?: readonly string[];
}

/**
 * Whether each flip does what it says: all of them one after another in one program, each taken back again. Weights are
 * held to the last step as values are, for both are found on the real score.
 */
async function flipsHold(play: Play, drawn: Contents, explained: readonly Explained[]): Promise<void> {
  const script = scriptOf(drawn);
  const finest = drawn.levels.at(-1) ?? "";
  for (const { cursor, explanation, among } of explained) {
    const { queue, flips } = explanation.saw;
    const runnersUp = queue.slice(1).map(({ option }) => option);
    const order = flips.map(({ option }) => runnersUp.indexOf(option));
    const inOrder = [...new Set(order)].filter((at) => at >= 0).sort((one, other) => one - other);
    holds(isSame(order, inOrder), () => `flips of ${fc.stringify(flips)} for ${fc.stringify(runnersUp)}`);
    for (const flip of flips) {
      const { option, replaces, change } = flip;
      const { content, layer, ...at } = change;
      const what = fc.stringify(flip);
      holds(content !== undefined && Number.isFinite(content), () => `a flip to ${content}: ${what}`);
      const isShared = at.option === "" && layer === "weight";
      const instance = (Object.hasOwn(cursor, finest) ? cursor[finest] : undefined) ?? "";
      const expected = { level: finest, instance, option: isShared ? "" : option, dimension: at.dimension };
      same(at, expected, `where the flip ${what} is written`);
      const counted = effective(drawn, cursor, expected.option, at.dimension)[layer];
      same(replaces, counted, `the number that the flip ${what} replaces`);

      const first = { limit: 1, ...(among === undefined ? {} : { among }) };
      script.root.set(layer, at, content);
      script.resolve(cursor, first).is([option], `who is first after the flip ${what}`);
      script.root.set(layer, at, nextToward(content, replaces));
      script
        .resolve(cursor, first)
        .check(([winner]) =>
          holds(
            winner !== option,
            () => `${JSON.stringify(option)} is first one step before the flip already: ${what}`,
          ),
        );
      const stood = drawn.cells.find((cell) => isAt(cell, at))?.[layer];
      if (stood === undefined) script.root.unset(layer, at);
      else script.root.set(layer, at, stood);
    }
  }
  await play.run(script);
}
