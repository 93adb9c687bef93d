import { type Authored, give, queue, report, vector } from "../authored.ts";

const three = ["global", "workspace", "device"];
const way = { from: "device", to: "global" } as const;
const cell = { option: "o", dimension: "k" } as const;
const greatest = Number.MAX_VALUE;

/** Vectors of 6.1, 6.2, 6.3 and 6.5. */
export const waysUp: readonly Authored[] = [
  vector("6.1-no-report", "without a report nothing is written, and what stands above stays", three, (script) => {
    script.root.setValue("global", "", "o", "k", 4);
    for (const using of ["median", "sum", "mean", "min", "max", { quantile: 0.5 }, { trimmedMean: 0.1 }] as const)
      script.root.reduce({ ...way, ...cell, using }).is(null, "reduced");
    script.value({}, "o", "k").is(4, "the cell above");
    script.revision().is(1, "revision");
  }),

  vector(
    "6.1-what-reports",
    "finite values of named instances and options are reports, and nothing else is",
    three,
    (script) => {
      script.root.setValue("device", "", "o", "k", 100);
      script.root.setDefault("device", "A", "k", 100);
      script.root.gate("device", "B", "o", "k");
      script.root.setOptionWeight("device", "C", "o", "k", 100);
      script.root.setValue("device", "D", "p", "k", 100);
      script.root.setValue("device", "D", "o", "l", 100);
      script.root.setValue("workspace", "A", "o", "k", 100);
      script.root.reduce({ ...way, ...cell, using: "sum" }).is(null, "reduced without a report");
      script.root.setValue("device", "E", "o", "k", 1);
      script.root.setValue("device", "F", "o", "k", 2);
      script.root.reduce({ ...way, ...cell, using: "sum" }).is(3, "reduced with two");
    },
  ),

  vector("6.1-defaults-do-not-report", "there is no way up for defaults", three, (script) => {
    script.root.setDefault("device", "A", "k", 1);
    script.root.reduce({ ...way, option: "", dimension: "k" }).is(null, "reduced");
    script.root.rollUp({ ...way, option: "" }).is(0, "rolled up");
    script.support("device", "", "k").is(0, "support");
  }),

  vector("6.1-overflow", "a sum or mean that overflows is refused, and nothing is written", three, (script) => {
    report(script, [greatest, greatest]);
    script.root.setValue("global", "", "o", "k", 4);
    for (const using of ["sum", "mean", { trimmedMean: 0.25 }] as const)
      script.root
        .reduce({ ...way, ...cell, using })
        .refused("invalid-value", { level: "global", instance: "", ...cell });
    script.value({}, "o", "k").is(4, "the cell above");
    script.revision().is(3, "revision");
  }),

  vector(
    "6.1-written-where-it-is-told",
    "reduce writes the instance that it is told, of the level that it is told",
    three,
    (script) => {
      report(script, [1, 3]);
      const up = { from: "device", to: "workspace", into: "W", ...cell };
      script.root.reduce(up).is(2, "reduced");
      script.value({ workspace: "W" }, "o", "k").is(2, "there");
      script.value({}, "o", "k").is(null, "elsewhere");
      script.root.reduce({ from: "workspace", to: "global", ...cell }).is(2, "reduced once more");
      script.rank({}).is(queue(["o", 0]), "queue");
    },
  ),

  vector("6.1-again", "to reduce again what stands above is no revision", three, (script) => {
    report(script, [1, 3]);
    script.root.reduce({ ...way, ...cell }).is(2, "reduced");
    script.root.reduce({ ...way, ...cell }).is(2, "reduced again");
    script.revision().is(3, "revision");
    script.root.setValue("device", "device 0", "o", "k", 2);
    script.root.reduce({ ...way, ...cell }).is(2.5, "reduced with another report");
    script.revision().is(5, "revision afterwards");
  }),

  vector(
    "6.2-roll-up",
    "a roll-up reduces every cell with a report, in one revision, and counts them",
    three,
    (script) => {
      for (const [device, option, dimension, value] of [
        ["A", "o", "k", 1],
        ["B", "o", "k", 3],
        ["A", "p", "k", 5],
        ["B", "o", "l", 7],
      ] as const)
        script.root.setValue("device", device, option, dimension, value);
      script.root.gate("device", "A", "q", "k");
      script.root.setDefault("device", "A", "k", 9);
      script.root.rollUp(way).is(3, "rolled up");
      script.revision().is(7, "revision");
      script.value({}, "o", "k").is(2, "of two reports");
      script.value({}, "o", "l").is(7, "of one");
      script.value({}, "p", "k").is(5, "of another option");
      script.value({}, "q", "k").is(null, "of a gate");
      script.value({}, "", "k").is(null, "of a default");
      script.root.rollUp(way).is(3, "rolled up again, though nothing changes");
      script.revision().is(7, "revision afterwards");
    },
  ),

  vector("6.2-scope", "a roll-up may be of one option, or of one dimension, or of both", three, (script) => {
    for (const option of ["o", "p"])
      for (const dimension of ["k", "l"]) script.root.setValue("device", "A", option, dimension, 1);
    script.root.rollUp({ ...way, option: "o", dimension: "k" }).is(1, "of both");
    script.value({}, "o", "l").is(null, "another dimension");
    script.root.rollUp({ ...way, dimension: "k" }).is(2, "of a dimension");
    script.value({}, "p", "k").is(1, "its other option");
    script.root.rollUp({ ...way, option: "o" }).is(2, "of an option");
    script.value({}, "p", "l").is(null, "what is in no scope");
    script.root.rollUp({ ...way, option: "nobody" }).is(0, "of nobody");
  }),

  vector("6.2-refused-half-way", "a roll-up that overflows anywhere writes nothing anywhere", three, (script) => {
    for (const device of ["A", "B"]) {
      script.root.setValue("device", device, "a", "k", 1);
      script.root.setValue("device", device, "b", "k", greatest);
      script.root.setValue("device", device, "c", "k", 1);
    }
    script.root
      .rollUp({ ...way, using: "sum" })
      .refused("invalid-value", { level: "global", option: "b", dimension: "k" });
    script.rank({}).is([], "queue");
    script.revision().is(6, "revision");
    script.root.rollUp({ ...way, using: "max" }).is(3, "rolled up by another aggregate");
  }),

  vector("6.2-nothing-to-roll-up", "without reports a roll-up does nothing", three, (script) => {
    give(script, "k", { a: 1 });
    script.root.rollUp(way).is(0, "rolled up");
    script.revision().is(2, "revision");
  }),

  vector(
    "6.2-within-a-batch",
    "ways up read what the batch around them wrote, and are undone with it",
    three,
    (script) => {
      script.root.batch(
        () => {
          report(script, [1, 3]);
          script.root.rollUp({ ...way, using: "sum" }).is(1, "rolled up");
          script.value({}, "o", "k").is(4, "the cell above");
        },
        { ends: "in an error" },
      );
      script.cells().is([], "cells");
    },
  ),

  vector("6.3-support", "support counts the reports, and follows them", three, (script) => {
    script.support("device", "o", "k").is(0, "of nobody");
    report(script, [1, -1, 0]);
    script.root.setValue("device", "", "o", "k", 1);
    script.root.gate("device", "X", "o", "k");
    script.root.setOptionWeight("device", "Y", "o", "k", 1);
    script.root.setDefault("device", "Z", "k", 1);
    script.support("device", "o", "k").is(3, "of three");
    script.support("workspace", "o", "k").is(0, "on another level");
    script.support("device", "o", "l").is(0, "of another dimension");
    script.root.unsetValue("device", "device 0", "o", "k");
    script.support("device", "o", "k").is(2, "of two");
    script.revision().is(8, "revision: support is read");
  }),

  vector("6.3-support-among", "support may be that of some instances, each of which counts once", three, (script) => {
    for (const device of ["A", "B", "C"]) script.root.setValue("device", device, "o", "k", 1);
    script.support("device", "o", "k", ["C", "A", "C", "nobody", ""]).is(2, "of two");
    script.support("device", "o", "k", []).is(0, "of none");
  }),

  vector("6.5-among", "among restricts who reports", three, (script) => {
    for (const [device, value] of [
      ["A", 1],
      ["B", 5],
      ["C", 100],
      ["D", 7],
    ] as const)
      script.root.setValue("device", device, "o", "k", value);
    const some = ["D", "A", "B", "A", "nobody"];
    script.root.reduce({ ...way, ...cell, among: some }).is(5, "reduced");
    script.root.reduce({ ...way, ...cell, using: "sum", among: some }).is(13, "reduced by sum");
    script.root.rollUp({ ...way, using: "max", among: ["A", "B"] }).is(1, "rolled up");
    script.value({}, "o", "k").is(5, "the cell above");
    script.root.reduce({ ...way, ...cell, among: [] }).is(null, "reduced among none");
    script.root.rollUp({ ...way, among: ["nobody"] }).is(0, "rolled up among nobody");
    script.value({}, "o", "k").is(5, "the cell above, as it was");
  }),

  vector(
    "6.5-order-of-reports",
    "the order in which reports came does not matter, nor the names of those who report",
    three,
    (script) => {
      for (const order of [
        ["a", 0.1, "b", 0.2, "c", 0.3],
        ["c", 0.1, "a", 0.3, "b", 0.2],
      ] as const) {
        for (let at = 0; at < order.length; at += 2)
          script.root.setValue("device", String(order[at]), "o", "k", Number(order[at + 1]));
        script.root.reduce({ ...way, ...cell, using: "sum" }).is(0.6000000000000001, "reduced");
      }
      script.revision().is(6, "revision: three reports, the result, and two that changed");
    },
  ),
];
