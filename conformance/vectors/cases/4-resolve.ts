import { type Authored, give, queue, vector } from "../authored.ts";

const three = ["global", "workspace", "device"];
const closed = Number.POSITIVE_INFINITY;

/** Vectors of 4.1, 4.2 and 4.4 to 4.7. */
export const resolve: readonly Authored[] = [
  vector("4.1-weights-make-no-candidate", "an option that has weights alone is no candidate", three, (script) => {
    script.root.setOptionWeight("global", "", "a", "k", 1);
    script.root.setDefault("global", "", "k", 1);
    script.rank({}).is([], "queue");
    script.rank({}, { among: ["a"] }).is([], "queue among it");
  }),

  vector(
    "4.1-values-on-the-path",
    "an option is a candidate where a value of its own is on the path",
    three,
    (script) => {
      script.root.setWeight("global", "", "k", 1);
      script.root.setValue("device", "A", "a", "k", 1);
      script.root.setValue("workspace", "W", "w", "k", 2);
      script.root.setValue("global", "", "g", "k", 3);
      script.rank({}).is(queue(["g", 3]), "queue");
      script.rank({ device: "A" }).is(queue(["a", 1], ["g", 3]), "queue of a device");
      script.rank({ device: "A", workspace: "W" }).is(queue(["a", 1], ["w", 2], ["g", 3]), "queue of both");
    },
  ),

  vector("4.1-any-dimension-will-do", "one value is enough, also in a dimension without weight", three, (script) => {
    script.root.setValue("global", "", "b", "unweighted", 99);
    script.root.setValue("global", "", "a", "weighted", 3);
    script.root.setDefault("global", "", "weighted", 2);
    script.root.setWeight("global", "", "weighted", 1);
    script.rank({}).is(queue(["b", 2], ["a", 3]), "queue");
  }),

  vector("4.1-empty", "an empty tensor has an empty queue", three, (script) => {
    script.rank({}).is([], "queue");
    script.rank({ device: "A" }).is([], "queue of a device");
    script.cells().is([], "cells");
    script.revision().is(0, "revision");
  }),

  vector(
    "4.2-gate-without-weight",
    "a gate closes without any weight, and with a weight of 0 or below",
    three,
    (script) => {
      give(script, "k", { a: closed, b: 2 }, null);
      script.rank({}).is(queue(["b", 0]), "queue without a weight");
      for (const weight of [0, -1, 1]) {
        script.root.setWeight("global", "", "k", weight);
        script.rank({}).is(queue(["b", 2 * weight + 0]), "queue with one");
      }
    },
  ),

  vector("4.2-one-gate-is-enough", "one gate closes, however good the other values are", three, (script) => {
    give(script, "cost", { a: -1000, b: 1 });
    give(script, "allowed", { a: closed }, null);
    script.rank({}).is(queue(["b", 1]), "queue");
  }),

  vector("4.2-all-gated", "a queue of gated options is empty", three, (script) => {
    give(script, "k", { a: closed, b: closed });
    script.rank({}).is([], "queue");
    script.rank({}, { among: ["a"] }).is([], "queue among one");
  }),

  vector("4.2-default-deny", "a default of +∞ closes whoever does not answer it with a value", three, (script) => {
    give(script, "cost", { a: 1, b: 2, c: 3 });
    script.root.setDefault("global", "", "allowed", closed);
    script.rank({}).is([], "queue");
    script.root.setValue("global", "", "b", "allowed", 0);
    script.rank({}).is(queue(["b", 2]), "queue with an answer");
    script.root.setOptionWeight("global", "", "c", "allowed", 0);
    script.rank({}).is(queue(["b", 2]), "queue with a weight, which is no answer");
  }),

  vector(
    "4.2-own-value-answers-a-finer-default",
    "a coarse value of its own answers a default of +∞ that is finer",
    three,
    (script) => {
      give(script, "cost", { a: 1, b: 2 });
      script.root.setValue("global", "", "a", "allowed", 0);
      script.root.setDefault("device", "D", "allowed", closed);
      script.rank({ device: "D" }).is(queue(["a", 1]), "queue there");
      script.rank({}).is(queue(["a", 1], ["b", 2]), "queue elsewhere");
    },
  ),

  vector("4.2-finer-level-reopens", "a finer value opens what a coarser gate closed, there alone", three, (script) => {
    give(script, "cost", { a: 1, b: 2 });
    script.root.gate("global", "", "a", "allowed");
    script.root.setValue("device", "D", "a", "allowed", 0);
    script.rank({ device: "D" }).is(queue(["a", 1], ["b", 2]), "queue there");
    script.rank({ device: "E" }).is(queue(["b", 2]), "queue elsewhere");
    script.root.unsetValue("device", "D", "a", "allowed");
    script.rank({ device: "D" }).is(queue(["b", 2]), "queue there afterwards");
  }),

  vector("4.2-finer-level-closes", "a finer gate closes what is open above, there alone", three, (script) => {
    give(script, "cost", { a: 1, b: 2 });
    script.root.gate("workspace", "W", "a", "cost");
    script.rank({ workspace: "W", device: "D" }).is(queue(["b", 2]), "queue there");
    script.rank({ device: "D" }).is(queue(["a", 1], ["b", 2]), "queue elsewhere");
  }),

  vector("4.2-finer-default-opens", "a finer default opens what a coarser one closed", three, (script) => {
    give(script, "cost", { a: 1 });
    script.root.setDefault("global", "", "allowed", closed);
    script.root.setDefault("device", "D", "allowed", 5);
    script.rank({ device: "D" }).is(queue(["a", 1]), "queue there");
    script.rank({}).is([], "queue elsewhere");
  }),

  vector(
    "4.2-a-gate-is-a-value",
    "an option whose only value is a gate is a candidate, and opens as one",
    three,
    (script) => {
      script.root.gate("global", "", "a", "allowed");
      script.root.setDefault("global", "", "cost", 4);
      script.root.setWeight("global", "", "cost", 1);
      script.rank({}).is([], "queue");
      script.root.setValue("device", "D", "a", "allowed", 0);
      script.rank({ device: "D" }).is(queue(["a", 4]), "queue where it is open");
    },
  ),

  vector("4.4-lower-is-better", "the lowest score is first, below 0 too", three, (script) => {
    give(script, "k", { a: 2, b: -3, c: 0, d: -0.5, e: 1e-300 });
    script.rank({}).is(queue(["b", -3], ["d", -0.5], ["c", 0], ["e", 1e-300], ["a", 2]), "queue");
  }),

  vector("4.4-numbers-not-texts", "scores are compared as numbers, not as texts", three, (script) => {
    give(script, "k", { a: 10, b: 9, c: 100, d: 1e21, e: 5 });
    script.rank({}).is(queue(["e", 5], ["b", 9], ["a", 10], ["c", 100], ["d", 1e21]), "queue");
  }),

  vector("4.4-ties-by-name", "equal scores go by name, however they came about", three, (script) => {
    give(script, "x", { c: 3, b: 1, a: 2 });
    give(script, "y", { c: 0, b: 2, a: 1 });
    script.rank({}).is(queue(["a", 3], ["b", 3], ["c", 3]), "queue");
  }),

  vector("4.4-ties-by-code-point", "equal scores go by name in code points", three, (script) => {
    give(script, "k", { "\u{10000}": 1, "\uFFFD": 1, Z: 1, a: 1, "\u00E9": 1, "10": 1, "9": 1 });
    script.resolve({}).is(["10", "9", "Z", "a", "\u00E9", "\uFFFD", "\u{10000}"], "queue");
  }),

  vector("4.4-one-bit-is-a-difference", "scores that differ by the last bit are no tie", three, (script) => {
    give(script, "k", { a: 1.0000000000000002, b: 1, c: 0.9999999999999999 });
    script.rank({}).is(queue(["c", 0.9999999999999999], ["b", 1], ["a", 1.0000000000000002]), "queue");
  }),

  vector(
    "4.4-infinite-scores",
    "scores that overflow stand in the queue: −∞ first, then finite ones, +∞, and NaN last",
    three,
    (script) => {
      give(script, "x", { a: 1e308, b: 1e308, c: -1e308, d: 1e308, e: -1e308 }, 10);
      give(script, "y", { a: -1e308, b: 0, d: 0, f: 1 }, 10);
      const [minus, plus] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      const wanted = queue(["c", minus], ["e", minus], ["f", 10], ["b", plus], ["d", plus], ["a", Number.NaN]);
      script.rank({}).is(wanted, "queue");
    },
  ),

  vector("4.4-nan-by-name", "several NaN are a tie, and go by name", three, (script) => {
    give(script, "x", { c: 1e308, a: -1e308, b: 1e308, d: 1 }, 10);
    give(script, "y", { c: -1e308, a: 1e308, b: -1e308, d: 1 }, 10);
    const { NaN: none } = Number;
    script.rank({}).is(queue(["d", 20], ["a", none], ["b", none], ["c", none]), "queue");
  }),

  vector("4.4-zeros-are-equal", "a product of −0 scores 0, and ties with 0", three, (script) => {
    give(script, "k", { b: 0, a: 5, c: -5e-324 }, null);
    script.root.setWeight("global", "", "k", 0.25);
    script.root.setOptionWeight("global", "", "a", "k", -0);
    script.rank({}).is(queue(["a", 0], ["b", 0], ["c", 0]), "queue");
  }),

  vector("4.5-among", "among restricts, in whatever order and however often it names", three, (script) => {
    give(script, "k", { a: 1, b: 2, c: 3, d: 4 });
    script.rank({}, { among: ["d", "b", "d"] }).is(queue(["b", 2], ["d", 4]), "queue");
    script.rank({}, { among: ["nobody", "c", "k", ""] }).is(queue(["c", 3]), "queue with strangers");
    script.rank({}, { among: [] }).is([], "queue among none");
  }),

  vector("4.5-among-the-gated", "among invents nobody: neither the gated nor those elsewhere", three, (script) => {
    give(script, "k", { a: closed, b: 2 });
    script.root.setValue("device", "D", "c", "k", 1);
    script.rank({}, { among: ["a", "b", "c"] }).is(queue(["b", 2]), "queue");
  }),

  vector("4.5-among-prototypes", "among finds no option that only a host knows", three, (script) => {
    give(script, "k", { a: 1 });
    script.rank({}, { among: ["constructor", "__proto__", "toString", "length", "0"] }).is([], "queue");
  }),

  vector("4.5-limit", "a limit keeps the head of the queue", three, (script) => {
    give(script, "k", { a: 3, b: 2, c: 1 });
    script.rank({}, { limit: 1 }).is(queue(["c", 1]), "one");
    script.rank({}, { limit: 2 }).is(queue(["c", 1], ["b", 2]), "two");
    script.rank({}, { limit: 3 }).is(queue(["c", 1], ["b", 2], ["a", 3]), "all");
    script.rank({}, { limit: 99 }).is(queue(["c", 1], ["b", 2], ["a", 3]), "more than there are");
    script.rank({}, { limit: 0 }).is([], "none");
  }),

  vector("4.5-limit-cuts-ties", "a limit cuts a tie by name", three, (script) => {
    give(script, "k", { d: 1, c: 1, b: 1, a: 2 });
    script.rank({}, { limit: 2 }).is(queue(["b", 1], ["c", 1]), "queue");
  }),

  vector("4.5-limit-after-among", "the limit counts those that among leaves", three, (script) => {
    give(script, "k", { a: 1, b: 2, c: 3, d: 4 });
    script.rank({}, { among: ["d", "c", "b"], limit: 2 }).is(queue(["b", 2], ["c", 3]), "queue");
  }),

  vector("4.5-no-limit", "a limit is a whole number from 0", three, (script) => {
    give(script, "k", { a: 1 });
    for (const limit of [-1, 0.5, 1.5]) script.rank({}, { limit }).refused("invalid-argument");
  }),

  vector("4.6-others-do-not-matter", "another option changes no score, nor the order of the rest", three, (script) => {
    give(script, "x", { a: 0.1, b: 0.3 }, 3);
    give(script, "y", { a: 0.2, b: 0.1 }, 7);
    const [a, b] = [0.1 * 3 + 0.2 * 7, 0.3 * 3 + 0.1 * 7];
    script.rank({}).is(queue(["b", b], ["a", a]), "queue of two");
    script.root.setValue("global", "", "great", "x", 1e300);
    script.root.setValue("global", "", "low", "y", -1e300);
    script.rank({}).is(queue(["low", -1e300 * 7], ["b", b], ["a", a], ["great", 1e300 * 3]), "queue of four");
    script.root.unsetValue("global", "", "low", "y");
    script.root.gate("global", "", "great", "y");
    script.rank({}).is(queue(["b", b], ["a", a]), "queue of two again");
  }),

  vector("4.6-own-weights-are-own", "the weight of one option changes no other score", three, (script) => {
    give(script, "k", { a: 1, b: 2 }, 3);
    script.root.setOptionWeight("global", "", "a", "k", 100);
    script.rank({}).is(queue(["b", 6], ["a", 100]), "queue");
  }),

  vector(
    "4.7-order-of-writing",
    "the same cells written in another order give the same queue, to the last bit",
    three,
    (script) => {
      const values = [
        ["a", "x", 0.1],
        ["a", "y", 0.2],
        ["a", "z", 0.3],
        ["b", "x", 0.3],
        ["b", "y", 0.2],
        ["b", "z", 0.1],
      ] as const;
      for (const dimension of ["z", "x", "y"]) script.root.setWeight("device", "D", dimension, 1);
      for (const order of [values, [...values].reverse()]) {
        for (const [option, dimension, value] of order) script.root.setValue("global", "", option, dimension, value);
        script.rank({ device: "D" }).is(queue(["b", 0.6], ["a", 0.6000000000000001]), "queue");
        script.root.clear("global", "");
        script.rank({ device: "D" }).is([], "queue without them");
      }
    },
  ),

  vector(
    "4.7-history-does-not-matter",
    "what was overwritten or unset leaves no trace in a decision",
    three,
    (script) => {
      give(script, "k", { a: 9, b: 2, c: 1 }, 5);
      script.rank({}).is(queue(["c", 5], ["b", 10], ["a", 45]), "queue at first");
      script.root.gate("device", "D", "b", "k");
      script.rank({ device: "D" }).is(queue(["c", 5], ["a", 45]), "queue with a gate");
      script.root.unsetValue("device", "D", "b", "k");
      script.root.setValue("global", "", "a", "k", 1);
      script.root.unsetValue("global", "", "c", "k");
      script.root.setWeight("global", "", "k", 0.1);
      script.rank({ device: "D" }).is(queue(["a", 0.1], ["b", 0.2]), "queue in the end");
      script.rank({}).is(queue(["a", 0.1], ["b", 0.2]), "queue in the end, without a device");
    },
  ),
];
