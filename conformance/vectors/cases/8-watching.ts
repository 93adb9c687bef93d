import { type Authored, give, queue, vector } from "../authored.ts";

const three = ["global", "workspace", "device"];

/** What one watcher heard. */
function heard(watcher: number, ...queues: readonly (readonly string[])[]) {
  return queues.map((options) => ({ watcher, queue: options }));
}

/** Vectors of 8.4. */
export const watching: readonly Authored[] = [
  vector("8.4-hears-changes", "a watcher hears each new queue, and not the one that it began with", three, (script) => {
    give(script, "k", { a: 1, b: 2 });
    script.watch({});
    script.heard().is([], "heard at first");
    script.root.setValue("global", "", "a", "k", 3);
    script.root.setValue("global", "", "c", "k", 0);
    script.heard().is(heard(0, ["b", "a"], ["c", "b", "a"]), "heard");
    script.heard().is([], "heard since");
  }),

  vector("8.4-scores-alone", "scores that change without the order are no change", three, (script) => {
    give(script, "k", { a: 1, b: 5 });
    script.watch({});
    script.root.setValue("global", "", "a", "k", 4);
    script.root.setWeight("global", "", "k", 100);
    script.root.setValue("global", "", "b", "k", 4);
    script.heard().is([], "heard");
    script.rank({}).is(queue(["a", 400], ["b", 400]), "queue");
    script.root.setWeight("global", "", "k", -1);
    script.heard().is([], "heard of a tie");
    script.root.setValue("global", "", "b", "k", 4.000000000000001);
    script.heard().is(heard(0, ["b", "a"]), "heard of one bit");
  }),

  vector("8.4-other-cursors", "a watcher hears of its own cursor alone", three, (script) => {
    give(script, "k", { a: 1, b: 2 });
    script.watch({ device: "A" });
    script.root.setValue("device", "B", "a", "k", 9);
    script.root.setValue("workspace", "A", "a", "k", 9);
    script.heard().is([], "heard of other instances");
    script.root.setValue("device", "A", "a", "k", 9);
    script.heard().is(heard(0, ["b", "a"]), "heard of its own");
    script.root.gate("global", "", "a", "k");
    script.heard().is([], "heard of what is hidden");
    script.root.setValue("device", "", "c", "k", 0);
    script.heard().is(heard(0, ["c", "b", "a"]), "heard of a shared cell");
  }),

  vector("8.4-once-for-a-batch", "a batch is heard once, with the queue in the end", three, (script) => {
    give(script, "k", { a: 1, b: 2 });
    script.watch({});
    script.root.batch(() => {
      script.root.setValue("global", "", "a", "k", 9);
      script.root.setValue("global", "", "c", "k", 0);
      script.root.gate("global", "", "b", "k");
    });
    script.heard().is(heard(0, ["c", "a"]), "heard");
  }),

  vector(
    "8.4-nothing-to-hear",
    "a batch that is abandoned, refused, or leaves the order as it was is not heard",
    three,
    (script) => {
      give(script, "k", { a: 1, b: 2 });
      script.watch({});
      script.root.batch(() => script.root.gate("global", "", "a", "k"), { ends: "in an error" });
      script.root
        .batch(() => {
          script.root.gate("global", "", "a", "k");
          script.root.gate("global", "", "a", "");
        })
        .refused("invalid-name", { level: "global", instance: "" });
      script.root.batch(() => {
        script.root.gate("global", "", "a", "k");
        script.root.setValue("global", "", "a", "k", 1.5);
      });
      script.heard().is([], "heard");
      script.rank({}).is(queue(["a", 1.5], ["b", 2]), "queue");
    },
  ),

  vector(
    "8.4-gates-and-defaults",
    "gates, defaults and weights are heard where they change the queue",
    three,
    (script) => {
      give(script, "cost", { a: 1, b: 2 });
      script.watch({});
      script.root.setDefault("global", "", "allowed", Number.POSITIVE_INFINITY);
      script.root.setValue("global", "", "b", "allowed", 0);
      script.root.setDefault("global", "", "allowed", 5);
      script.root.setOptionWeight("global", "", "b", "cost", 0);
      script.heard().is(heard(0, [], ["b"], ["a", "b"], ["b", "a"]), "heard");
    },
  ),

  vector("8.4-until-unwatched", "a watch ends when it is ended, and twice is as good as once", three, (script) => {
    give(script, "k", { a: 1, b: 2 });
    const watch = script.watch({});
    script.root.setValue("global", "", "a", "k", 3);
    script.unwatch(watch.number);
    script.unwatch(watch.number);
    script.root.setValue("global", "", "a", "k", 1);
    script.heard().is(heard(0, ["b", "a"]), "heard");
  }),

  vector("8.4-several-watchers", "each watcher hears its own queue", three, (script) => {
    give(script, "k", { a: 1, b: 2 });
    const one = script.watch({ device: "A" });
    const other = script.watch({ device: "B" });
    script.root.setValue("device", "B", "a", "k", 9);
    script.heard().is(heard(other.number, ["b", "a"]), "heard by the other");
    script.root.setValue("device", "A", "b", "k", 0);
    script.heard().is(heard(one.number, ["b", "a"]), "heard by the one");
    script.unwatch(one.number);
    script.root.gate("global", "", "b", "k");
    script.heard().is(heard(other.number, ["a"]), "heard by who still watches");
  }),

  vector("8.4-ways-up", "what a roll-up writes is heard once", three, (script) => {
    give(script, "k", { a: 1, b: 2, c: 3 });
    for (const [option, value] of [
      ["a", 30],
      ["b", 20],
      ["c", 10],
    ] as const)
      script.root.setValue("device", "D", option, "k", value);
    script.watch({});
    script.root.rollUp({ from: "device", to: "global" }).is(3, "rolled up");
    script.heard().is(heard(0, ["c", "b", "a"]), "heard");
  }),

  vector("8.4-deltas", "what a delta writes is heard once", three, (script) => {
    give(script, "k", { a: 1, b: 2 });
    script.watch({});
    const at = { level: "global", instance: "", dimension: "k", layer: "value" } as const;
    script.root.apply([
      { ...at, option: "a", content: 9 },
      { ...at, option: "c", content: 3 },
      { ...at, option: "b" },
    ]);
    script.heard().is(heard(0, ["c", "a"]), "heard");
  }),

  vector("8.4-gone-after-a-restore", "after a restore nobody watches, until someone does again", three, (script) => {
    give(script, "k", { a: 1, b: 2 });
    script.watch({});
    script.restore();
    script.root.setValue("global", "", "a", "k", 3);
    script.heard().is([], "heard");
    const again = script.watch({});
    script.root.setValue("global", "", "a", "k", 1);
    script.heard().is(heard(again.number, ["a", "b"]), "heard by the new one");
  }),

  vector("8.4-unknown-level", "a cursor with a level that is none cannot be watched", three, (script) => {
    script.watch({ nowhere: "i" }).refused("unknown-level", { level: "nowhere" });
    give(script, "k", { a: 1 });
    script.heard().is([], "heard");
  }),
];
