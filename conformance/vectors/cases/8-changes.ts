import type { Delta } from "../../src/program/program.ts";
import { type Authored, queue, vector } from "../authored.ts";

const three = ["global", "workspace", "device"];
const o = { level: "global", instance: "", option: "o", dimension: "k" } as const;
const p = { ...o, option: "p" } as const;
const value = (content: number) => ({ layer: "value", content }) as const;
const weight = (content: number) => ({ layer: "weight", content }) as const;

/** Vectors of 8.1 and 8.2. */
export const changes: readonly Authored[] = [
  vector("8.1-apply", "a delta sets and unsets layers", three, (script) => {
    script.root.set("value", o, 1);
    script.root.set("weight", o, 2);
    script.root.apply([
      { ...o, layer: "value" },
      { ...p, ...value(Number.POSITIVE_INFINITY) },
      { ...o, ...weight(3) },
    ]);
    script.cells().is(
      [
        { ...o, weight: 3 },
        { ...p, value: Number.POSITIVE_INFINITY },
      ],
      "cells",
    );
    script.revision().is(3, "revision");
  }),

  vector("8.1-twice-is-once", "a delta applied twice is a delta applied once", three, (script) => {
    const delta: Delta = [
      { ...o, ...value(1) },
      { ...o, ...value(2) },
      { ...p, layer: "value" },
    ];
    script.root.set("value", p, 9);
    script.root.apply(delta);
    script.root.apply(delta);
    script.cells().is([{ ...o, value: 2 }], "cells");
    script.revision().is(2, "revision");
  }),

  vector("8.1-in-order", "changes are applied in their order: the last one of a layer counts", three, (script) => {
    script.root.apply([
      { ...o, ...value(1) },
      { ...o, layer: "value" },
      { ...p, layer: "value" },
      { ...p, ...value(4) },
    ]);
    script.cells().is([{ ...p, value: 4 }], "cells");
  }),

  vector(
    "8.1-there-and-back",
    "a delta that ends as it began is no revision, and neither is an empty one",
    three,
    (script) => {
      script.root.set("value", o, 1);
      script.root.apply([
        { ...o, ...value(2) },
        { ...o, ...value(1) },
      ]);
      script.root.apply([]);
      script.root.apply([{ ...p, layer: "weight" }]);
      script.revision().is(1, "revision");
    },
  ),

  vector("8.1-minus-zero", "−0 in a delta is stored as 0", three, (script) => {
    script.root.apply([
      { ...o, ...value(-0) },
      { ...o, ...weight(-0) },
    ]);
    script.cells().is([{ ...o, value: 0, weight: 0 }], "cells");
    script.value({}, "o", "k").is(0, "value");
  }),

  vector("8.1-compose-the-same-layer", "of two deltas the later content of a layer remains", three, (script) => {
    script.compose([{ ...o, ...value(1) }], [{ ...o, ...value(2) }]).is([{ ...o, ...value(2) }], "composed");
    script
      .compose([{ ...o, ...value(1) }], [{ ...o, layer: "value" }])
      .is([{ ...o, layer: "value" }], "composed with unset");
    script
      .compose([{ ...o, layer: "value" }], [{ ...o, ...value(2) }])
      .is([{ ...o, ...value(2) }], "composed after unset");
    script
      .compose([{ ...o, ...value(1) }], [], [{ ...o, ...value(3) }])
      .is([{ ...o, ...value(3) }], "composed of three");
    script.cells().is([], "cells");
    script.revision().is(0, "revision");
  }),

  vector("8.1-compose-nothing", "nothing composed is nothing, and added to nothing it stays", three, (script) => {
    script.compose().is([], "of none");
    script.compose([], []).is([], "of two empty ones");
    script.compose([], [{ ...o, ...value(1) }]).is([{ ...o, ...value(1) }], "after nothing");
    script.compose([{ ...o, ...weight(1) }], []).is([{ ...o, ...weight(1) }], "before nothing");
    script
      .compose([
        { ...o, ...value(1) },
        { ...o, ...value(2) },
      ])
      .is([{ ...o, ...value(2) }], "of one with two changes");
  }),

  vector(
    "8.1-compose-keeps-what-seems-idle",
    "a composed delta unsets, though it does not know what is set",
    three,
    (script) => {
      const composed: Delta = [{ ...o, layer: "value" }];
      script.compose([{ ...o, ...value(1) }], composed).is(composed, "composed");
      script.root.set("value", o, 7);
      script.root.apply(composed);
      script.cells().is([], "cells");
    },
  ),

  vector(
    "8.1-told-deltas-lead-on",
    "what was told of one tensor leads another one to the same cells",
    three,
    (script) => {
      script.subscribe();
      script.root.setValue("device", "D", "o", "k", 0.1);
      script.root.unsetValue("device", "D", "o", "k");
      script.root.gate("device", "", "o", "k");
      const at = { level: "device", instance: "D", option: "o", dimension: "k" } as const;
      const told = [
        { revision: 1, delta: [{ ...at, ...value(0.1) }] },
        { revision: 2, delta: [{ ...at, layer: "value" }] },
        { revision: 3, delta: [{ ...at, instance: "", ...value(Number.POSITIVE_INFINITY) }] },
      ] as const;
      script.told().is(told, "told");
      script.root.clear("device", "");
      script.root.apply(told.flatMap(({ delta }): Delta => delta));
      script.cells().is([{ ...at, instance: "", value: Number.POSITIVE_INFINITY }], "cells");
      script.revision().is(5, "revision");
    },
  ),

  vector("8.2-all-or-nothing", "a delta that is refused anywhere writes nothing", three, (script) => {
    script.root.set("value", o, 1);
    const bad = { ...p, dimension: "l" } as const;
    script.root
      .apply([
        { ...o, ...value(2) },
        { ...bad, ...weight(Number.NaN) },
      ])
      .refused("invalid-weight", bad);
    script.root
      .apply([
        { ...o, layer: "value" },
        { ...p, ...value(Number.NEGATIVE_INFINITY) },
      ])
      .refused("invalid-value", p);
    script.root
      .apply([
        { ...o, ...value(2) },
        { ...p, level: "nowhere", ...value(1) },
      ])
      .refused("unknown-level", {
        level: "nowhere",
      });
    script.root
      .apply([
        { ...o, ...value(2) },
        { ...p, dimension: "", ...value(1) },
      ])
      .refused("invalid-name", { option: "p" });
    const colour = { ...p, layer: "colour", content: 1 };
    script.root.apply([{ ...o, ...value(2) }, colour] as unknown as Delta).refused("invalid-delta");
    script.cells().is([{ ...o, value: 1 }], "cells");
    script.revision().is(1, "revision");
  }),

  vector("8.2-needs-the-power", "a delta is written with the power of its writer, and no more", three, (script) => {
    const device = { ...o, level: "device", instance: "A" } as const;
    const writer = script.writer("device");
    writer
      .apply([
        { ...device, ...value(1) },
        { ...o, ...value(2) },
      ])
      .refused("write-up", { level: "global", instance: "" });
    const pinned = script.writer("device", "A");
    const foreign = { ...device, instance: "B" } as const;
    pinned
      .apply([
        { ...device, ...value(1) },
        { ...foreign, ...value(2) },
      ])
      .refused("foreign-instance", {
        level: "device",
        instance: "B",
      });
    script.cells().is([], "cells");
    pinned.apply([
      { ...device, ...value(1) },
      { ...device, ...weight(2) },
    ]);
    script.rank({ device: "A" }).is(queue(["o", 2]), "queue");
  }),

  vector("8.2-revoked", "a revoked writer applies nothing, not even an empty delta", three, (script) => {
    const writer = script.writer("device");
    writer.revoke();
    writer.apply([{ ...o, level: "device", ...value(1) }]).refused("revoked");
    writer.apply([]).refused("revoked");
    script.cells().is([], "cells");
  }),

  vector("8.2-within-a-batch", "a delta within a batch is part of it", three, (script) => {
    script.root.batch(() => script.root.apply([{ ...o, ...value(1) }]), { ends: "in an error" });
    script.cells().is([], "cells");
    script.root.batch(
      () => {
        script.root.apply([
          { ...o, ...value(1) },
          { ...p, ...value(2) },
        ]);
        script.root
          .apply([
            { ...p, layer: "value" },
            { ...o, ...value(Number.NaN) },
          ])
          .refused("invalid-value", o);
      },
      { refusals: "are caught" },
    );
    script.cells().is(
      [
        { ...o, value: 1 },
        { ...p, value: 2 },
      ],
      "cells afterwards",
    );
    script.revision().is(1, "revision");
  }),
];
