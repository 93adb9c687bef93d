import { same } from "../../src/assert.ts";
import { nextToward } from "../../src/by-hand/binary64.ts";
import type { Explanation } from "../../src/program/answer.ts";
import type { Change, Selection } from "../../src/program/program.ts";
import { type Authored, give, type KeptScript, queue, vector } from "../authored.ts";

const three = ["global", "workspace", "device"];
const needs = ["flips"] as const;

/** A flip, which is written at the finest level. */
function flip(
  option: string,
  replaces: number,
  [layer, changed, dimension, content]: readonly [Change["layer"], string, string, number],
  instance = "",
): Explanation["flips"][number] {
  return { option, replaces, change: { level: "device", instance, option: changed, dimension, layer, content } };
}

/** Says the flips, and the queue that they are about. */
function flipsAre(
  script: KeptScript,
  wanted: readonly ReturnType<typeof flip>[],
  options: readonly string[],
  { cursor = {}, selection = {} }: { readonly cursor?: Record<string, string>; readonly selection?: Selection } = {},
): void {
  script.explain(cursor, selection).check((explanation) => {
    same(explanation.flips, wanted, "flips");
    const explained = explanation.queue.map(({ option }) => option);
    same(explained, options, "queue");
  });
}

/** Two options that differ in one dimension, the weight of which is further away than either value. */
function rivals(script: KeptScript, values: Readonly<Record<string, number>>, weight = 8): void {
  give(script, "cost", values, weight);
}

