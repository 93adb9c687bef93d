import { index, pick, pickShared, pools } from "@thalweg/core/testing";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { Tensor, type TensorErrorCode, type Writer } from "../src/index.ts";
import { rootOf } from "./readings.ts";
import { refusal, unchanged, writerOf } from "./unchanged.ts";

const random = { seed: inject("seed"), numRuns: inject("runs") };

/** Every method that writes a level and an instance, under all its names. */
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

/** A tensor that has something to lose. */
function seeded(levels: readonly string[]): Tensor {
  const tensor: Tensor = new Tensor(levels);
  for (const level of levels) rootOf(tensor).setValue(level, "seeded", "o", "k", 5);
  return tensor;
}

test("every method is refused where its writer may not write, handles included, and a writer says where it may", () => {
  const drawn = fc.tuple(pools, index, index, fc.option(index), index);
  const property = fc.property(drawn, ([named, floorAt, levelAt, pinAt, instanceAt]) => {
    const tensor = seeded(named.levels);
    const floor = pick(named.levels, floorAt);
    const pin = pinAt === null ? undefined : pickShared(named.instances, pinAt);
    const level = pick(named.levels, levelAt);
    const instance = pickShared(named.instances, instanceAt);
    const writer = writerOf(tensor, floor, pin);
    expect([writer.floor, writer.instance]).toEqual([floor, pin]);

    const below = named.levels.indexOf(level) - named.levels.indexOf(floor);
    let code: TensorErrorCode | undefined;
    if (below < 0) code = "write-up";
    else if (pin !== undefined && below > 0) code = "foreign-level";
    else if (pin !== undefined && instance !== pin) code = "foreign-instance";
    if (code === undefined) for (const write of writes(writer, level, instance)) expect(refusal(write)).toBeUndefined();
    else
      unchanged(tensor, [{}], () => {
        for (const write of writes(writer, level, instance))
          expect(refusal(write)).toMatchObject({ code, coordinate: { level, instance } });
      });
  });
  fc.assert(property, random);
});

test("a narrower writer says its floor and its pin, which it keeps where none is given", () => {
  const property = fc.property(fc.tuple(pools, index, index), ([named, at, which]) => {
    const level = pick(named.levels, at);
    const instance = pickShared(named.instances, which);
    const wide = rootOf(new Tensor(named.levels)).attenuate(level);
    expect([wide.floor, wide.instance]).toEqual([level, undefined]);
    const pinned = wide.attenuate(level, instance);
    for (const writer of [pinned, pinned.attenuate(level), pinned.attenuate(level, instance)])
      expect([writer.floor, writer.instance]).toEqual([level, instance]);
  });
  fc.assert(property, random);
});

test("a revoked writer is refused by every method, and so are its handles and all that were attenuated from it", () => {
  const property = fc.property(fc.tuple(pools, index, index), ([named, at, which]) => {
    const tensor: Tensor = new Tensor(named.levels);
    const level = pick(named.levels, at);
    const instance = pickShared(named.instances, which);
    const root = rootOf(tensor);
    const parent = root.attenuate(level);
    const child = parent.attenuate(level, instance);
    const grandchild = child.attenuate(level);
    const handles = [parent, child, grandchild].map((writer) => writer.cell(level, instance, "o", "k"));
    const living = root.cell(level, instance, "o", "k");
    for (const handle of handles) handle.set(1);
    parent.revoke();
    parent.revoke();
    unchanged(tensor, [{}], () => {
      for (const dead of [parent, child, grandchild])
        for (const act of [
          ...writes(dead, level, instance),
          () => dead.attenuate(level, instance),
          () => dead.cell(level, instance, "o", "k"),
          () => dead.batch(() => root.setValue(level, instance, "o", "k", 1)),
          () => dead.setValue("no such level", instance, "o", "", Number.NaN),
        ])
          expect(refusal(act)?.code).toBe("revoked");
      for (const handle of handles)
        for (const act of [() => handle.set(2), () => handle.unset(), () => handle.setWeight(2)])
          expect(refusal(act)?.code).toBe("revoked");
    });
    const cursor = Object.fromEntries([[level, instance]]);
    living.set(2);
    expect(tensor.value(cursor, "o", "k")).toBe(2);
    tensor.writer(level, instance).setValue(level, instance, "o", "k", 3);
    expect(tensor.value(cursor, "o", "k")).toBe(3);
  });
  fc.assert(property, random);
});
