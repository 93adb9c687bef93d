import { index, pick } from "@thalweg/core/testing";
import fc from "fast-check";
import { isSame, same } from "../assert.ts";
import type { Draft } from "../generate/draft.ts";
import { batchedWrite, deltaDraft, plainWrite } from "../generate/plain-writes.ts";
import { contentsOfAnySize } from "../generate/sizes.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { Heard } from "../program/answer.ts";
import { Script, type Step, scriptOf } from "../script.ts";
import type { Feature } from "../subject.ts";
import { separators } from "./1-look-alikes.ts";

const applied: fc.Arbitrary<Draft> = deltaDraft.map((draft) => (named) => ({
  do: "apply",
  writer: 0,
  delta: draft(named),
}));

/** Laws of 8.4. */
export const watching: readonly Law[] = [
  watched("a watcher is called when its queue has changed, with the new queue, and at no other time", plainWrite, []),
  watched("a watcher is called once for a batch, where its queue is another in the end", batchedWrite, ["batches"]),
  watched("a watcher is called once for a delta, where its queue is another in the end", applied, ["deltas"]),

  always(
    "8.4",
    "a watcher hears of the order alone, and not after it has ended",
    async (play) => {
      const { script, a, heard } = twoWatchers();
      const { root } = script;
      heard([], "before anything changes");
      root.setWeight("global", "", "k", 1);
      heard([], "of a weight alone");
      root.setValue("global", "", "a", "k", 1);
      heard(["a"], "of an option");
      root.setValue("global", "", "b", "k", 2);
      heard(["a,b"], "of two options");
      root.setValue("global", "", "b", "k", 3);
      root.setValue("device", "B", "b", "k", 0);
      heard([], "of scores and other instances");
      root.setValue("device", "A", "b", "k", 0);
      heard(["b,a"], "of another order");
      root.gate("device", "A", "a", "k");
      heard(["b"], "of a gate");
      script.unwatch(a);
      script.unwatch(a);
      root.clear("device", "A");
      heard([], "after the end");
      script.resolve({ device: "A" }).is(["a", "b"], "the queue that went on without its watcher");
      await play.run(script);
    },
    { needs: ["watchers"] },
  ),

  always(
    "8.4",
    "a watcher hears once of a batch, and neither of a detour nor of an abandoned one",
    async (play) => {
      const { script, heard } = twoWatchers();
      const { root } = script;
      root.setWeight("global", "", "k", 1);
      root.batch(() => {
        root.setValue("global", "", "a", "k", 1);
        root.setValue("global", "", "b", "k", 2);
      });
      heard(["a,b"], "of two options");
      const detour = (): void => {
        root.gate("device", "A", "a", "k");
        root.unsetValue("device", "A", "a", "k");
      };
      root.batch(detour);
      heard([], "of a detour");
      root.batch(() => void root.gate("device", "A", "a", "k"), { ends: "in an error" });
      heard([], "of an abandoned batch");
      root.batch(() => {
        root.setValue("device", "A", "b", "k", 0);
        root.batch(() => void root.gate("device", "A", "a", "k"), { ends: "in an error" });
        root.setValue("device", "A", "c", "k", -1);
      });
      heard(["c,b,a"], "of a batch with an abandoned one within");
      await play.run(script);
    },
    { needs: ["watchers", "batches"] },
  ),

  always(
    "8.4",
    "a watcher hears when two options change places far down a long queue",
    async (play) => {
      const { script, options, heard } = longQueue((script, write) => {
        write();
        script.heard();
      });
      const swapped = [...options.slice(0, 9), ...options.slice(9, 11).reverse(), ...options.slice(11)];
      script.root.setValue("global", "", options[9] ?? "", "k", 10.5);
      heard([swapped], "of the options in places 10 and 11");
      script.root.setValue("global", "", options[9] ?? "", "k", 10.25);
      heard([], "of a score");
      await play.run(script);
    },
    { needs: ["watchers"] },
  ),

  always(
    "8.4",
    "a watcher hears once of a batch of many changes at an instance that all share",
    async (play) => {
      const { script, options, heard } = longQueue(({ root }, write) => root.batch(write));
      heard([options], "of all options");
      script.root.batch(() => {
        for (const [place, option] of options.entries())
          for (const dimension of ["k", "l", "m"]) script.root.setValue("global", "", option, dimension, -place);
      });
      heard([[...options].reverse()], "of all options in turn");
      script.root.clear("global", "");
      heard([[]], "of none");
      await play.run(script);
    },
    { needs: ["watchers", "batches"] },
  ),

  forAll(
    "8.4",
    "a watcher hears of two options that become one, whose name is theirs",
    separators,
    async (play, separator) => {
      for (const between of ["", separator]) {
        const script = new Script(["level"]);
        const { root } = script;
        for (const option of ["a", "b"]) root.setValue("level", "", option, "k", 1);
        script.watch({});
        root.batch(() => {
          root.clear("level", "");
          root.setValue("level", "", `a${between}b`, "k", 1);
        });
        script.heard().is([{ watcher: 0, queue: [`a${between}b`] }], "what is heard of one option");
        root.batch(() => {
          root.clear("level", "");
          for (const option of ["a", "b"]) root.setValue("level", "", option, "k", 1);
        });
        script.heard().is([{ watcher: 0, queue: ["a", "b"] }], "what is heard of two");
        await play.run(script);
      }
    },
    { needs: ["watchers", "batches"], share: 0.2 },
  ),
];

