import { aggregate, contents, finite, index, name, pick, value } from "@thalweg/core/testing";
import fc from "fast-check";
import { same } from "../assert.ts";
import { inNameOrder } from "../by-hand/order.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import { Script, type Step, scriptOf } from "../script.ts";

const way = { from: "device", to: "global" } as const;
const needs = ["waysUp"] as const;

/** Laws of 6.3 to 6.5. */
export const corroboration: readonly Law[] = [
  forAll(
    "6.3",
    "support counts the reports: finite values of instances and options that are not shared",
    contents(),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      for (const level of drawn.levels)
        for (const dimension of drawn.dimensions) {
          for (const option of drawn.options) {
            const reporters = drawn.cells
              .filter(
                (cell) =>
                  cell.level === level &&
                  cell.instance !== "" &&
                  cell.option === option &&
                  cell.dimension === dimension &&
                  Number.isFinite(cell.value),
              )
              .map((cell) => cell.instance);
            script.support(level, option, dimension).is(reporters.length, "support");
            const among = [...drawn.instances.slice(0, 1), ...drawn.instances.slice(0, 1), "nobody", ""];
            const heard = reporters.filter((reporter) => among.includes(reporter)).length;
            script.support(level, option, dimension, among).is(heard, "support among one, named twice");
            script.support(level, option, dimension, []).is(0, "support among none");
          }
          script.support(level, "", dimension).is(0, "support of the shared slot");
        }
      await play.run(script);
    },
    { needs },
  ),

  forAll(
    "6.4",
    "corroborate counts distinct reporters other than the option itself, and writes 1 at the quorum",
    fc.tuple(
      fc.uniqueArray(name, { minLength: 3, maxLength: 5, size: "max" }),
      // Yes mostly, and of one thing mostly, so that it comes to a quorum.
      fc.array(
        fc.tuple(
          index,
          fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4),
          fc.constantFrom("k", "k", "k", "l"),
          fc.oneof({ weight: 3, arbitrary: fc.constantFrom(1, 2, 5e-324) }, { weight: 1, arbitrary: value }),
        ),
        { minLength: 12, maxLength: 40, size: "max" },
      ),
      fc.option(fc.constantFrom(1, 2, 3, 3, 4)),
      finite,
    ),
    async (play, [names, votes, quorum, weight]) => {
      const script = new Script(["global", "device"]);
      const { root } = script;
      // Votes are never weighted.
      for (const dimension of ["k", "l"]) root.setWeight("device", "", dimension, weight);
      const standing = new Map<string, number>();
      const key = (...names: readonly string[]): string => JSON.stringify(names);
      for (const [reporterAt, optionAt, dimension, value] of votes) {
        const reporter = pick(["", ...names], reporterAt);
        const option = pick(names, optionAt);
        root.setValue("device", reporter, option, dimension, value);
        standing.set(key(reporter, option, dimension), value);
      }
      const isFor = (vote = 0): boolean => vote > 0 && vote !== Number.POSITIVE_INFINITY;
      const wanted = inNameOrder(names).flatMap((option) =>
        ["k", "l"].flatMap((dimension) => {
          const voters = names.filter(
            (reporter) => reporter !== option && isFor(standing.get(key(reporter, option, dimension))),
          );
          return voters.length >= (quorum ?? 2) ? [{ option, dimension }] : [];
        }),
      );
      const up = { ...way, ...(quorum === null ? {} : { quorum }) };
      const above = { level: "global", instance: "" };
      const written = (where: readonly object[], what: string): Step =>
        script.cells().check((cells) => {
          const ones = where.map((at) => ({ ...above, ...at, value: 1 }));
          same(
            cells.filter(({ level }) => level === "global"),
            ones,
            what,
          );
        }) as Step;
      const before = script.revision();
      root.corroborate(up).is(wanted.length, "how many cells reached the quorum");
      written(wanted, "the cells above");
      script.revision().is(() => before.saw + (wanted.length === 0 ? 0 : 1), "the revision afterwards");
      root.corroborate({ ...up, option: "" }).is(0, "how many of the shared slot reached it");
      written(wanted, "the cells above, but for the shared slot");
      const [first] = wanted;
      if (first !== undefined) {
        root.clear("global", "");
        root.corroborate({ ...up, ...first }).is(1, "how many of one cell reached it");
        written([first], "the cells above, of one cell");
      }
      await play.run(script);
    },
    { needs },
  ),

  always(
    "6.4",
    "nobody vouches for itself, gates and nays are no votes, and what fell short stays as it was",
    async (play) => {
      const script = new Script(["global", "device"]);
      const { root } = script;
      for (const reporter of ["a", "b", "c"]) root.setValue("device", reporter, "a", "ok", 1);
      for (const [reporter, vote] of [
        ["a", 1],
        ["b", 1],
        ["c", 0],
        ["d", -1],
      ] as const)
        root.setValue("device", reporter, "b", "ok", vote);
      root.gate("device", "e", "b", "ok");
      root.setValue("global", "", "b", "ok", 7);
      root.corroborate(way).is(1, "how many reached two votes");
      script.value({}, "a", "ok").is(1, "the cell above that reached them");
      script.value({}, "b", "ok").is(7, "the cell above that fell short");
      root.corroborate({ ...way, quorum: 3 }).is(0, "how many reached three votes");
      script.value({}, "a", "ok").is(1, "a cell that had reached two");
      root.corroborate({ ...way, quorum: 1 }).is(2, "how many reached one vote");
      script.value({}, "b", "ok").is(1, "the cell above that reached one");
      root.corroborate({ ...way, quorum: 1, among: ["a"] }).is(1, "how many reached one vote of a alone");
      await play.run(script);
    },
    { needs },
  ),

  forAll(
    "6.5",
    "the ways up hear the reporters they are restricted to, once each, in whatever order they came",
    fc.tuple(fc.array(finite, { minLength: 1, maxLength: 6 }), fc.array(index), aggregate, fc.infiniteStream(fc.nat())),
    async (play, [values, picks, using, dice]) => {
      const cell = { option: "o", dimension: "k" } as const;
      const shuffled = values
        .map((value, at) => ({ value, at, key: dice.next().value ?? 0 }))
        .sort((one, other) => one.key - other.key);
      const among = picks.map((at) => `device ${at % (values.length + 2)}`);
      const scripts: Script[] = [];
      /** The answers of the ways up over some reports, in the order of the reports. */
      const ask = (reports: readonly { readonly value: number; readonly at: number }[], heard?: readonly string[]) => {
        const script = new Script(["global", "workspace", "device"]);
        scripts.push(script);
        for (const { value, at } of reports) script.root.setValue("device", `device ${at}`, "o", "k", value);
        script.root.setValue("device", "", "o", "k", 9);
        const up = { ...way, using, ...(heard === undefined ? {} : { among: heard }) };
        const { using: _using, ...vote } = up;
        const steps = [
          // The aggregate may overflow.
          script.root.reduce({ ...up, ...cell }).mayBeRefused(),
          script.value({}, "o", "k"),
          script.root.rollUp({ ...up, into: "rolled up" }).mayBeRefused(),
          script.value({ global: "rolled up" }, "o", "k"),
          script.root.corroborate({ ...vote, into: "votes" }),
          script.value({ global: "votes" }, "o", "k"),
        ] as readonly Step[];
        return () => steps.map((step) => step.refusal?.refused ?? step.saw);
      };
      const straight = values.map((value, at) => ({ value, at }));
      const all = ask(straight);
      const restricted = ask(straight, among);
      const mixed = ask(shuffled, [...among, "", ...among].reverse());
      const alone = ask(straight.filter(({ at }) => among.includes(`device ${at}`)));
      const allMixed = ask(shuffled);
      scripts[0]?.later(() => {
        same(mixed(), restricted(), "the result with the reports in another order");
        same(alone(), restricted(), "the result where nobody else reported");
        same(allMixed(), all(), "the result with all reports in another order");
      });
      await play.run(...scripts);
    },
    { needs },
  ),
];
