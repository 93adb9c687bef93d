import type { Cursor } from "../../src/program/program.ts";
import { type Authored, give, queue, vector } from "../authored.ts";

const three = ["global", "workspace", "device"];
const everywhere = [
  ["global", ""],
  ["global", "G"],
  ["workspace", ""],
  ["workspace", "W"],
  ["device", ""],
  ["device", "D"],
] as const;
const there = { global: "G", workspace: "W", device: "D" };

/** Vectors of section 3. */
export const fold: readonly Authored[] = [
  vector(
    "3.1-level-left-out",
    "a level that is left out, or empty, is read at its shared instance",
    three,
    (script) => {
      script.root.setValue("device", "", "o", "k", 1);
      script.root.setValue("device", "D", "o", "k", 2);
      script.value({}, "o", "k").is(1, "left out");
      script.value({ device: "" }, "o", "k").is(1, "empty");
      script.value({ device: "D" }, "o", "k").is(2, "named");
      script.value({ workspace: "D" }, "o", "k").is(1, "another level named");
    },
  ),

  vector(
    "3.1-unknown-level",
    "a cursor with a level that is none is refused, whatever it names there",
    three,
    (script) => {
      give(script, "k", { o: 1 });
      const unknown = { level: "nowhere" };
      script.rank({ device: "D", nowhere: "i" }).refused("unknown-level", unknown);
      script.rank({ nowhere: "" }).refused("unknown-level", unknown);
      script.value({ nowhere: "i" }, "o", "k").refused("unknown-level", unknown);
      script.weight({ nowhere: "i" }, "o", "k").refused("unknown-level", unknown);
      script.rank({ Device: "D" }).refused("unknown-level", { level: "Device" });
      script.rank({ "": "D" }).refused("unknown-level", { level: "" });
    },
  ),

  vector("3.1-unknown-level-of-the-host", "a level that only a host knows is none", three, (script) => {
    script.rank(JSON.parse('{"__proto__":"i"}')).refused("unknown-level", { level: "__proto__" });
    script.rank({ constructor: "i" }).refused("unknown-level", { level: "constructor" });
    script.value({ toString: "" } as unknown as Cursor, "o", "k").refused("unknown-level", { level: "toString" });
    script.root.setValue("__proto__", "i", "o", "k", 1).refused("unknown-level", { level: "__proto__" });
  }),

  vector("3.1-unknown-instance", "an instance that has no cells is read as the shared one", three, (script) => {
    give(script, "k", { o: 1 });
    script.rank({ device: "never seen" }).is(queue(["o", 1]), "queue");
  }),

  vector(
    "3.2-path",
    "each level is read at its shared instance, then where the cursor says, coarse to fine",
    three,
    (script) => {
      for (const [value, [level, instance]] of everywhere.entries())
        script.root.setValue(level, instance, "o", "k", value);
      for (const [value, [level, instance]] of [...everywhere.entries()].reverse()) {
        script.value(there, "o", "k").is(value, `the value of ${level} ${instance}`);
        script.root.unsetValue(level, instance, "o", "k");
      }
      script.value(there, "o", "k").is(null, "the value of nobody");
    },
  ),

  vector("3.2-path-of-weights", "weights are read along the same path as values", three, (script) => {
    for (const [weight, [level, instance]] of [...everywhere.entries()].reverse())
      script.root.setWeight(level, instance, "k", weight + 1);
    for (const [weight, [level, instance]] of [...everywhere.entries()].reverse()) {
      script.weight(there, "o", "k").is(weight + 1, `the weight of ${level} ${instance}`);
      script.root.unsetOptionWeight(level, instance, "", "k");
    }
    script.weight(there, "o", "k").is(0, "the weight of nobody");
  }),

  vector("3.2-cursor-in-any-order", "the order of a cursor's keys is of no account", three, (script) => {
    script.root.setValue("workspace", "W", "o", "k", 1);
    script.root.setValue("device", "D", "o", "k", 2);
    script.value({ device: "D", workspace: "W" }, "o", "k").is(2, "fine first");
    script.value({ workspace: "W", device: "D" }, "o", "k").is(2, "coarse first");
  }),

  vector(
    "3.2-instances-are-not-nested",
    "an instance belongs to its level alone, not to one above it",
    three,
    (script) => {
      script.root.setValue("device", "D", "o", "k", 1);
      script.value({ workspace: "W", device: "D" }, "o", "k").is(1, "in one workspace");
      script.value({ workspace: "V", device: "D" }, "o", "k").is(1, "in another");
      script.value({ device: "D" }, "o", "k").is(1, "in none");
    },
  ),

  vector(
    "3.3-fine-shared-over-coarse-named",
    "what is shared on a finer level beats what is named on a coarser one",
    three,
    (script) => {
      script.root.setValue("workspace", "W", "o", "k", 1);
      script.root.setValue("device", "", "o", "k", 2);
      script.value({ workspace: "W" }, "o", "k").is(2, "value");
    },
  ),

  vector(
    "3.3-named-over-shared",
    "what is named beats what is shared on the same level, whatever was written last",
    three,
    (script) => {
      script.root.setValue("device", "D", "o", "k", 1);
      script.root.setValue("device", "", "o", "k", 2);
      script.value({ device: "D" }, "o", "k").is(1, "value");
    },
  ),

  vector(
    "3.3-nothing-is-merged",
    "the last cell counts alone: values are neither added up nor compared",
    three,
    (script) => {
      script.root.setValue("global", "", "o", "k", 10);
      script.root.setValue("workspace", "W", "o", "k", -5);
      script.root.setValue("device", "D", "o", "k", 3);
      script.value({ workspace: "W", device: "D" }, "o", "k").is(3, "value");
      script.value({ workspace: "W" }, "o", "k").is(-5, "value without the device");
    },
  ),

  vector("3.3-zero-hides", "a 0 hides what is coarser, in both layers", three, (script) => {
    script.root.setValue("global", "", "o", "k", 5);
    script.root.setWeight("global", "", "k", 5);
    script.root.setValue("device", "D", "o", "k", 0);
    script.root.setWeight("workspace", "W", "k", 0);
    script.value({ device: "D" }, "o", "k").is(0, "value");
    script.weight({ workspace: "W" }, "o", "k").is(0, "weight");
  }),

  vector(
    "3.3-layers-fold-apart",
    "a finer cell that has a weight alone hides no value, and the other way round",
    three,
    (script) => {
      script.root.setValue("global", "", "o", "k", 5);
      script.root.setOptionWeight("device", "D", "o", "k", 7);
      script.root.setOptionWeight("global", "", "p", "k", 2);
      script.root.setValue("device", "D", "p", "k", 11);
      script.rank({ device: "D" }).is(queue(["p", 22], ["o", 35]), "queue");
    },
  ),

  vector("3.3-dimensions-fold-apart", "a finer cell of one dimension hides no other dimension", three, (script) => {
    give(script, "a", { o: 1 });
    give(script, "b", { o: 10 });
    script.root.setValue("device", "D", "o", "b", 20);
    script.rank({ device: "D" }).is(queue(["o", 21]), "queue");
  }),

  vector(
    "3.4-own-coarse-over-fine-default",
    "a value of its own on a coarse level beats a default on a fine one",
    three,
    (script) => {
      script.root.setValue("global", "", "o", "k", 1);
      script.root.setDefault("device", "D", "k", 9);
      script.value({ device: "D" }, "o", "k").is(1, "of the option");
      script.value({ device: "D" }, "p", "k").is(9, "of another one");
    },
  ),

  vector("3.4-defaults-fold", "defaults are folded as values are", three, (script) => {
    script.root.setDefault("global", "", "k", 1);
    script.root.setDefault("workspace", "W", "k", 2);
    script.root.setDefault("device", "", "k", 3);
    script.value({ workspace: "W" }, "o", "k").is(3, "the default of the devices");
    script.root.unsetValue("device", "", "", "k");
    script.value({ workspace: "W" }, "o", "k").is(2, "the default of the workspace");
    script.value({ workspace: "V" }, "o", "k").is(1, "the default of all");
  }),

  vector("3.4-absent", "without either the value is absent, which is not 0", three, (script) => {
    script.root.setValue("device", "D", "o", "k", 0);
    script.value({ device: "D" }, "o", "k").is(0, "there");
    script.value({}, "o", "k").is(null, "elsewhere");
    script.value({ device: "D" }, "o", "other").is(null, "of another dimension");
  }),

  vector(
    "3.5-own-coarse-over-fine-shared",
    "an own weight on a coarse level beats a shared one on a fine level",
    three,
    (script) => {
      give(script, "k", { o: 1, p: 1 }, null);
      script.root.setOptionWeight("global", "", "o", "k", 2);
      script.root.setWeight("device", "D", "k", 9);
      script.weight({ device: "D" }, "o", "k").is(2, "of the option");
      script.rank({ device: "D" }).is(queue(["o", 2], ["p", 9]), "queue");
    },
  ),

  vector("3.5-no-weight", "without a weight a dimension counts 0 times", three, (script) => {
    give(script, "k", { b: 5, a: 7 }, null);
    script.weight({}, "a", "k").is(0, "weight");
    script.rank({}).is(queue(["a", 0], ["b", 0]), "queue");
  }),

  vector("3.5-own-zero", "an own weight of 0 beats a shared one", three, (script) => {
    give(script, "k", { a: 5, b: 1 }, 2);
    script.root.setOptionWeight("global", "", "a", "k", 0);
    script.rank({}).is(queue(["a", 0], ["b", 2]), "queue");
  }),

  vector("3.5-weights-of-anyone", "the shared weight is that of any option, seen before or not", three, (script) => {
    script.root.setWeight("global", "", "k", 4);
    script.weight({}, "never seen", "k").is(4, "weight");
    script.weight({}, "never seen", "other").is(0, "weight of another dimension");
  }),
];
