import { contents, index, name, pick, pickShared, pools } from "@thalweg/core/testing";
import fc from "fast-check";
import { same } from "../assert.ts";
import { isAt } from "../by-hand/fold.ts";
import type { Law } from "../law.ts";
import { forAll } from "../law.ts";
import type { Code } from "../program/answer.ts";
import type { Cell, Coordinate } from "../program/program.ts";
import type { Scribe } from "../scribe.ts";
import { Script, scriptOf, unchanged } from "../script.ts";
import type { Step } from "../step.ts";
import type { Feature } from "../subject.ts";

type Slice = Pick<Coordinate, "level" | "instance">;

/** A way to write, and the feature that it takes. */
interface Means {
  readonly suffix: string;
  readonly needs: readonly Feature[];
  /** Adds every such write of a slice; where they are permitted, its cell is a value of 9 in the end. */
  readonly write: (writer: Scribe, slice: Slice) => readonly Step<null>[];
}

const means: readonly Means[] = [
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

/** Laws of section 5, but for batches and the table of refusals. */
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

  forAll(
    "5.3",
    "attenuate never widens: whatever a writer may not write, none attenuated from it may",
    fc.tuple(pools, fc.array(fc.tuple(index, fc.option(index)), { minLength: 1, maxLength: 4 })),
    async (play, [{ levels, instances }, chain]) => {
      const script = new Script(levels);
      const slices = levels.flatMap((level) => ["", ...instances].map((instance) => ({ level, instance })));
      let wide = { writer: script.root, pin: undefined as string | undefined, may: slices };
      for (const [levelAt, instanceAt] of chain) {
        const level = pick(levels, levelAt);
        const instance = instanceAt === null ? undefined : pickShared(instances, instanceAt);
        const pin = instance ?? wide.pin;
        const needed = slices.filter((slice) =>
          pin === undefined
            ? levels.indexOf(slice.level) >= levels.indexOf(level)
            : slice.level === level && slice.instance === pin,
        );
        const writer = wide.writer.attenuate(level, instance);
        if (!needed.every((slice) => wide.may.includes(slice))) {
          writer.minted?.refused(notPermitted);
          continue;
        }
        for (const slice of slices) {
          const write = writer.setValue(slice.level, slice.instance, "o", "k", 1);
          if (!needed.includes(slice)) write.refused(notPermitted, slice);
        }
        wide = { writer, pin, may: needed };
      }
      await play.run(script);
    },
    { needs: ["attenuation"] },
  ),

  ...means.map(({ suffix, needs, write }) =>
    forAll(
      "5.3",
      `revoke kills a writer and all that were attenuated from it, and no other${suffix}`,
      fc.tuple(pools, index, index),
      async (play, [{ levels, instances }, at, which]) => {
        const script = new Script(levels);
        const level = pick(levels, at);
        const instance = pickShared(instances, which);
        const parent = script.root.attenuate(level);
        const child = parent.attenuate(level, instance);
        const grandchild = child.attenuate(level);
        const others = [
          script.root,
          script.root.attenuate(level),
          script.writer(level),
          script.writer(level, instance),
        ];
        write(grandchild, { level, instance });
        parent.revoke();
        parent.revoke();
        unchanged(script, [{}], () => {
          for (const dead of [parent, child, grandchild]) {
            for (const step of write(dead, { level, instance })) step.refused("revoked");
            dead.attenuate(level, instance).minted?.refused("revoked");
            dead.setValue("no such level", instance, "o", "", Number.NaN).refused("revoked");
          }
        });
        for (const [number, other] of others.entries()) {
          write(other, { level, instance });
          other.setValue(level, instance, "o", "k", number);
          script.value(Object.fromEntries([[level, instance]]), "o", "k").is(number, "what another writer wrote");
        }
        await play.run(script);
      },
      { needs: ["attenuation", ...needs] },
    ),
  ),

  forAll(
    "5.3",
    "a revoked writer begins no batch, nor does any that was attenuated from it",
    fc.tuple(pools, index, index),
    async (play, [{ levels, instances }, at, which]) => {
      const script = new Script(levels);
      const level = pick(levels, at);
      const instance = pickShared(instances, which);
      const parent = script.root.attenuate(level);
      const child = parent.attenuate(level, instance);
      child.batch(() => child.setValue(level, instance, "o", "k", 1));
      parent.revoke();
      const begin = (dead: Scribe): void => {
        const batch = dead.batch(() => script.root.setValue(level, instance, "o", "k", 2)).refused("revoked");
        batch.check((saw) => same(saw.answers, [], "what was answered within"));
      };
      unchanged(script, [{}], () => {
        for (const dead of [parent, child]) {
          begin(dead);
          script.root.batch(() => begin(dead), { refusals: "are caught" });
        }
      });
      await play.run(script);
    },
    { needs: ["attenuation", "batches"] },
  ),

  ...means.map(({ suffix, needs, write }) =>
    forAll(
      "5.6",
      `a refused write changes nothing${suffix}`,
      fc.tuple(contents(), name),
      async (play, [drawn, stranger]) => {
        const script = scriptOf(drawn);
        const [coarse = ""] = drawn.levels;
        const fine = drawn.levels.at(-1) ?? "";
        const refused = (writer: Scribe, slice: Slice, code: Code, named: Partial<Slice> = slice): void => {
          for (const step of write(writer, slice)) step.refused(code, named);
        };
        unchanged(script, drawn.cursors, () => {
          if (fine !== coarse) refused(script.writer(fine), { level: coarse, instance: "" }, "write-up");
          if (fine !== coarse) refused(script.writer(coarse, ""), { level: fine, instance: "" }, "foreign-level");
          const mine = script.writer(coarse, "mine");
          refused(mine, { level: coarse, instance: `${stranger}~` }, "foreign-instance");
          const level = `${stranger} is no level`;
          refused(script.root, { level, instance: "" }, "unknown-level", { level });
        });
        await play.run(script);
      },
      { needs, share: 0.5 },
    ),
  ),
];

/** What keeps a writer from a slice. */
const notPermitted: readonly Code[] = ["write-up", "foreign-level", "foreign-instance"];

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
