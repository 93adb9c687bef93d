import type { Aggregate } from "../../src/program/program.ts";
import { type Authored, report, vector } from "../authored.ts";

const three = ["global", "workspace", "device"];
const way = { from: "device", to: "global" } as const;
const cell = { option: "o", dimension: "k" } as const;
const greatest = Number.MAX_VALUE;
const least = Number.MIN_VALUE;

/** The aggregates of some reports, each of which is written above. */
function reduced(
  id: string,
  says: string,
  values: readonly number[],
  wanted: readonly (readonly [using: Aggregate | undefined, wanted: number])[],
): Authored {
  return vector(id, says, three, (script) => {
    report(script, values);
    for (const [using, result] of wanted) {
      script.root.reduce({ ...way, ...cell, ...(using === undefined ? {} : { using }) }).is(result, "reduced");
      script.value({}, "o", "k").is(result, "the cell above");
    }
  });
}

/** Vectors of 6.1: what reports come to. */
export const aggregates: readonly Authored[] = [
  reduced(
    "6.1-median-of-an-odd-number",
    "the median of an odd number of reports is the middle one",
    [9, 1, 5],
    [
      [undefined, 5],
      ["median", 5],
    ],
  ),

  reduced(
    "6.1-median-of-an-even-number",
    "the median of an even number is the mean of the two in the middle",
    [4, 1, 3, 2],
    [
      [undefined, 2.5],
      ["median", 2.5],
    ],
  ),

  reduced(
    "6.1-order-of-numbers",
    "reports are ordered as numbers, not as texts",
    [10, 9, 1, 2, -3],
    [
      ["median", 2],
      ["min", -3],
      ["max", 10],
      [{ quantile: 0.75 }, 9],
    ],
  ),

  reduced(
    "6.1-one-report",
    "one report is every aggregate of itself",
    [7],
    [
      ["median", 7],
      ["sum", 7],
      ["mean", 7],
      ["min", 7],
      ["max", 7],
      [{ quantile: 0 }, 7],
      [{ quantile: 0.3 }, 7],
      [{ quantile: 1 }, 7],
      [{ trimmedMean: 0 }, 7],
      [{ trimmedMean: 0.49 }, 7],
    ],
  ),

  reduced(
    "6.1-equal-reports",
    "equal reports of several instances are several reports",
    [5, 1, 5],
    [
      ["median", 5],
      ["sum", 11],
      ["mean", 11 / 3],
    ],
  ),

  reduced(
    "6.1-sum-ascending",
    "a sum goes from the least report to the greatest, whatever was written first",
    [0.3, 0.1, 0.2],
    [
      ["sum", 0.6000000000000001],
      ["mean", 0.6000000000000001 / 3],
    ],
  ),

  reduced(
    "6.1-sum-uncompensated",
    "a sum compensates nothing: −1e16, 1, 1, 1e16 come to 0",
    [1e16, 1, -1e16, 1],
    [
      ["sum", 0],
      ["mean", 0],
    ],
  ),

  reduced(
    "6.1-negative-reports",
    "reports may be negative",
    [-5, -1, 3],
    [
      ["median", -1],
      ["sum", -3],
      ["mean", -1],
      ["min", -5],
      ["max", 3],
      [{ quantile: 0.25 }, -3],
    ],
  ),

  reduced(
    "6.1-median-that-would-overflow",
    "a median whose sum overflows is found in halves",
    [greatest, greatest],
    [["median", greatest]],
  ),

  reduced(
    "6.1-median-of-subnormals",
    "a median of least numbers is not halved to 0; in the middle it is the even one",
    [least, 2 * least],
    [
      ["median", 2 * least],
      [{ quantile: 0 }, least],
    ],
  ),

  reduced(
    "6.1-quantiles",
    "a quantile lies at (n − 1)·p, between two reports in proportion",
    [40, 0, 30, 10, 20],
    [
      [{ quantile: 0 }, 0],
      [{ quantile: 0.25 }, 10],
      [{ quantile: 0.5 }, 20],
      [{ quantile: 1 }, 40],
      [{ quantile: 0.125 }, 5],
      [{ quantile: 0.9375 }, 37.5],
    ],
  ),

  reduced(
    "6.1-quantile-between-two",
    "of two reports a quantile is where it lies between them",
    [7, 3],
    [
      [{ quantile: 0.25 }, 4],
      [{ quantile: 0.5 }, 5],
      [{ quantile: 0.75 }, 6],
    ],
  ),

  reduced(
    "6.1-quantile-bits",
    "the place is rounded, and the quantile is x + (y − x)·f, not x·(1 − f) + y·f",
    [0.1, 30.3, 60, 90],
    [
      // 3 × 0.1 is 0.30000000000000004; the other formula would give 9.160000000000002.
      [{ quantile: 0.1 }, 9.16],
      // 3 × 0.7 is 2.0999999999999996.
      [{ quantile: 0.7 }, 60 + 30 * (2.0999999999999996 - 2)],
    ],
  ),

  reduced(
    "6.1-quantile-whose-range-overflows",
    "where y − x overflows the quantile is x·(1 − f) + y·f",
    [greatest, -greatest],
    [
      [{ quantile: 0.5 }, 0],
      [{ quantile: 0.75 }, -greatest * 0.25 + greatest * 0.75],
    ],
  ),

  reduced(
    "6.1-trimmed-mean",
    "a trimmed mean leaves out ⌊n·share⌋ reports at each end",
    [100, 1, 2, 3, -50],
    [
      [{ trimmedMean: 0.2 }, 2],
      [{ trimmedMean: 0.39 }, 2],
      [{ trimmedMean: 0.4 }, 2],
      [{ trimmedMean: 0 }, 56 / 5],
      [{ trimmedMean: 0.19 }, 56 / 5],
    ],
  ),

  reduced(
    "6.1-trimmed-mean-of-four",
    "less than one report is none: of four a fifth leaves nobody out, a quarter one",
    [100, 1, 2, 3],
    [
      [{ trimmedMean: 0.2 }, 26.5],
      [{ trimmedMean: 0.25 }, 2.5],
    ],
  ),

  reduced(
    "6.1-trimmed-mean-of-ten",
    "n·share is binary64: 10 × 0.3 is 3, and nothing less",
    [0, 0, 0, 1, 2, 3, 6, 99, 99, 99],
    [[{ trimmedMean: 0.3 }, 3]],
  ),

  reduced("6.1-result-of-minus-zero", "a result of −0 is written, and answered, as 0", [-least, 0, 0], [["mean", 0]]),
];
