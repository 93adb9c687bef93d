import { index, pick, pickShared, pools } from "@thalweg/core/testing";
import fc from "fast-check";
import { same } from "../assert.ts";
import { isAt } from "../by-hand/fold.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { Code } from "../program/answer.ts";
import type { Cell, Coordinate } from "../program/program.ts";
import type { Scribe } from "../scribe.ts";
import { Script, scriptOf } from "../script.ts";
import type { Step } from "../step.ts";
import type { Feature } from "../subject.ts";

/** All cells of one instance of a level. */
export type Slice = Pick<Coordinate, "level" | "instance">;

/** A way to write, and the feature that it takes. */
interface Means {
  readonly suffix: string;
  readonly needs: readonly Feature[];
  /** Adds every such write of a slice; where they are permitted, its cell is a value of 9 in the end. */
  readonly write: (writer: Scribe, slice: Slice) => readonly Step<null>[];
}

/** All of them. */
export const means: readonly Means[] = [
  {
    suffix: "",
    needs: [],
    write: (writer, slice) => {
      const own = { ...slice, option: "o", dimension: "k" };
      const shared = { ...own, option: "" };
      return [
        writer.set("value", own, 1),
        writer.set("value", shared, 1),
        writer.set("weight", own, 1),
        writer.set("weight", shared, 1),
        writer.set("value", own, Number.POSITIVE_INFINITY),
        writer.unset("value", own),
        writer.unset("value", shared),
        writer.unset("weight", own),
        writer.unset("weight", shared),
        writer.clear(slice.level, slice.instance),
        writer.set("value", own, 9),
      ];
    },
  },
  {
    suffix: "; by deltas, too",
    needs: ["deltas"],
    write: (writer, slice) => {
      const own = { ...slice, option: "o", dimension: "k" };
      return [
        writer.apply([{ ...own, layer: "value", content: 1 }]),
        writer.apply([{ ...own, layer: "weight", content: 1 }]),
        writer.apply([{ ...own, layer: "weight" }]),
        writer.apply([{ ...own, layer: "value", content: 9 }]),
      ];
    },
  },
];

const twoLevels = fc.tuple(pools, index, index, index, index);

/** Laws of 5.1 and 5.2: who may write where. */
export const writing: readonly Law[] = [
  ...means.map(({ suffix, needs, write }) =>
    forAll(
      "5.1",
      `an unpinned writer writes its floor and finer levels, any instance, and never a coarser level${suffix}`,
      twoLevels,
      async (play, [{ levels, instances }, floorAt, levelAt, instanceAt]) => {
        const script = seeded(levels);
        const floor = pick(levels, floorAt);
        const slice = { level: pick(levels, levelAt), instance: pickShared(instances, instanceAt) };
        const isAllowed = levels.indexOf(slice.level) >= levels.indexOf(floor);
        answers(script, write(script.writer(floor), slice), slice, isAllowed ? undefined : "write-up");
        script.writer("no such level").minted?.refused("unknown-level", { level: "no such level" });
        await play.run(script);
      },
      { needs },
    ),
  ),

  ...means.map(({ suffix, needs, write }) =>
    forAll(
      "5.2",
      `a pinned writer writes its one slice${suffix}`,
      twoLevels,
      async (play, [{ levels, instances }, floorAt, levelAt, pinAt, instanceAt]) => {
        const script = seeded(levels);
        const floor = pick(levels, floorAt);
        const pin = pickShared(instances, pinAt);
        const slice = { level: pick(levels, levelAt), instance: pickShared(instances, instanceAt) };
        const below = levels.indexOf(slice.level) - levels.indexOf(floor);
        const foreign = slice.instance === pin ? undefined : "foreign-instance";
        const code = below < 0 ? "write-up" : below > 0 ? "foreign-level" : foreign;
        answers(script, write(script.writer(floor, pin), slice), slice, code);
        await play.run(script);
      },
      { needs },
    ),
  ),

  always("5.2", "a writer that is pinned to an instance of the last of 32 levels writes there alone", async (play) => {
    const levels = Array.from({ length: 32 }, (_, depth) => `level ${depth}`);
    const script = new Script(levels);
    const [above = "", last = ""] = levels.slice(-2);
    const writer = script.writer(last, "mine");
    for (const level of levels.slice(0, -1)) writer.setValue(level, "mine", "o", "k", 1).refused("write-up", { level });
    writer.setValue(last, "theirs", "o", "k", 1).refused("foreign-instance", { level: last });
    script.writer(above, "mine").setValue(last, "mine", "o", "k", 1).refused("foreign-level", { level: last });
    writer.setValue(last, "mine", "o", "k", 9);
    script.cells().is([{ level: last, instance: "mine", option: "o", dimension: "k", value: 9 }], "the cells");
    await play.run(script);
  }),
];

/** Cells that every level has to lose. */
function seeds(levels: readonly string[]): Cell[] {
  return levels.map((level) => ({ level, instance: "seeded", option: "o", dimension: "k", value: 5 }));
}

function seeded(levels: readonly string[]): Script {
  return scriptOf({ levels, cells: seeds(levels) });
}

/** Says that writes of a slice are refused with a code, and changed nothing; or, without one, that they were done. */
function answers(script: Script, writes: readonly Step<null>[], slice: Slice, code: Code | undefined): void {
  const own = { ...slice, option: "o", dimension: "k" };
  if (code === undefined)
    script.cells().check((cells) =>
      same(
        cells.filter((cell) => isAt(cell, own)),
        [{ ...own, value: 9 }],
        "what was written last",
      ),
    );
  else {
    for (const write of writes) write.refused(code, slice);
    script.cells().is(seeds(script.levels), "cells after refused writes");
  }
}
