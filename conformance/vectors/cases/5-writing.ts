import { type Authored, give, queue, skipped, vector } from "../authored.ts";

const three = ["global", "workspace", "device"];
const on = (level: string, instance: string) => ({ level, instance, option: "o", dimension: "k" });

/** Vectors of 5.1 to 5.4. */
export const writing: readonly Authored[] = [
  vector("5.1-floor-and-finer", "a writer writes its floor and what is finer, at any instance", three, (script) => {
    const writer = script.writer("workspace");
    writer.set("value", on("workspace", ""), 1);
    writer.set("value", on("workspace", "W"), 2);
    writer.set("weight", on("device", "A"), 3);
    writer.set("value", on("device", ""), 4);
    script.cells().is(
      [
        { ...on("workspace", ""), value: 1 },
        { ...on("workspace", "W"), value: 2 },
        { ...on("device", ""), value: 4 },
        { ...on("device", "A"), weight: 3 },
      ],
      "cells",
    );
  }),

  vector("5.1-write-up", "a writer writes nothing coarser than its floor", three, (script) => {
    const writer = script.writer("workspace");
    const coarser = { level: "global", instance: "" };
    writer.set("value", on("global", ""), 1).refused("write-up", coarser);
    writer.set("weight", on("global", ""), 1).refused("write-up", coarser);
    writer.unset("value", on("global", "")).refused("write-up", coarser);
    writer.clear("global", "").refused("write-up", coarser);
    script
      .writer("device")
      .set("value", on("workspace", "W"), 1)
      .refused("write-up", { level: "workspace", instance: "W" });
    script.cells().is([], "cells");
    script.revision().is(0, "revision");
  }),

  vector(
    "5.1-write-up-of-nothing",
    "a write that would change nothing is refused where it is not allowed",
    three,
    (script) => {
      script.root.set("value", on("global", ""), 1);
      const writer = script.writer("device");
      writer.set("value", on("global", ""), 1).refused("write-up", { level: "global" });
      writer.unset("weight", on("global", "")).refused("write-up", { level: "global" });
      writer.clear("workspace", "nobody").refused("write-up", { level: "workspace" });
    },
  ),

  vector("5.1-unknown-level", "there is no writer of a level that is none, and it writes none", three, (script) => {
    const writer = script.writer("nowhere");
    writer.minted?.refused("unknown-level", { level: "nowhere" });
    skipped(writer.set("value", on("device", "A"), 1));
    script.root.set("value", on("nowhere", "A"), 1).refused("unknown-level", { level: "nowhere" });
    script.root.unset("value", on("nowhere", "A")).refused("unknown-level", { level: "nowhere" });
    script.root.clear("nowhere", "").refused("unknown-level", { level: "nowhere" });
    script.cells().is([], "cells");
  }),

  vector("5.1-the-finest-floor", "a writer of the finest level writes that level alone", three, (script) => {
    const writer = script.writer("device");
    writer.set("value", on("device", "A"), 1);
    writer.set("value", on("device", ""), 2);
    writer.set("value", on("workspace", "A"), 3).refused("write-up", { level: "workspace", instance: "A" });
    script.value({ device: "A" }, "o", "k").is(1, "value");
  }),

  vector("5.2-pinned-slice", "a pinned writer writes one instance of its floor, and nothing else", three, (script) => {
    const pinned = script.writer("workspace", "W");
    pinned.set("value", on("workspace", "W"), 1);
    pinned.set("weight", on("workspace", "W"), 2);
    pinned.set("value", on("workspace", "V"), 3).refused("foreign-instance", { level: "workspace", instance: "V" });
    pinned.set("value", on("workspace", ""), 3).refused("foreign-instance", { level: "workspace", instance: "" });
    pinned.set("value", on("device", "W"), 3).refused("foreign-level", { level: "device", instance: "W" });
    pinned.set("value", on("global", ""), 3).refused("write-up", { level: "global", instance: "" });
    script.cells().is([{ ...on("workspace", "W"), value: 1, weight: 2 }], "cells");
  }),

  vector("5.2-pinned-unset-and-clear", "a pinned writer takes nothing away elsewhere, either", three, (script) => {
    for (const instance of ["A", "B"]) script.root.set("value", on("device", instance), 1);
    const pinned = script.writer("device", "A");
    pinned.unset("value", on("device", "B")).refused("foreign-instance", { level: "device", instance: "B" });
    pinned.clear("device", "B").refused("foreign-instance", { level: "device", instance: "B" });
    pinned.clear("device", "").refused("foreign-instance", { level: "device", instance: "" });
    pinned.clear("device", "A");
    script.cells().is([{ ...on("device", "B"), value: 1 }], "cells");
  }),

  vector(
    "5.2-pinned-to-the-shared-instance",
    "a writer may be pinned to the shared instance, which is a pin as any other",
    three,
    (script) => {
      const pinned = script.writer("workspace", "");
      pinned.set("value", on("workspace", ""), 1);
      pinned.set("value", on("workspace", "W"), 2).refused("foreign-instance", { level: "workspace", instance: "W" });
      pinned.set("value", on("device", ""), 3).refused("foreign-level", { level: "device", instance: "" });
      script.cells().is([{ ...on("workspace", ""), value: 1 }], "cells");
    },
  ),

  vector(
    "5.2-pin-on-the-coarsest-level",
    "a pin on the coarsest level keeps from everything finer",
    three,
    (script) => {
      const pinned = script.writer("global", "G");
      pinned.set("value", on("global", "G"), 1);
      pinned.set("value", on("global", ""), 2).refused("foreign-instance", { level: "global", instance: "" });
      pinned.set("value", on("workspace", "G"), 3).refused("foreign-level", { level: "workspace", instance: "G" });
      script.value({ global: "G" }, "o", "k").is(1, "value");
    },
  ),

  vector(
    "5.3-narrower",
    "a writer made narrower writes what it is left, and not what the wider one may",
    three,
    (script) => {
      const narrower = script.root.attenuate("workspace");
      narrower.set("value", on("workspace", "W"), 1);
      narrower.set("value", on("global", ""), 2).refused("write-up", { level: "global", instance: "" });
      const pinned = narrower.attenuate("device", "A");
      pinned.set("value", on("device", "A"), 3);
      pinned.set("value", on("device", "B"), 4).refused("foreign-instance", { level: "device", instance: "B" });
      pinned.set("value", on("workspace", "W"), 5).refused("write-up", { level: "workspace", instance: "W" });
      script.root.set("value", on("global", ""), 6);
      script.rank({}).is(queue(["o", 0]), "queue");
      script.value({ workspace: "W", device: "A" }, "o", "k").is(3, "value");
    },
  ),

  vector(
    "5.3-never-wider",
    "what is attenuated is never wider: neither coarser, nor finer than a pin, nor elsewhere",
    three,
    (script) => {
      const device = script.writer("device");
      const coarser = device.attenuate("workspace");
      coarser.minted?.refused("write-up", { level: "workspace" });
      skipped(coarser.set("value", on("workspace", "W"), 1));
      const pinned = script.writer("workspace", "W");
      pinned.attenuate("device", "W").minted?.refused("foreign-level", { level: "device" });
      pinned.attenuate("workspace", "V").minted?.refused("foreign-instance", { level: "workspace", instance: "V" });
      pinned.attenuate("workspace", "").minted?.refused("foreign-instance", { level: "workspace", instance: "" });
      pinned.attenuate("global").minted?.refused("write-up", { level: "global" });
      script.root.attenuate("nowhere").minted?.refused("unknown-level", { level: "nowhere" });
      script.cells().is([], "cells");
    },
  ),

  vector("5.3-keeps-the-pin", "attenuated without an instance, a pinned writer stays pinned", three, (script) => {
    const pinned = script.writer("workspace", "W");
    const same = pinned.attenuate("workspace");
    same.set("value", on("workspace", "W"), 1);
    same.set("value", on("workspace", "V"), 2).refused("foreign-instance", { level: "workspace", instance: "V" });
    same.set("value", on("device", "W"), 3).refused("foreign-level", { level: "device", instance: "W" });
    script.cells().is([{ ...on("workspace", "W"), value: 1 }], "cells");
  }),

  vector(
    "5.3-revoked",
    "a revoked writer writes nothing, mints nothing and begins nothing; others go on",
    three,
    (script) => {
      const writer = script.writer("workspace");
      const other = script.writer("workspace");
      writer.set("value", on("workspace", "W"), 1);
      writer.revoke();
      writer.set("value", on("workspace", "W"), 2).refused("revoked");
      writer.unset("value", on("workspace", "W")).refused("revoked");
      writer.clear("workspace", "W").refused("revoked");
      const narrower = writer.attenuate("device");
      narrower.minted?.refused("revoked");
      skipped(narrower.set("value", on("device", "A"), 3));
      other.set("value", on("device", "A"), 4);
      script.cells().is(
        [
          { ...on("workspace", "W"), value: 1 },
          { ...on("device", "A"), value: 4 },
        ],
        "cells",
      );
      script.revision().is(2, "revision");
    },
  ),

  vector(
    "5.3-revoked-through-a-parent",
    "whoever was attenuated from a revoked writer is revoked, at any distance",
    three,
    (script) => {
      const parent = script.root.attenuate("workspace");
      const child = parent.attenuate("device");
      const grandchild = child.attenuate("device", "A");
      grandchild.set("value", on("device", "A"), 1);
      parent.revoke();
      parent.set("value", on("device", "A"), 2).refused("revoked");
      child.set("value", on("device", "A"), 3).refused("revoked");
      grandchild.set("value", on("device", "A"), 4).refused("revoked");
      script.root.set("value", on("device", "B"), 5);
      script.cells().is(
        [
          { ...on("device", "A"), value: 1 },
          { ...on("device", "B"), value: 5 },
        ],
        "cells",
      );
    },
  ),

  vector("5.3-revoking-a-child", "revoking leaves the wider writer and its other children alive", three, (script) => {
    const parent = script.root.attenuate("workspace");
    const one = parent.attenuate("device", "A");
    const other = parent.attenuate("device", "B");
    one.revoke();
    one.set("value", on("device", "A"), 1).refused("revoked");
    other.set("value", on("device", "B"), 2);
    parent.set("value", on("device", "A"), 3);
    script.cells().is(
      [
        { ...on("device", "A"), value: 3 },
        { ...on("device", "B"), value: 2 },
      ],
      "cells",
    );
  }),

  vector("5.3-revoked-batches", "a batch of a revoked writer does not begin", three, (script) => {
    const parent = script.root.attenuate("workspace");
    const child = parent.attenuate("device");
    parent.revoke();
    parent.batch(() => script.root.set("value", on("device", "A"), 1)).refused("revoked");
    child.batch(() => script.root.set("value", on("device", "A"), 2)).refused("revoked");
    script.cells().is([], "cells");
    script.revision().is(0, "revision");
  }),

  vector("5.4-reading-changes-nothing", "who reads, whatever is asked or refused, changes nothing", three, (script) => {
    give(script, "k", { a: 1, b: 2 });
    script.revision().is(3, "revision");
    script.rank({ device: "never seen" }, { among: ["nobody"], limit: 3 }).is([], "queue");
    script.value({ workspace: "never seen" }, "nobody", "nothing").is(null, "value");
    script.weight({}, "nobody", "nothing").is(0, "weight");
    script.rank({ nowhere: "i" }).refused("unknown-level", { level: "nowhere" });
    script.cells().is(
      [
        { level: "global", instance: "", option: "", dimension: "k", weight: 1 },
        { level: "global", instance: "", option: "a", dimension: "k", value: 1 },
        { level: "global", instance: "", option: "b", dimension: "k", value: 2 },
      ],
      "cells",
    );
    script.revision().is(3, "revision afterwards");
  }),
];
