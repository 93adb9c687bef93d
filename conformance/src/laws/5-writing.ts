import type { CellHandle, Writer } from "@thalweg/core";
import { contents, index, name, pick, pickShared, pools } from "@thalweg/core/testing";
import fc from "fast-check";
import { holds, refusal, refused, same } from "../assert.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { AnyTensor, Subject } from "../subject.ts";
import { readings, rootOf, tensorOf, unchanged, writeCells } from "../tensor.ts";

/** Every write that takes a level and an instance, by name. */
function writes(writer: Writer, level: string, instance: string): readonly (() => unknown)[] {
  const at = { level, instance, option: "o", dimension: "k" };
  return [
    () => writer.setValue(level, instance, "o", "k", 1),
    () => writer.setDefault(level, instance, "k", 1),
    () => writer.setWeight(level, instance, "k", 1),
    () => writer.setOptionWeight(level, instance, "o", "k", 1),
    () => writer.gate(level, instance, "o", "k"),
    () => writer.open(level, instance, "o", "k"),
    () => writer.unsetValue(level, instance, "o", "k"),
    () => writer.unsetDefault(level, instance, "k"),
    () => writer.unsetWeight(level, instance, "k"),
    () => writer.unsetOptionWeight(level, instance, "o", "k"),
    () => writer.clear(level, instance),
    () => writer.cell(level, instance, "o", "k").set(1),
    () => writer.cell(level, instance, "o", "k").unset(),
    () => writer.cell(level, instance, "o", "k").setWeight(1),
    () => writer.apply([{ ...at, layer: "value", content: 1 }]),
    () => writer.apply([{ ...at, layer: "weight" }]),
  ];
}

const twoLevels = fc.tuple(pools, index, index, index, index);

/** A seeded tensor that has something to lose. */
function seeded(subject: Subject, levels: readonly string[]): AnyTensor {
  const tensor: AnyTensor = new subject.Tensor(levels);
  for (const level of levels) rootOf(tensor).setValue(level, "seeded", "o", "k", 5);
  return tensor;
}

