import type { Pools } from "@thalweg/core/testing";
import { cursorOver, cursorPicks, index, pick, pickShared, value, weight } from "@thalweg/core/testing";
import fc from "fast-check";
import type { Change, Command, Coordinate, Delta, Layer } from "../program/program.ts";
import type { Draft } from "./draft.ts";
import { mostShrinks } from "./sizes.ts";

/** A command of the one writer that every tensor begins with, in a tensor yet to be named. */
const at: fc.Arbitrary<(named: Pools) => Coordinate> = fc
  .record({ level: index, instance: index, option: index, dimension: index })
  .map(
    ({ level, instance, option, dimension }) =>
      (named: Pools): Coordinate => ({
        level: pick(named.levels, level),
        instance: pickShared(named.instances, instance),
        option: pickShared(named.options, option + 1),
        dimension: pick(named.dimensions, dimension),
      }),
  );

const layer = fc.constantFrom<Layer>("value", "value", "weight");

/** Now and then a content that is refused. */
const content = (arbitrary: fc.Arbitrary<number>): fc.Arbitrary<number> =>
  fc.oneof({ weight: 20, arbitrary }, { weight: 1, arbitrary: fc.constant(Number.NaN) });

/** Sets a layer, unsets one or clears a slice, by writer 0. */
export const plainWrite: fc.Arbitrary<Draft> = fc
  .record({ act: fc.nat(11), at, layer, value: content(value), weight: content(weight) })
  .map(({ act, at, layer, ...drawn }) => (named): Command => {
    const coordinate = at(named);
    const { level, instance } = coordinate;
    if (act < 8) return { do: "set", writer: 0, layer, ...coordinate, content: drawn[layer] };
    if (act < 11) return { do: "unset", writer: 0, layer, ...coordinate };
    return { do: "clear", writer: 0, level, instance };
  });

const queue: fc.Arbitrary<Draft> = cursorPicks.map((picks) => (named) => ({
  do: "rank",
  cursor: cursorOver(named, picks),
}));

const batchOf = (within: fc.Arbitrary<Draft>): fc.Arbitrary<Draft> =>
  fc
    .record({
      commands: fc.array(within, { maxLength: 6, size: "max" }),
      refusals: fc.constantFrom("end it", "are caught"),
      ends: fc.constantFrom("well", "well", "in an error"),
    })
    .map(
      ({ commands, ...how }) =>
        (named): Command => ({
          do: "batch",
          writer: 0,
          commands: commands.map((draft) => draft(named)),
          ...how,
        }),
    );

const step = fc.oneof({ weight: 6, arbitrary: plainWrite }, { weight: 1, arbitrary: queue });

/** Plain writes, and batches of them, of reads and of batches; some are abandoned or refused half way. */
export const batchedWrite: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 1, arbitrary: plainWrite },
  { weight: 4, arbitrary: batchOf(fc.oneof({ weight: 6, arbitrary: step }, { weight: 1, arbitrary: batchOf(step) })) },
);

const change = fc.record({
  at: fc.tuple(fc.nat(3), fc.nat(5), fc.nat(5), fc.nat(3)),
  value: fc.option(value),
  weight: fc.option(weight),
  isValue: fc.boolean(),
});

/** Deltas over the names of a tensor, that touch the same layers time and again; long ones once in a while. */
export const deltaDraft: fc.Arbitrary<(named: Pools) => Delta> = fc
  .oneof(
    { weight: 19, arbitrary: fc.array(change, { maxLength: 8 }) },
    {
      weight: 1,
      arbitrary: fc.limitShrink(fc.array(change, { minLength: 60, maxLength: 200, size: "max" }), mostShrinks),
    },
  )
  .map(
    (drafts) =>
      (named: Pools): Delta =>
        drafts.map(({ at: [level, instance, option, dimension], isValue, ...drawn }): Change => {
          const content = isValue ? drawn.value : drawn.weight;
          return {
            level: pick(named.levels, level),
            instance: pickShared(named.instances, instance),
            option: pickShared(named.options, option),
            dimension: pick(named.dimensions, dimension),
            layer: isValue ? "value" : "weight",
            ...(content === null ? {} : { content: content + 0 }),
          };
        }),
  );
