import { type Authored, give, queue, skipped, vector } from "../authored.ts";

const three = ["global", "workspace", "device"];
const o = { level: "global", instance: "", option: "o", dimension: "k" } as const;
const p = { ...o, option: "p" } as const;

/** Vectors of 8.3. */
export const snapshots: readonly Authored[] = [
  vector("8.3-restore", "a restored tensor has every cell and both layers, to the last bit", three, (script) => {
    give(script, "k", { o: 0.1, p: 5e-324, q: 1.7976931348623157e308 }, -3.3);
    script.root.gate("device", "D", "q", "k");
    script.root.setOptionWeight("workspace", "W", "o", "k", 0);
    script.root.setDefault("device", "", "l", -0);
    script.root.setValue("global", "", "gone", "k", 1);
    script.root.unsetValue("global", "", "gone", "k");
    script.restore();
    script.cells().is(
      [
        { ...o, option: "", weight: -3.3 },
        { ...o, value: 0.1 },
        { ...p, value: 5e-324 },
        { ...o, option: "q", value: 1.7976931348623157e308 },
        { level: "workspace", instance: "W", option: "o", dimension: "k", weight: 0 },
        { level: "device", instance: "", option: "", dimension: "l", value: 0 },
        { level: "device", instance: "D", option: "q", dimension: "k", value: Number.POSITIVE_INFINITY },
      ],
      "cells",
    );
    script.rank({ workspace: "W", device: "D" }).is(queue(["p", -1.5e-323], ["o", 0]), "queue");
  }),

  vector("8.3-revision", "a restored tensor keeps its revision, and counts on", three, (script) => {
    give(script, "k", { o: 1, p: 2 });
    script.restore();
    script.revision().is(3, "revision");
    script.root.setValue("global", "", "o", "k", 1);
    script.revision().is(3, "revision after a write that changes nothing");
    script.root.setValue("global", "", "o", "k", 4);
    script.revision().is(4, "revision after another");
    script.rank({}).is(queue(["p", 2], ["o", 4]), "queue");
  }),

  vector("8.3-empty", "an empty tensor may be restored, and one that was emptied", three, (script) => {
    script.restore();
    script.cells().is([], "cells");
    script.root.set("value", o, 1);
    script.root.unset("value", o);
    script.restore();
    script.cells().is([], "cells once more");
    script.revision().is(2, "revision");
    script.root.setValue("device", "D", "o", "k", 3);
    script.value({ device: "D" }, "o", "k").is(3, "value");
  }),

  vector(
    "8.3-names",
    "restored names are the same: long ones, and those with any character",
    ["__proto__", "l\u0000"],
    (script) => {
      const names = [
        "__proto__",
        "a\u0000b",
        "\uFEFF",
        "e\u0301",
        "\uE000",
        "\u{10FFFF}",
        "n".repeat(300),
        " ",
        '"',
        "10",
      ];
      for (const name of names) script.root.setValue("l\u0000", name, name, name, 1);
      script.restore();
      for (const name of names) script.value({ "l\u0000": name }, name, name).is(1, "value");
      script.rank({ "l\u0000": "a\u0000b" }).is(queue(["a\u0000b", 0]), "queue");
    },
  ),

  vector("8.3-writers-are-gone", "of the writers only the first is there after a restore", three, (script) => {
    const before = script.writer("device");
    script.restore();
    skipped(before.set("value", { ...o, level: "device" }, 1));
    script.root.set("value", o, 2);
    script.cells().is([{ ...o, value: 2 }], "cells");
  }),
];
