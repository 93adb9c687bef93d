import { index, pick, pickShared, pools } from "@thalweg/core/testing";
import fc from "fast-check";
import { same } from "../assert.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { Code } from "../program/answer.ts";
import type { Coordinate } from "../program/program.ts";
import type { BatchTerms, Scribe } from "../scribe.ts";
import { Script, unchanged } from "../script.ts";
import { means } from "./5-writing.ts";

/** Laws of 5.3: narrower writers, and none. */
export const attenuation: readonly Law[] = [
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

  always(
    "5.3",
    "a writer that is revoked in a batch, its own or another's, writes no more in it, and what it had written stands",
    async (play) => {
      const script = new Script(["level"]);
      const { root } = script;
      const at = (dimension: string): Coordinate => ({ level: "level", instance: "", option: "o", dimension });
      for (const [number, owner] of ["itself", "its parent", "another"].entries()) {
        const parent = root.attenuate("level");
        const writer = parent.attenuate("level");
        const batch = (how: BatchTerms, within: () => void) => (owner === "another" ? root : writer).batch(within, how);
        const [before, after] = [at(`before ${number}`), at(`after ${number}`)];
        const caught = batch({ refusals: "are caught" }, () => {
          writer.set("value", before, number);
          (owner === "itself" ? writer : parent).revoke();
          for (const write of [writer.set("value", after, 1), writer.unset("value", before)]) write.refused("revoked");
          writer.clear("level", "").refused("revoked");
          writer.batch(() => {}).refused("revoked");
          root.set("weight", before, number);
        });
        caught.check(({ ended }) => same(ended, "well", "how the batch ended"));
        script.value({}, "o", before.dimension).is(number, "what was written before");
        script.weight({}, "o", before.dimension).is(number, "what another wrote afterwards");
        script.value({}, "o", after.dimension).is(null, "what was refused");
      }
      await play.run(script);
    },
    { needs: ["attenuation", "batches"] },
  ),

  always(
    "5.3",
    "a writer that is revoked in a batch remains so, also where the batch is undone",
    async (play) => {
      const script = new Script(["level"]);
      const { root } = script;
      const ends: readonly (readonly [BatchTerms, Code | undefined])[] = [
        [{}, "revoked"],
        [{ ends: "in an error" }, undefined],
      ];
      for (const [how, code] of ends)
        unchanged(script, [{}], () => {
          const writer = root.attenuate("level");
          const batch = writer.batch(() => {
            writer.setValue("level", "", "o", "k", 1);
            writer.revoke();
            if (code !== undefined) writer.setValue("level", "", "o", "l", 1);
          }, how);
          if (code !== undefined) batch.refused(code);
          writer.setValue("level", "", "o", "k", 2).refused("revoked");
        });
      await play.run(script);
    },
    { needs: ["attenuation", "batches"] },
  ),
];

/** What keeps a writer from a slice. */
const notPermitted: readonly Code[] = ["write-up", "foreign-level", "foreign-instance"];
