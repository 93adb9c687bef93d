import fc from "fast-check";
import type { Pools } from "./arbitraries.ts";
import { cursorOver, cursorPicks, index, pick, pickShared } from "./arbitraries.ts";
import type { Draft } from "./draft.ts";
import { indices, maybe } from "./draft.ts";
import type { Restriction } from "./implementation.ts";
import type { Command } from "./program.ts";

const restriction = fc.record({
  among: maybe(indices),
  limit: maybe(fc.oneof(fc.nat(3), fc.constant(Number.POSITIVE_INFINITY))),
});
const restricted = (
  named: Pools,
  { among, limit }: { among: number[] | undefined; limit?: number | undefined },
): Restriction => ({
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
    arbitrary: fc
      .record({ act: fc.constantFrom("resolve", "rank", "explain", "best"), cursor, restriction })
      .map(({ act, cursor, restriction }) => (named: Pools): Command => {
        const { limit: _limit, ...unlimited } = restriction;
        return {
          do: act,
          cursor: cursor(named),
          restriction: restricted(named, act === "best" ? unlimited : restriction),
        };
      }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(cursor, index, index).map(([cursor, option, dimension]) => (named: Pools) => ({
      do: "look up" as const,
      cursor: cursor(named),
      option: pickShared(named.options, option),
      dimension: pick(named.dimensions, dimension),
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ level: index, option: index, dimension: index, among: maybe(indices) })
      .map((drawn) => (named: Pools) => ({
        do: "support" as const,
        level: pick(named.levels, drawn.level),
        option: pickShared(named.options, drawn.option),
        dimension: pick(named.dimensions, drawn.dimension),
        ...(drawn.among === undefined ? {} : { among: drawn.among.map((at) => pickShared(named.instances, at)) }),
      })),
  },
);
