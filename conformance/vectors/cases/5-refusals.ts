import type { Delta } from "../../src/program/program.ts";
import { type Authored, queue, vector } from "../authored.ts";

const three = ["global", "workspace", "device"];
const none = Number.NaN;
const long = "n".repeat(1025);
const nowhere = { level: "nowhere", instance: "A", option: "o", dimension: "" } as const;
const way = { from: "device", to: "global" } as const;
const cell = { option: "o", dimension: "k" } as const;

/** Vectors of 5.6: what is refused, with what, and what is checked first. */
export const refusals: readonly Authored[] = [
  vector("5.6-changes-nothing", "a refused write changes nothing", three, (script) => {
    script.root.setValue("device", "A", "o", "k", 1);
    script.root.setWeight("global", "", "k", 2);
    const at = { level: "device", instance: "A", option: "o", dimension: "k" } as const;
    script.root.set("value", at, none).refused("invalid-value", at);
    script.root.set("weight", at, none).refused("invalid-weight", at);
    script.root.set("value", { ...at, dimension: "" }, 5).refused("invalid-name", { level: "device", instance: "A" });
    script.writer("device", "B").set("value", at, 5).refused("foreign-instance", { level: "device", instance: "A" });
    script.rank({ device: "A" }).is(queue(["o", 2]), "queue");
    script.revision().is(2, "revision");
  }),

  vector("5.6-level-before-all", "the level is checked before the names and the content", three, (script) => {
    script.root.set("value", nowhere, none).refused("unknown-level", { level: "nowhere" });
    script.writer("device", "B").set("weight", nowhere, none).refused("unknown-level", { level: "nowhere" });
    script.writer("device", "B").clear("nowhere", long).refused("unknown-level", { level: "nowhere" });
  }),

  vector("5.6-power-before-names", "what a writer may is checked before the names and the content", three, (script) => {
    const bad = { option: long, dimension: "" } as const;
    const coarser = script.writer("workspace");
    coarser.set("value", { level: "global", instance: long, ...bad }, none).refused("write-up", { level: "global" });
    const pinned = script.writer("workspace", "W");
    pinned
      .set("value", { level: "device", instance: long, ...bad }, none)
      .refused("foreign-level", { level: "device" });
    pinned.set("weight", { level: "workspace", instance: long, ...bad }, none).refused("foreign-instance", {
      level: "workspace",
    });
    pinned.clear("workspace", long).refused("foreign-instance", { level: "workspace" });
  }),

  vector(
    "5.6-level-before-instance",
    "of a pinned writer the level is checked before the instance",
    three,
    (script) => {
      const pinned = script.writer("workspace", "W");
      const elsewhere = { instance: "V", option: "o", dimension: "k" } as const;
      pinned.set("value", { level: "global", ...elsewhere }, 1).refused("write-up", { level: "global", instance: "V" });
      pinned
        .set("value", { level: "device", ...elsewhere }, 1)
        .refused("foreign-level", { level: "device", instance: "V" });
    },
  ),

  vector("5.6-names-before-content", "names are checked before the content", three, (script) => {
    const at = { level: "device", instance: "A", option: "o", dimension: "" } as const;
    script.root.set("value", at, none).refused("invalid-name", { level: "device", instance: "A" });
    script.root
      .set("weight", { ...at, dimension: "k", option: long }, none)
      .refused("invalid-name", { level: "device" });
    script.root
      .set("value", { ...at, dimension: "k", instance: long }, none)
      .refused("invalid-name", { level: "device" });
  }),

  vector("5.6-revoked-before-all", "that a writer is revoked is checked first", three, (script) => {
    const writer = script.writer("workspace");
    writer.revoke();
    writer.set("value", nowhere, none).refused("revoked");
    writer.set("value", { ...nowhere, level: "global" }, none).refused("revoked");
    writer.clear("nowhere", long).refused("revoked");
    writer.attenuate("global").minted?.refused("revoked");
    writer.attenuate("nowhere").minted?.refused("revoked");
  }),

  vector("5.6-pins-are-names", "a pin is a name", three, (script) => {
    script.writer("device", long).minted?.refused("invalid-name", { level: "device" });
    script.writer("nowhere", long).minted?.refused("unknown-level", { level: "nowhere" });
  }),

  vector(
    "5.6-ways-up-are-writes",
    "a way up is checked as a write to where it leads, and only then whether it leads up",
    three,
    (script) => {
      script.root.setValue("device", "A", "o", "k", 1);
      const device = script.writer("device");
      device.reduce({ ...way, ...cell }).refused("write-up", { level: "global", instance: "" });
      device.rollUp({ from: "global", to: "workspace" }).refused("write-up", { level: "workspace", instance: "" });
      device.corroborate(way).refused("write-up", { level: "global", instance: "" });
      const pinned = script.writer("workspace", "W");
      const up = { from: "device", to: "workspace" };
      pinned.reduce({ ...up, ...cell }).refused("foreign-instance", { level: "workspace", instance: "" });
      pinned
        .rollUp({ from: "workspace", to: "device", into: "W" })
        .refused("foreign-level", { level: "device", instance: "W" });
      pinned.corroborate({ ...up, into: "V" }).refused("foreign-instance", { level: "workspace", instance: "V" });
      pinned.reduce({ ...up, into: "W", ...cell }).is(1, "what the pinned writer reduced");
    },
  ),

  vector(
    "5.6-not-coarser",
    "a way up leads to a coarser level, not to the same nor to a finer one",
    three,
    (script) => {
      script.root.setValue("workspace", "W", "o", "k", 1);
      const same = { from: "workspace", to: "workspace" };
      script.root.reduce({ ...same, ...cell }).refused("not-coarser", { level: "workspace" });
      script.root.rollUp(same).refused("not-coarser", { level: "workspace" });
      script.root.corroborate({ ...same, into: "W" }).refused("not-coarser", { level: "workspace" });
      script.root.rollUp({ from: "workspace", to: "device" }).refused("not-coarser", { level: "device" });
      script.revision().is(1, "revision");
    },
  ),

  vector("5.6-levels-of-ways-up", "the levels of a way up are levels of the tensor", three, (script) => {
    script.root.reduce({ from: "device", to: "nowhere", ...cell }).refused("unknown-level", { level: "nowhere" });
    script.root.rollUp({ from: "nowhere", to: "global" }).refused("unknown-level");
    script.root.corroborate({ from: "nowhere", to: "global" }).refused("unknown-level");
    script.support("nowhere", "o", "k").refused("unknown-level", { level: "nowhere" });
  }),

  vector(
    "5.6-no-aggregate",
    "an aggregate is one of seven, with a quantile from 0 to 1 and a share below one half",
    three,
    (script) => {
      script.root.setValue("device", "A", "o", "k", 1);
      const bad: readonly unknown[] = [
        "average",
        { quantile: -0.1 },
        { quantile: 1.1 },
        { trimmedMean: 0.5 },
        { trimmedMean: -0.1 },
        {},
      ];
      for (const using of bad) {
        script.root.reduce({ ...way, ...cell, using: using as "sum" }).refused("invalid-argument");
        script.root.rollUp({ ...way, using: using as "sum" }).refused("invalid-argument");
      }
      script.revision().is(1, "revision");
    },
  ),

  vector(
    "5.6-no-aggregate-of-nothing",
    "an aggregate that is none is refused where nobody reports, too",
    three,
    (script) => {
      script.root.reduce({ ...way, ...cell, using: { quantile: 2 } }).refused("invalid-argument");
      script.root.rollUp({ ...way, using: { trimmedMean: 0.5 } }).refused("invalid-argument");
    },
  ),

  vector("5.6-no-quorum", "a quorum is 1 or more", three, (script) => {
    script.root.setValue("device", "A", "o", "k", 1);
    for (const quorum of [0, -1, 0.5]) script.root.corroborate({ ...way, quorum }).refused("invalid-argument");
    script.revision().is(1, "revision");
  }),

  vector("5.6-no-delta", "a change of a layer that is none makes a delta none", three, (script) => {
    const at = { level: "device", instance: "A", option: "o", dimension: "k" } as const;
    script.root.apply([{ ...at, layer: "colour", content: 1 }] as unknown as Delta).refused("invalid-delta");
    script.cells().is([], "cells");
  }),
];
