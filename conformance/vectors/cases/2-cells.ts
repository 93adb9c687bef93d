import { type Authored, give, queue, vector } from "../authored.ts";

const two = ["global", "device"];
const at = { level: "global", instance: "", option: "o", dimension: "k" } as const;
const greatest = Number.MAX_VALUE;
const least = Number.MIN_VALUE;

/** Vectors of section 2. */
export const cells: readonly Authored[] = [
  vector("2.1-layers-are-independent", "value and weight of a cell are written and replaced apart", two, (script) => {
    script.root.set("value", at, 2);
    script.cells().is([{ ...at, value: 2 }], "cells, with a value");
    script.root.set("weight", at, 3);
    script.cells().is([{ ...at, value: 2, weight: 3 }], "cells, with both");
    script.root.set("value", at, 4);
    script.cells().is([{ ...at, value: 4, weight: 3 }], "cells, with another value");
  }),

  vector("2.1-weight-alone", "a cell may hold a weight and no value", two, (script) => {
    script.root.set("weight", at, 3);
    script.cells().is([{ ...at, weight: 3 }], "cells");
    script.value({}, "o", "k").is(null, "value");
  }),

  vector("2.1-four-axes", "cells that differ on one axis are two", two, (script) => {
    script.root.set("value", at, 1);
    script.root.set("value", { ...at, dimension: "l" }, 2);
    script.root.set("value", { ...at, option: "p" }, 3);
    script.root.set("value", { ...at, instance: "i" }, 4);
    script.root.set("value", { ...at, level: "device" }, 5);
    script.cells().is(
      [
        { ...at, value: 1 },
        { ...at, dimension: "l", value: 2 },
        { ...at, option: "p", value: 3 },
        { ...at, instance: "i", value: 4 },
        { ...at, level: "device", value: 5 },
      ],
      "cells",
    );
  }),

  vector("2.2-gate", "+∞ is a value, and is kept as one", two, (script) => {
    script.root.set("value", at, Number.POSITIVE_INFINITY);
    script.cells().is([{ ...at, value: Number.POSITIVE_INFINITY }], "cells");
    script.value({}, "o", "k").is(Number.POSITIVE_INFINITY, "value");
  }),

  vector("2.2-no-value", "NaN and −∞ are no values, and what stood there stays", two, (script) => {
    script.root.set("value", at, 1);
    script.root.set("value", at, Number.NaN).refused("invalid-value", at);
    script.root.set("value", at, Number.NEGATIVE_INFINITY).refused("invalid-value", at);
    script.root.setDefault("global", "", "k", Number.NaN).refused("invalid-value", { ...at, option: "" });
    script.cells().is([{ ...at, value: 1 }], "cells");
    script.revision().is(1, "revision");
  }),

  vector("2.2-all-finite-values", "every finite number is a value, to the last bit", two, (script) => {
    const values = [greatest, -greatest, least, -least, 2.2250738585072014e-308, 0.1, 5e-320, 123456789.12345679];
    for (const [place, value] of values.entries()) script.root.setValue("global", "", `o${place}`, "k", value);
    for (const [place, value] of values.entries()) script.value({}, `o${place}`, "k").is(value, "value");
  }),

  vector("2.3-no-weight", "infinities and NaN are no weights", two, (script) => {
    script.root.set("weight", at, 1);
    for (const bad of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]) {
      script.root.set("weight", at, bad).refused("invalid-weight", at);
      script.root.setWeight("global", "", "k", bad).refused("invalid-weight", { ...at, option: "" });
    }
    script.cells().is([{ ...at, weight: 1 }], "cells");
  }),

  vector(
    "2.3-all-finite-weights",
    "every finite number is a weight: negative, greatest and least ones, too",
    two,
    (script) => {
      const weights = [-1, 0, greatest, -greatest, least, -least];
      for (const [place, weight] of weights.entries()) script.root.setWeight("global", "", `k${place}`, weight);
      for (const [place, weight] of weights.entries()) script.weight({}, "o", `k${place}`).is(weight, "weight");
    },
  ),

  vector("2.4-minus-zero", "−0 is stored as 0, in both layers", two, (script) => {
    script.root.set("value", at, -0);
    script.root.set("weight", at, -0);
    script.value({}, "o", "k").is(0, "value");
    script.weight({}, "o", "k").is(0, "weight");
    script.cells().is([{ ...at, value: 0, weight: 0 }], "cells");
  }),

  vector("2.4-minus-zero-over-zero", "−0 over 0 changes nothing", two, (script) => {
    script.root.set("value", at, 0);
    script.root.set("value", at, -0);
    script.revision().is(1, "revision");
  }),

  vector("2.4-underflow-is-kept-apart", "the least negative number is not −0", two, (script) => {
    script.root.set("value", at, -least);
    script.root.setWeight("global", "", "k", 1);
    script.root.setValue("global", "", "a", "k", 0);
    script.rank({}).is(queue(["o", -least], ["a", 0]), "queue");
  }),

  vector("2.5-unset-one-layer", "one layer is unset, and the other stays", two, (script) => {
    script.root.set("value", at, 2);
    script.root.set("weight", at, 3);
    script.root.unset("value", at);
    script.cells().is([{ ...at, weight: 3 }], "cells without the value");
    script.root.set("value", at, 2);
    script.root.unset("weight", at);
    script.cells().is([{ ...at, value: 2 }], "cells without the weight");
    script.root.unset("value", at);
    script.cells().is([], "cells without either");
  }),

  vector("2.5-unset-nothing", "to unset what was never set changes nothing and is no error", two, (script) => {
    script.root.unset("value", at);
    script.root.unset("weight", { ...at, option: "" });
    script.root.set("value", at, 1);
    script.root.unset("weight", at);
    script.revision().is(1, "revision");
    script.cells().is([{ ...at, value: 1 }], "cells");
  }),

  vector("2.5-zero-is-not-unset", "0 is a value and a weight, and not their absence", two, (script) => {
    script.root.set("value", at, 0);
    script.root.set("weight", at, 0);
    script.cells().is([{ ...at, value: 0, weight: 0 }], "cells");
    script.rank({}).is(queue(["o", 0]), "queue");
    script.revision().is(2, "revision");
  }),

  vector("2.5-nothing-left-behind", "an option whose last value is unset is no candidate any more", two, (script) => {
    give(script, "k", { a: 1, b: 2 });
    script.root.setOptionWeight("global", "", "a", "k", 5);
    script.root.unsetValue("global", "", "a", "k");
    script.rank({}).is(queue(["b", 2]), "queue");
    script.value({}, "a", "k").is(null, "value");
    script.root.setValue("global", "", "a", "k", 3);
    script.rank({}).is(queue(["b", 2], ["a", 15]), "queue with it again, its weight kept");
  }),

  vector(
    "2.5-clear-a-slice",
    "a cleared slice loses both layers of every cell, and no other slice does",
    two,
    (script) => {
      for (const instance of ["", "A", "B"]) {
        script.root.setValue("device", instance, "o", "k", 1);
        script.root.setWeight("device", instance, "k", 2);
        script.root.gate("device", instance, "p", "l");
      }
      script.root.setValue("global", "A", "o", "k", 1);
      script.root.clear("device", "A");
      script.value({ device: "A" }, "o", "k").is(1, "the shared value");
      script.root.clear("device", "");
      script.cells().is(
        [
          { level: "global", instance: "A", option: "o", dimension: "k", value: 1 },
          { level: "device", instance: "B", option: "", dimension: "k", weight: 2 },
          { level: "device", instance: "B", option: "o", dimension: "k", value: 1 },
          { level: "device", instance: "B", option: "p", dimension: "l", value: Number.POSITIVE_INFINITY },
        ],
        "cells",
      );
      script.revision().is(12, "revision: ten writes and two slices");
      script.root.clear("device", "nobody");
      script.revision().is(12, "revision after clearing nothing");
    },
  ),

  vector("2.6-default", "a default counts for candidates that have no value of their own", two, (script) => {
    give(script, "cost", { a: 1, b: 2 });
    give(script, "delay", { a: 10 });
    script.root.setDefault("global", "", "delay", 5);
    script.rank({}).is(queue(["b", 7], ["a", 11]), "queue");
    script.value({}, "b", "delay").is(5, "the value that b counts as");
    script.root.unsetValue("global", "", "", "delay");
    script.rank({}).is(queue(["b", 2], ["a", 11]), "queue without the default");
  }),

  vector("2.6-default-for-anyone", "a default is the value of any option, seen before or not", two, (script) => {
    script.root.setDefault("global", "", "k", 5);
    script.value({}, "never seen", "k").is(5, "value");
    script.rank({}).is([], "queue");
  }),
];