/** A tensor with a watcher of device A and another, of device B, that has ended. */
function twoWatchers(): { script: Script; a: number; heard(queues: readonly string[], of: string): void } {
  const script = new Script(["global", "device"]);
  const a = script.watch({ device: "A" }).number;
  script.unwatch(script.watch({ device: "B" }).number);
  const heard = (queues: readonly string[], of: string): void => {
    const wanted = queues.map((queue) => ({ watcher: a, queue: queue.split(",") }));
    script.heard().is(wanted, `what is heard ${of}`);
  };
  return { script, a, heard };
}

/** A watcher of a queue of 20 options, which were written in some way. */
function longQueue(write: (script: Script, all: () => void) => void): {
  script: Script;
  options: readonly string[];
  heard(queues: readonly (readonly string[])[], of: string): void;
} {
  const script = new Script(["global", "device"]);
  const options = Array.from({ length: 20 }, (_, place) => `option ${String.fromCharCode(97 + place)}`);
  script.root.setWeight("global", "", "k", 1);
  const { number: watcher } = script.watch({ device: "A" });
  write(script, () => {
    for (const [place, option] of options.entries())
      for (const dimension of ["k", "l", "m"]) script.root.setValue("global", "", option, dimension, place);
  });
  return {
    script,
    options,
    heard: (queues, of) =>
      void script.heard().is(
        queues.map((queue) => ({ watcher, queue })),
        `what is heard ${of}`,
      ),
  };
}

/** The law of what watchers hear of some commands, one by one. */
function watched(says: string, write: fc.Arbitrary<Draft>, features: readonly Feature[]): Law {
  return forAll(
    "8.4",
    says,
    fc.record({
      drawn: contentsOfAnySize({ maxCells: 12 }),
      // With some commands a watcher ends, or another begins.
      turns: fc.array(
        fc.tuple(write, fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: index })),
        { maxLength: 16, size: "max" },
      ),
      isApart: fc.boolean(),
    }),
    async (play, { drawn, turns, isApart }) => {
      const [level = ""] = drawn.levels;
      const script = scriptOf(drawn);
      // The queues are read in a tensor apart, or where they are watched: what is read may be kept.
      const reader = isApart ? scriptOf(drawn) : script;
      const both = [...new Set([script, reader])];
      // All dimensions count, so that what is written has a say in the order.
      for (const { root } of both) for (const dimension of drawn.dimensions) root.setWeight(level, "", dimension, 1);
      const read = (): readonly Step<readonly string[]>[] => drawn.cursors.map((cursor) => reader.resolve(cursor));
      const begun: number[] = [];
      const alive = new Map<number, number>();
      const watch = (at: number): void => {
        const cursor = pick([...drawn.cursors.keys()], at);
        const { number } = script.watch(drawn.cursors[cursor] ?? {});
        begun.push(number);
        alive.set(number, cursor);
      };
      for (const at of drawn.cursors.keys()) watch(at);
      script.heard().is([], "what is heard before anything changes");
      let before = read();
      for (const [draft, turn] of turns) {
        if (turn !== null && turn % 2 === 0) watch(turn / 2);
        if (turn !== null && turn % 2 === 1) {
          // One that has ended may end again.
          const number = pick(begun, (turn - 1) / 2);
          script.unwatch(number);
          alive.delete(number);
        }
        for (const each of both) each.do(draft(drawn)).mayBeRefused();
        const [queues, now, then] = [read(), [...alive], before];
        script.heard().check((heard) => {
          const wanted = now.flatMap(([watcher, at]): Heard[] => {
            const queue = queues[at]?.saw ?? [];
            return isSame(queue, then[at]?.saw) ? [] : [{ watcher, queue }];
          });
          // In which order watchers are called is open.
          same(
            [...heard].sort((one, other) => one.watcher - other.watcher),
            wanted,
            "what is heard",
          );
        });
        before = queues;
      }
      await play.run(...both);
    },
    { needs: ["watchers", ...features] },
  );
}
