import { aggregate, contents, exact, finite, index, pick, value } from "@thalweg/core/testing";
import fc from "fast-check";
import { same } from "../assert.ts";
import { aggregateOf } from "../by-hand/aggregate.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { Aggregate, WayUp } from "../program/program.ts";
import { Script, scriptOf, unchanged } from "../script.ts";

/** From the devices, whose reports they are, to the top. */
export const way = { from: "device", to: "global" } as const;
/** What is reported of. */
export const cell = { option: "o", dimension: "k" } as const;
const needs = ["waysUp"] as const;
const report = fc.oneof({ weight: 9, arbitrary: finite }, { weight: 1, arbitrary: value });
const nine = { maxLength: 9, size: "max" } as const;

/** A tensor in which distinct devices report these values of one cell. */
export function reporting(values: readonly number[]): Script {
  const script = new Script(["global", "workspace", "device"]);
  for (const [at, value] of values.entries()) script.root.setValue("device", `device ${at}`, "o", "k", value);
  return script;
}

/** Laws of 6.1 and 6.2. */
export const waysUp: readonly Law[] = [
  forAll(
    "6.1",
    "reduce writes the aggregate of the finite reports, bit for bit, or refuses one that overflows",
    fc.oneof(
      { weight: 5, arbitrary: fc.tuple(fc.array(report, nine), aggregate) },
      // What overflows more often than not.
      {
        weight: 1,
        arbitrary: fc.tuple(
          fc.array(fc.constantFrom(-Number.MAX_VALUE, Number.MAX_VALUE, Number.MAX_VALUE), nine),
          fc.constantFrom<Aggregate>("sum", "mean", { trimmedMean: 0.25 }),
        ),
      },
    ),
    async (play, [values, using]) => {
      const script = reporting(values);
      // The shared instance, other cells, the other layer and other levels are no reports.
      script.root.setValue("device", "", "o", "k", -1000);
      script.root.setDefault("device", "device 0", "k", -1000);
      script.root.setValue("device", "device 0", "p", "k", -1000);
      script.root.setValue("device", "device 0", "o", "l", -1000);
      script.root.setOptionWeight("device", "device 0", "o", "k", -1000);
      script.root.setValue("workspace", "device 0", "o", "k", -1000);
      const finiteValues = values.filter((report) => report !== Number.POSITIVE_INFINITY);
      const reduce = () => script.root.reduce({ ...way, ...cell, using });
      const wanted = aggregateOf(finiteValues, using);
      if (finiteValues.length === 0)
        unchanged(script, [{}], () => reduce().is(null, "what is written without a report"));
      else if (!Number.isFinite(wanted))
        unchanged(script, [{}], () => reduce().refused("invalid-value", { level: "global", instance: "", ...cell }));
      else {
        reduce().is(wanted + 0, "what reduce answers");
        const written = { level: "global", instance: "", ...cell, value: wanted + 0 };
        script.cells().check((cells) => same(cells[0], written, "what reduce wrote"));
        unchanged(script, [{}], () => reduce().is(wanted + 0, "what reduce answers when it stands already"));
      }
      await play.run(script);
    },
    { needs },
  ),

  always(
    "6.1",
    "the aggregates of some reports that can be worked out by hand",
    async (play) => {
      const scripts: Script[] = [];
      const reduced = (values: readonly number[], using: Aggregate | undefined, wanted: number, what: string): void => {
        const script = reporting(values);
        const by = using === undefined ? {} : { using };
        script.root.reduce({ ...way, ...cell, ...by }).is(wanted, what);
        script.value({}, "o", "k").is(wanted, `${what}, as it is read above`);
        script.root.rollUp({ ...way, into: "all", ...by }).is(1, `how many cells hold ${what}`);
        script.value({ global: "all" }, "o", "k").is(wanted, `${what}, rolled up`);
        scripts.push(script);
      };
      reduced([3, 1, 2], "median", 2, "the median of three");
      reduced([4, 1, 3, 2], "median", 2.5, "the median of four");
      reduced([9, 2, 1], undefined, 2, "the median, where nothing is said");
      reduced([10, 9, 1, 2], "median", 5.5, "the median of 10, 9, 1, 2, which are not in string order");
      reduced([Number.MAX_VALUE, Number.MAX_VALUE], "median", Number.MAX_VALUE, "a median whose sum overflows");
      reduced([5e-324, 5e-324], "median", 5e-324, "a median whose halves underflow");
      reduced([1, 2, 4], "sum", 7, "the sum");
      reduced([1e16, 1, -1e16, 1], "sum", 0, "the sum of −1e16, 1, 1, 1e16 in that order, uncompensated");
      reduced([1, 2, 6], "mean", 3, "the mean");
      reduced([3, -1, 2], "min", -1, "the least");
      reduced([3, -1, 2], "max", 3, "the greatest");
      reduced([0, 10, 20, 30, 40], { quantile: 0.25 }, 10, "the first quartile");
      reduced([0, 10, 20, 30], { quantile: 0.5 }, 15, "the second quartile");
      reduced([7, 5], { quantile: 0 }, 5, "quantile 0");
      reduced([7, 5], { quantile: 1 }, 7, "quantile 1");
      reduced([-Number.MAX_VALUE, Number.MAX_VALUE], { quantile: 0.5 }, 0, "a quantile whose range overflows");
      reduced([100, 1, 2, 3, -50], { trimmedMean: 0.2 }, 2, "the mean without a fifth at each end");
      reduced([100, 1, 2, 3], { trimmedMean: 0.2 }, 26.5, "the mean of four, of which a fifth is none");
      reduced([-5e-324, 0, 0], "mean", 0, "a mean that underflows to −0");
      reduced([9], "median", 9, "the median of one");
      await play.run(...scripts);
    },
    { needs },
  ),

  forAll(
    "6.1",
    "reduce writes where it is told, from a finer level to a coarser one, by a writer that may",
    fc.tuple(fc.array(finite, { minLength: 1, maxLength: 3 }), index, index, index),
    async (play, [values, fromAt, toAt, floorAt]) => {
      const levels = ["global", "workspace", "device"];
      const script = reporting(values);
      const [from, to, floor] = [pick(levels, fromAt), pick(levels, toAt), pick(levels, floorAt)];
      for (const level of levels) for (const reporter of ["A", "B"]) script.root.setValue(level, reporter, "o", "k", 4);
      const writer = script.writer(floor);
      const acts = [
        () => writer.reduce({ from, to, into: "C", ...cell, using: "max" }),
        () => writer.rollUp({ from, to, into: "C", using: "max" }),
        () => writer.corroborate({ from, to, into: "C" }),
      ];
      const mayWrite = levels.indexOf(floor) <= levels.indexOf(to);
      if (!mayWrite || levels.indexOf(to) >= levels.indexOf(from)) {
        const code = mayWrite ? "not-coarser" : "write-up";
        for (const act of acts) unchanged(script, [{}], () => act().refused(code, { level: to }));
        await play.run(script);
        return;
      }
      const reports = [4, ...(from === "device" ? values : [])];
      acts[0]?.().is(Math.max(...reports), "what reduce answers");
      script.value({ [to]: "C" }, "o", "k").is(Math.max(...reports), "the cell above");
      script.value({ [to]: "D" }, "o", "k").is(null, "the cell beside it");
      const pinned = script.writer(to, "C");
      // −0 is stored, and so reported, as +0.
      const least = Math.min(...reports) + 0;
      pinned.reduce({ from, to, into: "C", ...cell, using: "min" }).is(least, "what a pinned writer reduces to");
      const foreign = { level: to, instance: "D" };
      unchanged(script, [{}], () => {
        pinned.reduce({ from, to, into: "D", ...cell }).refused("foreign-instance", foreign);
        pinned.rollUp({ from, to, into: "D" }).refused("foreign-instance", foreign);
        pinned.corroborate({ from, to, into: "D" }).refused("foreign-instance", foreign);
      });
      await play.run(script);
    },
    { needs },
  ),

  forAll(
    "6.2",
    "rollUp reduces every cell with a report, in one revision, and counts them",
    fc.tuple(
      contents({
        value: fc.oneof(
          { weight: 9, arbitrary: exact },
          { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
        ),
      }),
      aggregate,
      fc.boolean(),
      fc.boolean(),
    ),
    async (play, [drawn, using, narrowOption, narrowDimension]) => {
      const levels = ["above", ...drawn.levels.filter((level) => level !== "above")];
      const up = { from: levels.at(-1) ?? "", to: "above", using };
      if (levels.length < 2) return;
      const [option = "", dimension = ""] = [drawn.options[0], drawn.dimensions[0]];
      const scope = { ...(narrowOption ? { option } : {}), ...(narrowDimension ? { dimension } : {}) };
      const script = scriptOf({ ...drawn, levels });
      const oneByOne = scriptOf({ ...drawn, levels });
      const begins = oneByOne.revision();
      const reduced = (narrowOption ? [option] : drawn.options).flatMap((option) =>
        (narrowDimension ? [dimension] : drawn.dimensions).map((dimension) =>
          oneByOne.root.reduce({ ...up, option, dimension }),
        ),
      );
      const written = (): number => reduced.filter(({ saw }) => saw !== null).length;
      const ends = oneByOne.revision();
      const revision = script.revision();
      script.root.rollUp({ ...up, ...scope }).is(written, "how many cells it wrote");
      script.cells().is(oneByOne.cells(), "the cells, as reduced one by one");
      script.revision().is(() => revision.saw + (ends.saw > begins.saw ? 1 : 0), "the revision afterwards");
      unchanged(script, [{}], () => script.root.rollUp({ ...up, ...scope }).is(written, "how many cells it confirmed"));
      // Defaults are no reports, and so there is nothing to write a default from.
      unchanged(script, [{}], () => {
        script.root.rollUp({ ...up, option: "" }).is(0, "how many defaults it wrote");
        script.root.reduce({ ...up, option: "", dimension }).is(null, "what is written of defaults");
      });
      await play.run(script, oneByOne);
    },
    { needs },
  ),

  forAll(
    "6.2",
    "a way up is told once, where it changes something, and not where it confirms or is refused",
    fc.tuple(fc.array(finite, { minLength: 1, maxLength: 4 }), aggregate),
    async (play, [values, using]) => {
      const script = reporting(values);
      for (const at of values.keys()) script.root.setValue("device", `device ${at}`, "p", "k", 1);
      script.subscribe();
      const acts = [
        (up: WayUp) => script.root.reduce({ ...up, ...cell, using }),
        (up: WayUp) => script.root.rollUp({ ...up, using }),
        (up: WayUp) => script.root.corroborate({ ...up, quorum: 1 }),
      ];
      for (const act of acts)
        for (const [time, up] of [way, way, { from: "device", to: "device" }].entries()) {
          const before = script.revision();
          // The aggregate may overflow.
          act(up).mayBeRefused();
          const after = script.revision();
          script.told().check((told) => {
            const wanted = time > 0 || after.saw === before.saw ? [] : [before.saw + 1];
            const revisions = told.map(({ revision }) => revision);
            same([after.saw, revisions], [wanted[0] ?? before.saw, wanted], "the revisions that are told");
          });
        }
      await play.run(script);
    },
    { needs: ["waysUp", "notifications"] },
  ),
];
