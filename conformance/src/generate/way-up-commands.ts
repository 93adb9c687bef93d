import type { Pools } from "@thalweg/core/testing";
import { aggregate, index, pick, pickShared } from "@thalweg/core/testing";
import fc from "fast-check";
import type { Command } from "../program/program.ts";
import type { Draft } from "./draft.ts";
import { indices, maybe } from "./draft.ts";

/** From a finer level to a coarser one mostly; writer 0 may write wherever a way leads. */
export const wayUp: fc.Arbitrary<Draft> = fc
  .record({
    act: fc.constantFrom("reduce", "rollUp", "rollUp", "corroborate"),
    writer: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(5) }),
    levels: fc.tuple(index, index),
    upside: fc.nat(20),
    into: index,
    scope: fc.record({ option: maybe(index), dimension: maybe(index) }),
    at: fc.tuple(index, index),
    among: maybe(indices),
    using: maybe(aggregate),
    quorum: maybe(fc.constantFrom(1, 2, 3)),
  })
  .map((drawn) => (named: Pools): Command => {
    const [one, other] = drawn.levels.map((at) => at % named.levels.length) as [number, number];
    const [coarse, fine] = drawn.upside === 20 ? [one, other] : [Math.min(one, other), Math.max(one, other)];
    const way = {
      from: pick(named.levels, coarse === fine ? named.levels.length - 1 : fine),
      to: pick(named.levels, coarse === fine ? 0 : coarse),
      ...(drawn.writer === 0 && drawn.into % 3 === 0 ? {} : { into: pickShared(named.instances, drawn.into) }),
      ...(drawn.among === undefined ? {} : { among: drawn.among.map((at) => pickShared(named.instances, at)) }),
    };
    const scope = {
      ...(drawn.scope.option === undefined ? {} : { option: pick(named.options, drawn.scope.option) }),
      ...(drawn.scope.dimension === undefined ? {} : { dimension: pick(named.dimensions, drawn.scope.dimension) }),
    };
    const using = drawn.using === undefined ? {} : { using: drawn.using };
    const { writer, at } = drawn;
    if (drawn.act === "reduce")
      return {
        do: "reduce",
        writer,
        ...way,
        ...using,
        option: pick(named.options, at[0]),
        dimension: pick(named.dimensions, at[1]),
      };
    if (drawn.act === "rollUp") return { do: "rollUp", writer, ...way, ...using, ...scope };
    return {
      do: "corroborate",
      writer,
      ...way,
      ...scope,
      ...(drawn.quorum === undefined ? {} : { quorum: drawn.quorum }),
    };
  });
