import type { Pools } from "@thalweg/core/testing";
import { index, pick, pickShared } from "@thalweg/core/testing";
import fc from "fast-check";
import type { Command, Coordinate } from "../program/program.ts";

/** Commands are drawn as numbers and named by the pools afterwards, so that both shrink apart. */
export type Draft = (named: Pools) => Command;

/** Now and then a coordinate or a content is spoilt, to be refused. */
const spoilt = fc.oneof(
  { weight: 30, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.record({
      axis: fc.constantFrom("level", "instance", "option", "dimension"),
      by: fc.constantFrom("n".repeat(1025), "no such name"),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ axis: "dimension", by: "" } as const) },
);

/** Where a command writes, in a tensor yet to be named. */
export const coordinate: fc.Arbitrary<(named: Pools) => Coordinate> = fc
  .record({ level: index, instance: index, option: index, dimension: index, spoilt })
  .map(
    (at) =>
      (named: Pools): Coordinate => ({
        level: pick(named.levels, at.level),
        instance: pickShared(named.instances, at.instance),
        option: pickShared(named.options, at.option + 1),
        dimension: pick(named.dimensions, at.dimension),
        ...(at.spoilt === undefined ? {} : { [at.spoilt.axis]: at.spoilt.by }),
      }),
  );

/** The number of a writer, minted or not; the root mostly. */
export const writer: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat(4) },
);
/** Given or left out. */
export const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
/** Some names of a pool. */
export const indices: fc.Arbitrary<number[]> = fc.array(index, { maxLength: 3 });
