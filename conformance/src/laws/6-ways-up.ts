import type { Aggregate } from "@thalweg/core";
import { aggregate, contents, exact, finite, index, name, pick, value } from "@thalweg/core/testing";
import fc from "fast-check";
import { aggregateOf } from "../aggregate-by-hand.ts";
import { holds, refusal, refused, same } from "../assert.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import { inNameOrder } from "../order.ts";
import type { AnyTensor, Subject } from "../subject.ts";
import { rootOf, tensorOf, unchanged } from "../tensor.ts";

const way = { from: "device", to: "global" } as const;
const cell = { option: "o", dimension: "k" } as const;

/** A tensor in which distinct devices report these values of one cell. */
function reporting(subject: Subject, values: readonly number[]): AnyTensor {
  const tensor: AnyTensor = new subject.Tensor(["global", "workspace", "device"]);
  for (const [at, value] of values.entries()) rootOf(tensor).setValue("device", `device ${at}`, "o", "k", value);
  return tensor;
}

/** Laws of section 6. */
export const waysUp: readonly Law[] = [
  forAll(
    "6.1",
    "reduce writes the aggregate of the finite reports, bit for bit, or refuses one that overflows",
    fc.tuple(
      fc.array(fc.oneof({ weight: 9, arbitrary: finite }, { weight: 1, arbitrary: value }), {
        maxLength: 9,
        size: "max",
      }),
      aggregate,
    ),
    (subject, [values, using]) => {
      const tensor = reporting(subject, values);
      // The shared instance and the other layers are no reports.
      rootOf(tensor).setValue("device", "", "o", "k", -1000);
      rootOf(tensor).setDefault("device", "device 0", "k", -1000);
      rootOf(tensor).setOptionWeight("device", "device 0", "o", "k", -1000);
      rootOf(tensor).setValue("workspace", "device 0", "o", "k", -1000);
      const finiteValues = values.filter((report) => report !== Number.POSITIVE_INFINITY);
      const reduce = () => rootOf(tensor).reduce({ ...way, ...cell, using });
      if (finiteValues.length === 0) {
        unchanged(subject, tensor, [{}], () => same(reduce(), undefined, "what is written without a report"));
        return;
      }
      const wanted = aggregateOf(finiteValues, using);
      if (!Number.isFinite(wanted)) {
        same(
          unchanged(subject, tensor, [{}], reduce)?.code,
          "invalid-value",
          "the code for an aggregate that overflows",
        );
        return;
      }
      same(reduce(), wanted + 0, "what reduce returns");
      same(
        [...tensor.cells()][0],
        { level: "global", instance: "", option: "o", dimension: "k", value: wanted + 0 },
        "what reduce wrote",
      );
    },
  ),

  always("6.1", "the aggregates of some reports that can be worked out by hand", (subject) => {
    const reduced = (values: readonly number[], using?: Aggregate) =>
      rootOf(reporting(subject, values)).reduce({ ...way, ...cell, ...(using === undefined ? {} : { using }) });
    same(reduced([3, 1, 2], "median"), 2, "the median of three");
    same(reduced([4, 1, 3, 2], "median"), 2.5, "the median of four");
    same(reduced([10, 9, 1, 2], "median"), 5.5, "the median of 10, 9, 1, 2, which are not in string order");
    same(reduced([Number.MAX_VALUE, Number.MAX_VALUE], "median"), Number.MAX_VALUE, "a median whose sum overflows");
    same(reduced([5e-324, 5e-324], "median"), 5e-324, "a median whose halves underflow");
    same(reduced([1, 2, 4], "sum"), 7, "the sum");
    same(reduced([1e16, 1, -1e16, 1], "sum"), 0, "the sum of −1e16, 1, 1, 1e16 in that order, uncompensated");
    same(reduced([1, 2, 6], "mean"), 3, "the mean");
    same(reduced([3, -1, 2], "min"), -1, "the least");
    same(reduced([3, -1, 2], "max"), 3, "the greatest");
    same(reduced([0, 10, 20, 30, 40], { quantile: 0.25 }), 10, "the first quartile");
    same(reduced([0, 10, 20, 30], { quantile: 0.5 }), 15, "the second quartile");
    same(reduced([7, 5], { quantile: 0 }), 5, "quantile 0");
    same(reduced([7, 5], { quantile: 1 }), 7, "quantile 1");
    same(reduced([-Number.MAX_VALUE, Number.MAX_VALUE], { quantile: 0.5 }), 0, "a quantile whose range overflows");
    same(reduced([100, 1, 2, 3, -50], { trimmedMean: 0.2 }), 2, "the mean without a fifth at each end");
    same(reduced([100, 1, 2, 3], { trimmedMean: 0.2 }), 26.5, "the mean of four, of which a fifth is none");
    same(reduced([-5e-324, 0, 0], "mean"), 0, "a mean that underflows to −0");
    same(reduced([9], "median"), 9, "the median of one");
  }),

  forAll(
    "6.1",
    "reduce writes where it is told, from a finer level to a coarser one, by a writer that may",
    fc.tuple(fc.array(finite, { minLength: 1, maxLength: 3 }), index, index, index),
    (subject, [values, fromAt, toAt, floorAt]) => {
      const levels = ["global", "workspace", "device"];
      const tensor = reporting(subject, values);
      const [from, to, floor] = [pick(levels, fromAt), pick(levels, toAt), pick(levels, floorAt)];
      for (const level of levels)
        for (const reporter of ["A", "B"]) rootOf(tensor).setValue(level, reporter, "o", "k", 4);
      const writer = tensor.writer(floor);
      const acts = [
        () => writer.reduce({ from, to, into: "C", ...cell, using: "max" }),
        () => writer.rollUp({ from, to, into: "C", using: "max" }),
        () => writer.corroborate({ from, to, into: "C" }),
      ];
      if (levels.indexOf(to) >= levels.indexOf(from)) {
        for (const act of acts)
          if (floor === "global")
            same(unchanged(subject, tensor, [{}], act)?.code, "not-coarser", "the code for a way that is not up");
        return;
      }
      if (levels.indexOf(floor) > levels.indexOf(to)) {
        for (const act of acts)
          same(
            unchanged(subject, tensor, [{}], act)?.code,
            "write-up",
            "the code for a writer that may not write there",
          );
        return;
      }
      const top = Math.max(4, ...(from === "device" ? values : []));
      same(acts[0]?.(), top, "what reduce returns");
      same(tensor.value({ [to]: "C" }, "o", "k"), top, "the cell above");
      same(tensor.instances(to).includes("C"), true, "whether the instance above is listed");
      const pinned = tensor.writer(to, "C");
      same(
        pinned.reduce({ from, to, into: "C", ...cell, using: "min" }),
        // −0 is stored, and so reported, as +0.
        Math.min(4, ...(from === "device" ? values : [])) + 0,
        "what a pinned writer reduces to",
      );
      refused(subject, "foreign-instance", () => pinned.reduce({ from, to, into: "D", ...cell }), {
        level: to,
        instance: "D",
      });
    },
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
    (subject, [drawn, using, narrowOption, narrowDimension]) => {
      const levels = ["above", ...drawn.levels.filter((level) => level !== "above")];
      const from = levels.at(-1) ?? "";
      if (levels.length < 2) return;
      const scope = {
        ...(narrowOption ? { option: drawn.options[0] ?? "" } : {}),
        ...(narrowDimension ? { dimension: drawn.dimensions[0] ?? "" } : {}),
      };
      const tensor = tensorOf(subject, { ...drawn, levels });
      const oneByOne = tensorOf(subject, { ...drawn, levels });
      let written = 0;
      for (const option of narrowOption ? drawn.options.slice(0, 1) : drawn.options)
        for (const dimension of narrowDimension ? drawn.dimensions.slice(0, 1) : drawn.dimensions)
          if (rootOf(oneByOne).reduce({ from, to: "above", option, dimension, using }) !== undefined) written++;
      const { revision } = tensor;
      same(rootOf(tensor).rollUp({ from, to: "above", using, ...scope }), written, "how many cells it wrote");
      same([...tensor.cells()], [...oneByOne.cells()], "the cells, as reduced one by one");
      same(tensor.revision - revision, oneByOne.revision > revision ? 1 : 0, "the revisions it made");
      unchanged(subject, tensor, [{}], () =>
        same(rootOf(tensor).rollUp({ from, to: "above", using, ...scope }), written, "how many cells it confirmed"),
      );
    },
  ),

  forAll(
    "6.3",
    "support counts the reports: finite values of instances and options that are not shared",
    contents(),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
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
            same(tensor.support(level, option, dimension), reporters.length, "support");
            const among = [...drawn.instances.slice(0, 1), ...drawn.instances.slice(0, 1), "nobody", ""];
            same(
              tensor.support(level, option, dimension, { among }),
              reporters.filter((reporter) => among.includes(reporter)).length,
              "support among one, named twice",
            );
            same(tensor.support(level, option, dimension, { among: [] }), 0, "support among none");
          }
          same(tensor.support(level, "", dimension), 0, "support of the shared slot");
        }
    },
  ),

  forAll(
    "6.4",
    "corroborate counts distinct reporters other than the option itself, and writes 1 at the quorum",
    fc.tuple(
      fc.uniqueArray(name, { minLength: 1, maxLength: 6, size: "max" }),
      fc.array(fc.tuple(index, index, value)),
      fc.option(fc.constantFrom(1, 2, 3)),
      finite,
    ),
    (subject, [names, votes, quorum, weight]) => {
      const tensor: AnyTensor = new subject.Tensor(["global", "device"]);
      const root = rootOf(tensor);
      for (const dimension of ["k", "l"]) root.setWeight("device", "", dimension, weight);
      for (const [reporterAt, optionAt, value] of votes)
        root.setValue("device", pick(["", ...names], reporterAt), pick(names, optionAt), value > 1 ? "k" : "l", value);
      const wanted: { option: string; dimension: string }[] = [];
      for (const option of inNameOrder(names))
        for (const dimension of ["k", "l"]) {
          const voters = names.filter(
            (reporter) =>
              reporter !== option &&
              [...tensor.cells()].some(
                (vote) =>
                  vote.instance === reporter &&
                  vote.option === option &&
                  vote.dimension === dimension &&
                  (vote.value ?? 0) > 0 &&
                  vote.value !== Number.POSITIVE_INFINITY,
              ),
          );
          if (voters.length >= (quorum ?? 2)) wanted.push({ option, dimension });
        }
      const { revision } = tensor;
      same(
        root.corroborate({ ...way, ...(quorum === null ? {} : { quorum }) }),
        wanted.length,
        "how many cells reached the quorum",
      );
      same(
        [...tensor.cells()].filter((above) => above.level === "global"),
        wanted.map((at) => ({ level: "global", instance: "", ...at, value: 1 })),
        "the cells above",
      );
      holds(tensor.revision - revision === (wanted.length === 0 ? 0 : 1), "more than one revision");
      const [first] = wanted;
      if (first === undefined) return;
      root.clear("global", "");
      same(
        root.corroborate({ ...way, ...first, ...(quorum === null ? {} : { quorum }) }),
        1,
        "how many of one cell reached it",
      );
      same([...tensor.cells()].filter((above) => above.level === "global").length, 1, "the cells above, of one cell");
    },
  ),

  always(
    "6.4",
    "nobody vouches for itself, gates and nays are no votes, and what fell short stays as it was",
    (subject) => {
      const tensor: AnyTensor = new subject.Tensor(["global", "device"]);
      const root = rootOf(tensor);
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
      same(root.corroborate(way), 1, "how many reached two votes");
      same([tensor.value({}, "a", "ok"), tensor.value({}, "b", "ok")], [1, 7], "the cells above");
      same(root.corroborate({ ...way, quorum: 3 }), 0, "how many reached three votes");
      same(root.corroborate({ ...way, quorum: 1 }), 2, "how many reached one vote");
      same(root.corroborate({ ...way, quorum: 1, among: ["a"] }), 1, "how many reached one vote of a alone");
    },
  ),

  forAll(
    "6.5",
    "the ways up hear the reporters they are restricted to, once each, in whatever order they came",
    fc.tuple(fc.array(finite, { minLength: 1, maxLength: 6 }), fc.array(index), aggregate, fc.infiniteStream(fc.nat())),
    (subject, [values, picks, using, dice]) => {
      const shuffled = values
        .map((value, at) => ({ value, at, key: dice.next().value ?? 0 }))
        .sort((one, other) => one.key - other.key);
      const among = picks.map((at) => `device ${at % (values.length + 2)}`);
      const straight = reporting(subject, values);
      const mixed: AnyTensor = new subject.Tensor(["global", "workspace", "device"]);
      for (const { value, at } of shuffled) rootOf(mixed).setValue("device", `device ${at}`, "o", "k", value);
      const alone: AnyTensor = new subject.Tensor(["global", "workspace", "device"]);
      for (const [at, value] of values.entries())
        if (among.includes(`device ${at}`)) rootOf(alone).setValue("device", `device ${at}`, "o", "k", value);
      const result = (tensor: AnyTensor, restriction: { readonly among?: readonly string[] }) => {
        let reduced: number | string | undefined;
        const error = refusal(subject, () => {
          reduced = rootOf(tensor).reduce({ ...way, ...cell, using, ...restriction });
        });
        return [
          error?.code ?? reduced,
          refusal(subject, () => rootOf(tensor).rollUp({ ...way, using, ...restriction }))?.code,
          tensor.value({}, "o", "k"),
          rootOf(tensor).corroborate({ ...way, into: "votes", ...restriction }),
        ];
      };
      const expected = result(straight, { among });
      same(
        result(mixed, { among: [...among, ...among].reverse() }),
        expected,
        "the result with the reports in another order",
      );
      same(result(alone, {}), expected, "the result where nobody else reported");
      same(result(mixed, {}), result(straight, {}), "the result with all reports in another order");
    },
  ),
];