/** Laws of section 5, but for the table of refusals. */
export const writing: readonly Law[] = [
  forAll(
    "5.1",
    "an unpinned writer writes its floor and finer levels, any instance, and never a coarser level",
    twoLevels,
    (subject, [named, floorAt, levelAt, instanceAt]) => {
      const tensor = seeded(subject, named.levels);
      const floor = pick(named.levels, floorAt);
      const level = pick(named.levels, levelAt);
      const instance = pickShared(named.instances, instanceAt);
      const writer = tensor.writer(floor);
      same([writer.floor, writer.instance], [floor, undefined], "what the writer says of itself");
      const allowed = named.levels.indexOf(level) >= named.levels.indexOf(floor);
      for (const write of writes(writer, level, instance)) {
        if (allowed) same(refusal(subject, write), undefined, "the refusal of a permitted write");
        else refused(subject, "write-up", write, { level, instance });
      }
      if (!allowed) same([...tensor.cells()], [...seeded(subject, named.levels).cells()], "cells after refused writes");
      refused(subject, "unknown-level", () => tensor.writer(`${floor}~`), { level: `${floor}~` });
    },
  ),

  forAll(
    "5.1",
    "a handle does what its writer would, whatever else was written in between",
    fc.array(
      fc.record({
        act: fc.constantFrom("handle", "handle", "handle", "unset", "weigh", "set", "unset by name", "clear"),
        cell: fc.tuple(fc.nat(1), fc.nat(2), fc.nat(1)),
        content: fc.integer({ min: -2, max: 2 }),
      }),
      { maxLength: 60, size: "max" },
    ),
    (subject, steps) => {
      const handled: AnyTensor = new subject.Tensor(["level"]);
      const named: AnyTensor = new subject.Tensor(["level"]);
      for (const tensor of [handled, named]) {
        rootOf(tensor).setWeight("level", "", "k0", 1);
        rootOf(tensor).setWeight("level", "", "k1", 2);
      }
      const handles = new Map<string, CellHandle>();
      for (const { act, cell, content } of steps) {
        const [instance, option, dimension] = [`i${cell[0]}`, `o${cell[1]}`, `k${cell[2]}`] as const;
        const handle = handles.get(cell.join()) ?? rootOf(handled).cell("level", instance, option, dimension);
        handles.set(cell.join(), handle);
        const writer = rootOf(named);
        if (act === "handle") {
          handle.set(content);
          writer.setValue("level", instance, option, dimension, content);
        } else if (act === "unset") {
          handle.unset();
          writer.unsetValue("level", instance, option, dimension);
        } else if (act === "weigh") {
          handle.setWeight(content);
          writer.setOptionWeight("level", instance, option, dimension, content);
        } else
          for (const tensor of [handled, named]) {
            const both = rootOf(tensor);
            if (act === "set") both.setValue("level", instance, option, dimension, content);
            else if (act === "clear") both.clear("level", instance);
            else both.unsetValue("level", instance, option, dimension);
          }
        for (const at of ["i0", "i1"]) same(handled.rank({ level: at }), named.rank({ level: at }), "the queue");
        same([...handled.cells()], [...named.cells()], "the cells");
        same(handled.revision, named.revision, "the revision");
      }
    },
  ),

  forAll(
    "5.2",
    "a pinned writer writes its one slice",
    fc.tuple(twoLevels, index),
    (subject, [[named, floorAt, levelAt, pinAt, instanceAt]]) => {
      const tensor = seeded(subject, named.levels);
      const floor = pick(named.levels, floorAt);
      const level = pick(named.levels, levelAt);
      const pin = pickShared(named.instances, pinAt);
      const instance = pickShared(named.instances, instanceAt);
      const writer = tensor.writer(floor, pin);
      same([writer.floor, writer.instance], [floor, pin], "what the writer says of itself");
      const below = named.levels.indexOf(level) - named.levels.indexOf(floor);
      for (const write of writes(writer, level, instance)) {
        if (below < 0) refused(subject, "write-up", write, { level, instance });
        else if (below > 0) refused(subject, "foreign-level", write, { level, instance });
        else if (instance !== pin) refused(subject, "foreign-instance", write, { level, instance });
        else same(refusal(subject, write), undefined, "the refusal of a permitted write");
      }
      if (below !== 0 || instance !== pin)
        same([...tensor.cells()], [...seeded(subject, named.levels).cells()], "cells after refused writes");
    },
  ),

  forAll(
    "5.3",
    "attenuate never widens: whatever a writer may not write, none attenuated from it may",
    fc.tuple(pools, fc.array(fc.tuple(index, fc.option(index)), { minLength: 1, maxLength: 4 })),
    (subject, [named, chain]) => {
      const tensor: AnyTensor = new subject.Tensor(named.levels);
      const may = (writer: Writer): string[] =>
        named.levels.flatMap((level) =>
          ["", ...named.instances]
            .filter((instance) => refusal(subject, () => writer.setValue(level, instance, "o", "k", 1)) === undefined)
            .map((instance) => JSON.stringify([level, instance])),
        );
      let writer = rootOf(tensor);
      let wider = may(writer);
      for (const [levelAt, instanceAt] of chain) {
        const level = pick(named.levels, levelAt);
        const instance = instanceAt === null ? undefined : pickShared(named.instances, instanceAt);
        const needed = named.levels.flatMap((below, depth) =>
          ["", ...named.instances]
            .filter((each) =>
              instance === undefined && writer.instance === undefined
                ? depth >= named.levels.indexOf(level)
                : below === level && each === (instance ?? writer.instance),
            )
            .map((each) => JSON.stringify([below, each])),
        );
        const next: { writer?: Writer } = {};
        const error = refusal(subject, () => {
          next.writer = instance === undefined ? writer.attenuate(level) : writer.attenuate(level, instance);
        });
        const permitted = needed.every((slice) => wider.includes(slice));
        same(error === undefined, permitted, "whether the narrower writer is minted");
        if (next.writer === undefined) {
          holds(
            ["write-up", "foreign-level", "foreign-instance"].includes(error?.code ?? ""),
            () => `refused with ${error?.code}`,
          );
          continue;
        }
        same(may(next.writer), needed, "what the narrower writer may write");
        writer = next.writer;
        wider = needed;
      }
    },
  ),

  forAll(
    "5.3",
    "revoke kills a writer, its handles and all that were attenuated from it, and no other",
    fc.tuple(pools, index, index),
    (subject, [named, at, which]) => {
      const tensor: AnyTensor = new subject.Tensor(named.levels);
      const level = pick(named.levels, at);
      const instance = pickShared(named.instances, which);
      const root = rootOf(tensor);
      const parent = root.attenuate(level);
      const child = parent.attenuate(level, instance);
      const grandchild = child.attenuate(level);
      const handle = child.cell(level, instance, "o", "k");
      same(grandchild.instance, instance, "the pin of a writer attenuated from a pinned one");
      grandchild.setValue(level, instance, "o", "k", 1);
      parent.revoke();
      parent.revoke();
      const cells = [...tensor.cells()];
      unchanged(subject, tensor, [{}], () => {
        for (const dead of [parent, child, grandchild]) {
          for (const write of writes(dead, level, instance)) refused(subject, "revoked", write);
          refused(subject, "revoked", () => dead.attenuate(level, instance));
          refused(subject, "revoked", () => dead.batch(() => dead.setValue(level, instance, "o", "k", 1)));
          refused(subject, "revoked", () => dead.setValue("no level", instance, "o", "", Number.NaN));
        }
        refused(subject, "revoked", () => handle.set(2));
        refused(subject, "revoked", () => handle.unset());
      });
      same([...tensor.cells()], cells, "cells after refused writes");
      root.setValue(level, instance, "o", "k", 2);
      tensor.writer(level, instance).setValue(level, instance, "o", "k", 3);
      same(tensor.value(Object.fromEntries([[level, instance]]), "o", "k"), 3, "what other writers wrote");
    },
  ),

  forAll("5.4", "a reader reads all that the tensor reads, live, and mints nothing", contents(), (subject, drawn) => {
    const tensor: AnyTensor = new subject.Tensor(drawn.levels);
    const reader = tensor.reader();
    let told = 0;
    reader.subscribe(() => told++);
    writeCells(rootOf(tensor), drawn.cells);
    same([...reader.levels], [...tensor.levels], "levels");
    same([reader.revision, told], [tensor.revision, tensor.revision], "revision, and notifications");
    for (const cursor of drawn.cursors) {
      same(
        [reader.resolve(cursor), reader.rank(cursor), reader.best(cursor)],
        [tensor.resolve(cursor), tensor.rank(cursor), tensor.best(cursor)],
        "the queue",
      );
      same(reader.explain(cursor), tensor.explain(cursor), "the explanation");
    }
    same(
      [[...reader.cells()], reader.toJSON(), [...reader.snapshot()]],
      [[...tensor.cells()], tensor.toJSON(), [...tensor.snapshot()]],
      "the cells",
    );
    for (const power of ["writer", "setValue", "batch", "apply", "reader"]) {
      const reached: unknown = Reflect.get(reader, power);
      holds(
        power === "reader" ? !(reader instanceof subject.Tensor) : reached === undefined,
        `a reader has the power «${power}»`,
      );
    }
    holds(
      !Reflect.ownKeys(reader).some((key) => Reflect.get(reader, key) instanceof subject.Tensor),
      "a reader gives its tensor away",
    );
  }),

  forAll("5.6", "a refused write changes nothing", fc.tuple(contents(), name), (subject, [drawn, stranger]) => {
    const tensor = tensorOf(subject, drawn);
    const [coarse = ""] = drawn.levels;
    const fine = drawn.levels.at(-1) ?? "";
    const before = readings(tensor, drawn.cursors);
    unchanged(subject, tensor, drawn.cursors, () => {
      if (fine !== coarse)
        for (const write of writes(tensor.writer(fine), coarse, ""))
          refused(subject, "write-up", write, { level: coarse, instance: "" });
      for (const write of writes(tensor.writer(coarse, "mine"), coarse, `${stranger}~`))
        refused(subject, "foreign-instance", write, { level: coarse, instance: `${stranger}~` });
      for (const write of writes(rootOf(tensor), `${stranger} is no level`, ""))
        refused(subject, "unknown-level", write, { level: `${stranger} is no level` });
    });
    same(readings(tensor, drawn.cursors), before, "what is read afterwards");
  }),

  always("5.6", "the checks of a write come in order: revoked, level, permission, names, content", (subject) => {
    const tensor: AnyTensor = new subject.Tensor(["coarse", "fine"]);
    const writer: Writer = tensor.writer("fine", "mine");
    refused(subject, "unknown-level", () => writer.setValue("none", "\uD800", "o", "", Number.NaN));
    refused(subject, "write-up", () => writer.setValue("coarse", "\uD800", "o", "", Number.NaN));
    refused(subject, "foreign-instance", () => writer.setValue("fine", "\uD800", "o", "", Number.NaN));
    refused(subject, "invalid-name", () => writer.setValue("fine", "mine", "\uD800", "k", Number.NaN));
    refused(subject, "invalid-value", () => writer.setValue("fine", "mine", "o", "k", Number.NaN));
    const coarse: Writer = tensor.writer("coarse", "mine");
    refused(subject, "foreign-level", () => coarse.setWeight("fine", "\uD800", "", Number.NaN));
    const handle = writer.cell("fine", "mine", "o", "k");
    writer.revoke();
    refused(subject, "revoked", () => writer.setValue("none", "\uD800", "o", "", Number.NaN));
    refused(subject, "revoked", () => handle.set(Number.NaN));
    refused(subject, "revoked", () => handle.setWeight(Number.NaN));
  }),
];
