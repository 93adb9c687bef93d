import { aggregate, finite } from "@thalweg/core/testing";
import fc from "fast-check";
import { aggregateOf } from "../by-hand/aggregate.ts";
import { mostShrinks } from "../generate/sizes.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { Aggregate } from "../program/program.ts";
import { cell, reporting, way } from "./6-ways-up.ts";

const double = fc.double({ min: -10, max: 10, noNaN: true });
const some = { minLength: 20, maxLength: 300, size: "max" } as const;

/** Reports in orders that are hard on whoever selects or sorts, and numbers whose sum depends on its order. */
const manyReports: fc.Arbitrary<readonly number[]> = fc.oneof(
  fc.array(double, some),
  fc.array(fc.oneof({ weight: 20, arbitrary: double }, { weight: 1, arbitrary: finite }), some),
  fc.tuple(fc.array(double, some), fc.boolean()).map(([values, isFalling]) => {
    const rising = values.sort((one, other) => one - other);
    return isFalling ? rising.reverse() : rising;
  }),
  fc.array(fc.constantFrom(0.1, 0.2, 0.7), some),
  // Up and down again, and the other way round.
  fc.tuple(fc.integer({ min: 20, max: 300 }), double, fc.boolean()).map(([count, step, isValley]) => {
    const pipe = (at: number): number => Math.min(at, count - 1 - at);
    return Array.from({ length: count }, (_, at) => step * (isValley ? -pipe(at) : pipe(at)));
  }),
);

/** Laws of 6.1 and 6.3, for more reports than a handful. */
export const manyReporters: readonly Law[] = [
  forAll(
    "6.1",
    "the aggregates of many reports, bit for bit",
    fc.limitShrink(fc.tuple(manyReports, fc.array(aggregate, { minLength: 1, maxLength: 4 })), mostShrinks),
    async (play, [values, drawn]) => {
      const script = reporting(values);
      const every: readonly Aggregate[] = ["median", "sum", "mean", "min", "max", ...drawn];
      for (const using of every) {
        const wanted = aggregateOf(values, using) + 0;
        const reduce = script.root.reduce({ ...way, ...cell, using });
        if (Number.isFinite(wanted)) reduce.is(wanted, `${JSON.stringify(using)} of ${values.length} reports`);
        else reduce.refused("invalid-value");
      }
      await play.run(script);
    },
    { needs: ["waysUp"], share: 0.1 },
  ),

  always(
    "6.3",
    "support counts to 200",
    async (play) => {
      const script = reporting(Array.from({ length: 200 }, (_, number) => number));
      const { option, dimension } = cell;
      const support = (count: number, what: string, among?: readonly string[]): void =>
        void script.support("device", option, dimension, among).is(count, what);
      support(200, "the support of all");
      const odd = Array.from({ length: 150 }, (_, number) => `device ${2 * number + 1}`);
      support(100, "the support among those with an odd number, and some who report nothing", odd);
      script.root.unsetValue("device", "device 7", option, dimension);
      script.root.gate("device", "device 9", option, dimension);
      support(198, "the support where one takes its report back and one closes a gate");
      support(98, "the support among those with an odd number then", odd);
      await play.run(script);
    },
    { needs: ["waysUp"] },
  ),
];
