import type { Pools } from "@thalweg/core/testing";
import { cursorOver, cursorPicks, index, pick, pickShared } from "@thalweg/core/testing";
import fc from "fast-check";
import type { Command, Selection } from "../program/program.ts";
import type { Draft } from "./draft.ts";
import { indices, maybe } from "./draft.ts";

const selection = fc.record({ among: maybe(indices), limit: maybe(fc.nat(3)) });
const selected = (
  named: Pools,
  { among, limit }: { among: number[] | undefined; limit: number | undefined },
): Selection => ({
  ...(among === undefined ? {} : { among: among.map((at) => pickShared([...named.options, "nobody"], at)) }),
  ...(limit === undefined ? {} : { limit }),
});
const cursor = fc.tuple(cursorPicks, fc.nat(40)).map(
  ([picks, odd]) =>
    (named: Pools) =>
      odd === 40 ? { ...cursorOver(named, picks), "no such level": "a" } : cursorOver(named, picks),
);

/** Every command that reads, by every kind of cursor, restricted or not. */
export const read: fc.Arbitrary<Draft> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constantFrom("rank", "rank", "explain"), cursor, selection }).map(
      ({ act, cursor, selection }) =>
        (named: Pools): Command => ({
          do: act,
          cursor: cursor(named),
          ...selected(named, selection),
        }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom("value", "weight"), cursor, index, index).map(
      ([act, cursor, option, dimension]) =>
        (named: Pools): Command => ({
          do: act,
          cursor: cursor(named),
          option: pickShared(named.options, option),
          dimension: pick(named.dimensions, dimension),
        }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ level: index, option: index, dimension: index, among: maybe(indices) }).map(
      (drawn) =>
        (named: Pools): Command => ({
          do: "support",
          level: pick(named.levels, drawn.level),
          option: pickShared(named.options, drawn.option),
          dimension: pick(named.dimensions, drawn.dimension),
          ...(drawn.among === undefined ? {} : { among: drawn.among.map((at) => pickShared(named.instances, at)) }),
        }),
    ),
  },
);