/** Vectors of 7.3. */
export const flips: readonly Authored[] = [
  vector(
    "7.3-own-value",
    "a runner-up is first with a value just below that of the winner, and not with the next one up",
    three,
    (script) => {
      rivals(script, { a: 2, b: 5 });
      const content = 1.9999999999999998;
      flipsAre(script, [flip("b", 5, ["value", "b", "cost", content])], ["a", "b"]);
      script.root.setValue("device", "", "b", "cost", 2);
      script.rank({}).is(queue(["a", 16], ["b", 16]), "queue one step before");
      script.root.setValue("device", "", "b", "cost", content);
      script.rank({}).is(queue(["b", 8 * content], ["a", 16]), "queue with the flip");
    },
    needs,
  ),

  vector(
    "7.3-tie-by-name",
    "a runner-up whose name comes first needs a tie, and nothing more",
    three,
    (script) => {
      rivals(script, { b: 2, a: 5 });
      flipsAre(script, [flip("a", 5, ["value", "a", "cost", 2])], ["b", "a"]);
      script.root.setValue("device", "", "a", "cost", 2.0000000000000004);
      script.rank({}).is(queue(["b", 16], ["a", 16.000000000000004]), "queue one step before");
      script.root.setValue("device", "", "a", "cost", 2);
      script.rank({}).is(queue(["a", 16], ["b", 16]), "queue with the flip");
    },
    needs,
  ),

  vector(
    "7.3-negative-weight",
    "where the weight is negative a value has to rise",
    three,
    (script) => {
      rivals(script, { a: 5, b: 2 }, -8);
      flipsAre(script, [flip("b", 2, ["value", "b", "cost", 5.000000000000001])], ["a", "b"]);
    },
    needs,
  ),

  vector(
    "7.3-all-rivals",
    "a flip passes every rival, not the next one alone",
    three,
    (script) => {
      rivals(script, { a: 1, b: 2, c: 5 });
      const content = 0.9999999999999999;
      const wanted = [flip("b", 2, ["value", "b", "cost", content]), flip("c", 5, ["value", "c", "cost", content])];
      flipsAre(script, wanted, ["a", "b", "c"]);
    },
    needs,
  ),

  vector(
    "7.3-own-weight",
    "an own weight is a number that may change",
    three,
    (script) => {
      give(script, "cost", { a: 1, b: 64 }, 4);
      script.root.setOptionWeight("global", "", "b", "cost", 1);
      // 64 times the weight has to come below 4; its value would have to fall by 60, the shared weight to rise by as much.
      const content = nextToward(0.0625, 0);
      flipsAre(script, [flip("b", 1, ["weight", "b", "cost", content])], ["a", "b"]);
      script.root.setOptionWeight("device", "", "b", "cost", content);
      script.rank({}).is(queue(["b", 64 * content], ["a", 4]), "queue with the flip");
    },
    needs,
  ),

  vector(
    "7.3-shared-weight",
    "the shared weight of a dimension changes all who have none of their own",
    three,
    (script) => {
      give(script, "cost", { a: 9, b: 1 }, 1);
      give(script, "delay", { a: 1, b: 6 }, 4);
      // At 2.5 for cost both score 26.5; its delay would have to fall by 3, the weight of delay by 2.4.
      const content = 2.5000000000000004;
      flipsAre(script, [flip("b", 1, ["weight", "", "cost", content])], ["a", "b"]);
      script.root.setWeight("device", "", "cost", 2.5);
      script.rank({}).is(queue(["a", 26.5], ["b", 26.5]), "queue one step before");
      script.root.setWeight("device", "", "cost", content);
      script.rank({}).is(queue(["b", 26.5], ["a", 26.500000000000004]), "queue with the flip");
    },
    needs,
  ),

  vector(
    "7.3-shared-weight-past-an-own-one",
    "a shared weight leaves alone who has an own one",
    three,
    (script) => {
      give(script, "cost", { a: 16, b: 8 }, 4);
      script.root.setOptionWeight("global", "", "a", "cost", 1);
      // a scores 16 whatever the shared weight is, and b 8 times as much as that; its value would have to fall by 4.
      flipsAre(script, [flip("b", 4, ["weight", "", "cost", nextToward(2, 0)])], ["a", "b"]);
    },
    needs,
  ),

  vector(
    "7.3-smallest-of-all",
    "of values and weights the one with the smallest change is told",
    three,
    (script) => {
      give(script, "cost", { a: 1, b: 2, c: 9 }, 4);
      give(script, "delay", { a: 4, b: 2, c: 9 }, 1);
      const wanted = [
        // b at 1.5 costs 8 in all, as a does; the weight of delay would have to rise by 1.
        flip("b", 2, ["value", "b", "cost", nextToward(1.5, 0)]),
        // At a weight of −1 for cost, c ties with b at 0 and beats a; its own cost would have to fall by 9.25.
        flip("c", 4, ["weight", "", "cost", nextToward(-1, -2)]),
      ];
      flipsAre(script, wanted, ["a", "b", "c"]);
    },
    needs,
  ),

  vector(
    "7.3-window",
    "a flip is found in a window that rivals close on both sides",
    three,
    (script) => {
      give(script, "slope", { a: 0, b: -128, c: -32, d: 0, r: -64 }, 0);
      give(script, "start", { a: 800, b: 1892, c: 900, d: 2000, r: 1220 }, 1);
      const wanted = [
        // c passes a at 3.125; the fifth number behind it is the first at which the sum, rounded, is below 800.
        flip("c", 0, ["weight", "", "slope", 3.125 + 5 * 2 ** -51]),
        // r passes c at 10, where c has the better name, and is passed by b at 10.5.
        flip("r", 0, ["weight", "", "slope", 10.000000000000002]),
        // b has the better name.
        flip("b", 0, ["weight", "", "slope", 10.5]),
        // d has the greatest start, and is first as soon as that counts for it.
        flip("d", 1, ["weight", "", "start", -5e-324]),
      ];
      flipsAre(script, wanted, ["a", "c", "r", "b", "d"]);
      for (const [weight, first] of [
        [3.125, "a"],
        [10, "c"],
        [10.25, "r"],
        [10.5, "b"],
      ] as const) {
        script.root.setWeight("device", "", "slope", weight);
        script.resolve({}, { limit: 1 }).is([first], "who is first");
      }
    },
    needs,
  ),

  vector(
    "7.3-where-nothing-hides-it",
    "a flip is written at the finest level, at the instance that the cursor names there, or else the shared one",
    three,
    (script) => {
      rivals(script, { a: 2, b: 5 });
      script.root.setValue("workspace", "W", "b", "cost", 3);
      const content = 1.9999999999999998;
      flipsAre(script, [flip("b", 3, ["value", "b", "cost", content], "D")], ["a", "b"], {
        cursor: { workspace: "W", device: "D" },
      });
      flipsAre(script, [flip("b", 3, ["value", "b", "cost", content])], ["a", "b"], { cursor: { workspace: "W" } });
      script.root.setValue("device", "D", "b", "cost", content);
      script.rank({ workspace: "W", device: "D" }).is(queue(["b", 8 * content], ["a", 16]), "queue with the flip");
    },
    needs,
  ),

  vector(
    "7.3-no-flip",
    "who can be first by no one change has no flip: neither do equals with a worse name, nor the gated",
    three,
    (script) => {
      give(script, "cost", { a: 1, b: 1, c: Number.POSITIVE_INFINITY }, 0);
      flipsAre(script, [], ["a", "b"]);
    },
    needs,
  ),

  vector(
    "7.3-nobody-to-flip",
    "without a runner-up there is no flip",
    three,
    (script) => {
      flipsAre(script, [], []);
      rivals(script, { a: 2 });
      flipsAre(script, [], ["a"]);
    },
    needs,
  ),

  vector(
    "7.3-restricted",
    "flips are those of the queue that is asked for: among some, and as far as the limit",
    three,
    (script) => {
      rivals(script, { a: 1, b: 2, c: 5 });
      const [belowA, belowB] = [0.9999999999999999, 1.9999999999999998];
      const among = ["c", "b"];
      flipsAre(script, [flip("c", 5, ["value", "c", "cost", belowB])], ["b", "c"], { selection: { among } });
      flipsAre(script, [flip("b", 2, ["value", "b", "cost", belowA])], ["a", "b"], { selection: { limit: 2 } });
      flipsAre(script, [], ["a"], { selection: { limit: 1 } });
    },
    needs,
  ),
];
