import type { BatchAnswer } from "../../src/program/answer.ts";
import type { Step } from "../../src/script.ts";
import { type Authored, give, queue, vector } from "../authored.ts";

const two = ["global", "device"];
const o = { level: "global", instance: "", option: "o", dimension: "k" } as const;
const p = { ...o, option: "p" } as const;
const none = Number.NaN;

/** Says how many commands of a batch answered. */
function ended(batch: Step<BatchAnswer>, count: number): void {
  batch.check(({ answers }) => {
    if (answers.length !== count) throw new Error(`${answers.length} answers of a batch`);
  });
}

/** Vectors of 5.5: batches. */
export const batches: readonly Authored[] = [
  vector("5.5-one-revision", "a batch is one revision, however much it writes", two, (script) => {
    const batch = script.root.batch(() => {
      script.root.set("value", o, 1);
      script.root.set("value", p, 2);
      script.root.setWeight("device", "A", "k", 3);
    });
    ended(batch, 3);
    script.revision().is(1, "revision");
    script.rank({ device: "A" }).is(queue(["o", 3], ["p", 6]), "queue");
  }),

  vector("5.5-reads-within", "a batch sees what it wrote", two, (script) => {
    give(script, "k", { o: 1 });
    script.root.batch(() => {
      script.root.set("value", o, 5);
      script.value({}, "o", "k").is(5, "value within");
      script.root.set("value", p, 3);
      script.rank({}).is(queue(["p", 3], ["o", 5]), "queue within");
      script.root.unset("value", o);
      script.rank({}).is(queue(["p", 3]), "queue within, later");
    });
    script.rank({}).is(queue(["p", 3]), "queue afterwards");
  }),

  vector("5.5-abandoned", "a batch that ends in an error of the host's leaves nothing", two, (script) => {
    give(script, "k", { o: 1 });
    const batch = script.root.batch(
      () => {
        script.root.set("value", o, 5);
        script.root.set("value", p, 3);
        script.root.setWeight("global", "", "k", 9);
        script.rank({}).is(queue(["p", 27], ["o", 45]), "queue within");
      },
      { ends: "in an error" },
    );
    ended(batch, 4);
    script.rank({}).is(queue(["o", 1]), "queue");
    script.cells().is(
      [
        { ...o, option: "", weight: 1 },
        { ...o, value: 1 },
      ],
      "cells",
    );
    script.revision().is(2, "revision");
  }),

  vector(
    "5.5-abandoned-after-much",
    "an abandoned batch is undone to its beginning, however often it wrote a cell",
    two,
    (script) => {
      script.root.set("value", o, 1);
      script.root.set("weight", p, 5);
      script.root.batch(
        () => {
          script.root.set("value", o, 2);
          script.root.unset("value", o);
          script.root.set("value", o, 3);
          script.root.unset("weight", p);
          script.root.clear("global", "");
          script.root.set("weight", p, 6);
        },
        { ends: "in an error" },
      );
      script.cells().is(
        [
          { ...o, value: 1 },
          { ...p, weight: 5 },
        ],
        "cells",
      );
      script.revision().is(2, "revision");
    },
  ),

  vector("5.5-refused-half-way", "a batch that a refusal ends leaves nothing, and does nothing more", two, (script) => {
    script.root.set("value", o, 1);
    const batch = script.root.batch(() => {
      script.root.set("value", p, 2);
      script.root.unset("value", o);
      script.root.set("weight", o, none);
      script.root.set("value", o, 3);
    });
    batch.refused("invalid-weight", o);
    script.cells().is([{ ...o, value: 1 }], "cells");
    script.revision().is(1, "revision");
  }),

  vector("5.5-refusals-are-caught", "a refusal that is caught within a batch undoes nothing", two, (script) => {
    const batch = script.root.batch(
      () => {
        script.root.set("value", o, 1);
        script.root.set("value", o, none).refused("invalid-value", o);
        script.root.set("value", p, 2);
      },
      { refusals: "are caught" },
    );
    ended(batch, 3);
    script.cells().is(
      [
        { ...o, value: 1 },
        { ...p, value: 2 },
      ],
      "cells",
    );
    script.revision().is(1, "revision");
  }),

  vector("5.5-caught-then-abandoned", "caught or not, a batch that ends in an error leaves nothing", two, (script) => {
    const batch = script.root.batch(
      () => {
        script.root.set("value", o, 1);
        script.root.set("value", o, none).refused("invalid-value", o);
      },
      { refusals: "are caught", ends: "in an error" },
    );
    ended(batch, 2);
    script.cells().is([], "cells");
  }),

  vector("5.5-nested", "a batch within a batch that ends well is part of it", two, (script) => {
    script.root.batch(() => {
      script.root.set("value", o, 1);
      script.root.batch(() => script.root.set("value", p, 2));
      script.revision().is(0, "revision within");
    });
    script.cells().is(
      [
        { ...o, value: 1 },
        { ...p, value: 2 },
      ],
      "cells",
    );
    script.revision().is(1, "revision");
  }),

  vector(
    "5.5-savepoint",
    "a batch within a batch that is abandoned undoes its own writes and no others",
    two,
    (script) => {
      script.root.batch(() => {
        script.root.set("value", o, 1);
        script.root.batch(
          () => {
            script.root.set("value", o, 2);
            script.root.set("value", p, 3);
          },
          { ends: "in an error" },
        );
        script.value({}, "o", "k").is(1, "value after the inner one");
        script.root.set("weight", o, 4);
      });
      script.cells().is([{ ...o, value: 1, weight: 4 }], "cells");
      script.revision().is(1, "revision");
    },
  ),

  vector(
    "5.5-outer-undoes-inner",
    "a batch that is abandoned undoes those within it that ended well",
    two,
    (script) => {
      script.root.batch(
        () => {
          script.root.batch(() => script.root.set("value", o, 1));
          script.root.batch(() => script.root.set("value", p, 2));
          script.rank({}).is(queue(["o", 0], ["p", 0]), "queue within");
        },
        { ends: "in an error" },
      );
      script.cells().is([], "cells");
      script.revision().is(0, "revision");
    },
  ),

  vector(
    "5.5-inner-refusal-goes-on",
    "a refusal that ends an inner batch does not end the outer one",
    two,
    (script) => {
      script.root.batch(() => {
        script.root.set("value", o, 1);
        script.root
          .batch(() => {
            script.root.set("value", p, 2);
            script.root.set("value", p, none);
          })
          .refused("invalid-value", p);
        script.root.set("weight", o, 3);
      });
      script.cells().is([{ ...o, value: 1, weight: 3 }], "cells");
    },
  ),

  vector("5.5-there-and-back", "a batch that ends as it began is no revision", two, (script) => {
    script.root.set("value", o, 1);
    script.root.batch(() => {
      script.root.set("value", o, 2);
      script.root.set("value", p, 3);
      script.root.unset("value", p);
      script.root.set("value", o, 1);
    });
    script.root.batch(() => {});
    script.revision().is(1, "revision");
    script.cells().is([{ ...o, value: 1 }], "cells");
  }),

  vector("5.5-clear-within", "a slice that was cleared in an abandoned batch is back", two, (script) => {
    script.root.setValue("device", "A", "o", "k", 1);
    script.root.setWeight("device", "A", "k", 2);
    script.root.batch(
      () => {
        script.root.clear("device", "A");
        script.rank({ device: "A" }).is([], "queue within");
        script.root.setValue("device", "A", "p", "k", 3);
      },
      { ends: "in an error" },
    );
    script.rank({ device: "A" }).is(queue(["o", 2]), "queue");
  }),

  vector("5.5-whoever-writes", "a batch spans what other writers write within it", two, (script) => {
    const device = script.writer("device");
    const other = script.writer("device", "A");
    device.batch(
      () => {
        device.setValue("device", "B", "o", "k", 1);
        other.setValue("device", "A", "o", "k", 2);
        script.root.set("value", o, 3);
      },
      { ends: "in an error" },
    );
    script.cells().is([], "cells");
    device.batch(() => {
      other.setValue("device", "A", "o", "k", 2);
      script.root.set("value", o, 3);
    });
    script.revision().is(1, "revision");
    script.cells().is(
      [
        { ...o, value: 3 },
        { ...o, level: "device", instance: "A", value: 2 },
      ],
      "cells of both",
    );
  }),

  vector("5.5-a-batch-gives-no-power", "within a batch a writer may write no more than outside", two, (script) => {
    const device = script.writer("device");
    device
      .batch(() => {
        device.setValue("device", "A", "o", "k", 1);
        device.set("value", o, 2);
      })
      .refused("write-up", { level: "global", instance: "" });
    script.cells().is([], "cells");
  }),
];
