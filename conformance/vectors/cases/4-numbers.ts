import type { KeptScript } from "../authored.ts";
import { type Authored, queue, vector } from "../authored.ts";

const greatest = Number.MAX_VALUE;
const least = Number.MIN_VALUE;

/** Gives an option its values and weights, in this order of writing. */
function terms(
  script: KeptScript,
  option: string,
  factors: readonly (readonly [dimension: string, value: number, weight?: number])[],
): void {
  for (const [dimension, value, weight = 1] of factors) {
    script.root.setValue("level", "", option, dimension, value);
    script.root.setOptionWeight("level", "", option, dimension, weight);
  }
}

/** An option with some terms, written in this order, and its score. */
function score(
  id: string,
  says: string,
  factors: readonly (readonly [dimension: string, value: number, weight?: number])[],
  wanted: number,
): Authored {
  return vector(id, says, ["level"], (script) => {
    terms(script, "o", factors);
    script.rank({}).is(queue(["o", wanted]), "queue");
  });
}

/** Vectors of 4.3. */
export const numbers: readonly Authored[] = [
  vector(
    "4.3-sum-order",
    "terms are added in the order of dimension names, whatever was written first",
    ["level"],
    (script) => {
      // (0.1 + 0.2) + 0.3 is 0.6000000000000001, and (0.3 + 0.2) + 0.1 is 0.6.
      terms(script, "up", [
        ["c", 0.3],
        ["a", 0.1],
        ["b", 0.2],
      ]);
      terms(script, "down", [
        ["c", 0.1],
        ["a", 0.3],
        ["b", 0.2],
      ]);
      script.rank({}).is(queue(["down", 0.6], ["up", 0.6000000000000001]), "queue");
    },
  ),

  vector("4.3-sum-order-by-code-point", "the order of dimension names is that of code points", ["level"], (script) => {
    // In the order of UTF-16 units the astral name would come first, and its 1 be lost.
    terms(script, "o", [
      ["\u{1F30A}", 1],
      ["\uFFFD", -1e16],
      ["\uE000", 1e16],
    ]);
    // As numbers, 9 would come before 10, and 2 between.
    terms(script, "p", [
      ["9", 1],
      ["2", -1e16],
      ["10", 1e16],
    ]);
    // Letters come after all capitals.
    terms(script, "q", [
      ["a", 1],
      ["Z", -1e16],
      ["B", 1e16],
    ]);
    script.rank({}).is(queue(["o", 1], ["p", 1], ["q", 1]), "queue");
  }),

  vector(
    "4.3-sum-order-across-levels",
    "neither levels nor layers change the order of the sum",
    ["global", "device"],
    (script) => {
      script.root.setValue("device", "D", "o", "a", 0.1);
      script.root.setDefault("device", "D", "b", 0.2);
      script.root.setValue("global", "", "o", "c", 0.3);
      script.root.setWeight("device", "D", "c", 1);
      script.root.setOptionWeight("global", "", "o", "b", 1);
      script.root.setWeight("global", "", "a", 1);
      script.rank({ device: "D" }).is(queue(["o", 0.6000000000000001]), "queue");
    },
  ),

  score(
    "4.3-cancellation",
    "what a great term swallows is lost: nothing is compensated",
    [
      ["a", 1e16],
      ["b", 1],
      ["c", -1e16],
    ],
    0,
  ),

  score(
    "4.3-cancellation-first",
    "what comes after great terms that cancel each other is kept",
    [
      ["a", 1e16],
      ["b", -1e16],
      ["c", 1],
    ],
    1,
  ),

  score(
    "4.3-no-pairs",
    "terms are added one by one, not in pairs: twice 1 is lost to 1e16",
    [
      ["a", 1e16],
      ["b", 1],
      ["c", 1],
      ["d", -1e16],
    ],
    0,
  ),

  score(
    "4.3-no-wider-numbers",
    "each sum is rounded to binary64, to even where it is in the middle",
    // 2^-53 is half of the last bit of 1: it is lost twice.
    [
      ["a", 1],
      ["b", 2 ** -53],
      ["c", 2 ** -53],
    ],
    1,
  ),

  score(
    "4.3-rounds-to-even",
    "a sum in the middle of two numbers is the even one of them, be it above or below",
    [
      ["a", 1 + 2 ** -52],
      ["b", 2 ** -53],
    ],
    1 + 2 ** -51,
  ),

  score(
    "4.3-no-fma",
    "each product is rounded before it is added",
    // 0.1 × 10 is 1.000000000000000055…, which rounds to 1; fused, 5.55e-17 would remain.
    [
      ["a", -1],
      ["b", 0.1, 10],
    ],
    0,
  ),

  score(
    "4.3-no-fma-in-squares",
    "the square of 1 + 2^-30 loses its last bit, 2^-60, before 1 + 2^-29 is taken away",
    [
      ["a", -(1 + 2 ** -29)],
      ["b", 1 + 2 ** -30, 1 + 2 ** -30],
    ],
    0,
  ),

  score(
    "4.3-products-are-rounded",
    "0.1 × 3 is 0.30000000000000004, and 0.7 × 0.1 is 0.06999999999999999",
    [
      ["a", 0.1, 3],
      ["b", 0.7, 0.1],
    ],
    0.30000000000000004 + 0.06999999999999999,
  ),

  score(
    "4.3-weight-times-sum-is-another",
    "each term has its own product: 0.1 × 3 + 0.2 × 3 is not 0.3 × 3",
    [
      ["a", 0.1, 3],
      ["b", 0.2, 3],
      ["c", -0.9, 1],
    ],
    0.1 * 3 + 0.2 * 3 - 0.9,
  ),

  vector("4.3-absent-values", "a dimension without a value adds nothing, whatever its weight", ["level"], (script) => {
    terms(script, "o", [["a", 2, 3]]);
    script.root.setWeight("level", "", "b", 1e308);
    script.root.setOptionWeight("level", "", "o", "c", -7);
    script.rank({}).is(queue(["o", 6]), "queue");
  }),

  vector("4.3-own-weights", "each option has its own weight where it has one", ["level"], (script) => {
    script.root.setWeight("level", "", "k", 2);
    script.root.setValue("level", "", "a", "k", 5);
    terms(script, "b", [["k", 5, -1]]);
    script.rank({}).is(queue(["b", -5], ["a", 10]), "queue");
  }),

  score(
    "4.3-subnormal-sum",
    "subnormal numbers are added, not flushed to 0",
    [
      ["a", least],
      ["b", least, 2],
    ],
    1.5e-323,
  ),

  score("4.3-subnormal-product", "a product may be subnormal", [["a", 2 ** -1022, 0.5]], 2 ** -1023),

  vector(
    "4.3-underflow",
    "a product below the least number is rounded, to even where it is in the middle",
    ["level"],
    (script) => {
      terms(script, "half", [["k", least, 0.5]]);
      terms(script, "more", [["k", least, 0.75]]);
      terms(script, "one and a half", [["k", least, 1.5]]);
      terms(script, "two and a half", [["k", least, 2.5]]);
      const wanted = queue(["half", 0], ["more", least], ["one and a half", 1e-323], ["two and a half", 1e-323]);
      script.rank({}).is(wanted, "queue");
    },
  ),

  score("4.3-minus-zero-starts-at-zero", "a sum starts from 0, so that a lone −0 scores 0", [["a", -least, 0.5]], 0),

  score(
    "4.3-overflow-in-the-middle",
    "what overflows stays infinite, though later terms would bring it back",
    [
      ["a", greatest],
      ["b", greatest],
      ["c", -greatest],
    ],
    Number.POSITIVE_INFINITY,
  ),

  score(
    "4.3-no-overflow-in-name-order",
    "the same terms under other names do not overflow",
    [
      ["a", greatest],
      ["c", greatest],
      ["b", -greatest],
    ],
    greatest,
  ),

  score(
    "4.3-infinities-cancel-to-nan",
    "+∞ and −∞ add up to NaN, and stay so",
    [
      ["a", 1e308, 10],
      ["b", 1e308, -10],
      ["c", 1],
    ],
    Number.NaN,
  ),

  score(
    "4.3-just-no-overflow",
    "a quarter of the last bit of the greatest number is lost to it, and no overflow",
    [
      ["a", greatest],
      ["b", 2 ** 969],
    ],
    greatest,
  ),

  score(
    "4.3-just-an-overflow",
    "half a last bit more than the greatest number is an overflow",
    [
      ["a", greatest],
      ["b", 2 ** 970],
    ],
    Number.POSITIVE_INFINITY,
  ),

  score(
    "4.3-zero-weight",
    "a weight of 0 takes a term away, but for its sign",
    [
      ["a", 5],
      ["b", -1e300, 0],
    ],
    5,
  ),
];
