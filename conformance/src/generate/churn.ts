import type { Pools } from "@thalweg/core/testing";
import { cursorOver, cursorPicks, finite, index, pick, pickShared, tooManyNames } from "@thalweg/core/testing";
import fc from "fast-check";
import type { Change, Command, Cursor, Layer } from "../program/program.ts";
import type { ReadProgram } from "./programs.ts";
import { mostShrinks } from "./sizes.ts";

type Drawn<Of extends Command = Command> = (named: Pools, cursors: readonly Cursor[]) => Of;
type Apply = Extract<Command, { readonly do: "apply" }>;

const few = fc.record({
  level: index,
  instance: index,
  options: fc.array(index, { minLength: 1, maxLength: 3 }),
  dimensions: fc.array(index, { minLength: 1, maxLength: 2 }),
});
const content = fc.option(finite, { freq: 4, nil: undefined });
const rewritten = fc.array(
  fc.record({
    option: index,
    dimension: index,
    layer: fc.constantFrom<Layer>("value", "value", "value", "weight"),
    content,
  }),
  { minLength: 1, maxLength: 130, size: "max" },
);

/** The same few cells of one slice, set and unset time and again: what caches follow step by step, up to a point. */
const rewrite: fc.Arbitrary<Drawn<Apply>> = fc.tuple(few, rewritten).map(([at, changes]) => (named) => ({
  do: "apply",
  writer: 0,
  delta: changes.map(({ option, dimension, layer, content }) => ({
    ...slice(named, at),
    option: pick(named.options, pick(at.options, option)),
    dimension: pick(named.dimensions, pick(at.dimensions, dimension)),
    layer,
    ...(content === undefined ? {} : { content }),
  })),
}));

/** All options of one slice, in some of the dimensions, set or unset at once: names come and go by the dozen. */
const sweep: fc.Arbitrary<Drawn<Apply>> = fc
  .record({ at: few, from: index, contents: fc.array(content, { minLength: 1, maxLength: 5 }), isUnset: fc.boolean() })
  .map(({ at, from, contents, isUnset }) => (named) => ({
    do: "apply",
    writer: 0,
    delta: named.options.slice(from % named.options.length).flatMap((option, nth) =>
      at.dimensions.map((dimension): Change => {
        const content = isUnset ? undefined : pick(contents, nth);
        const place = { ...slice(named, at), option, dimension: pick(named.dimensions, dimension) };
        return { ...place, layer: "value", ...(content === undefined ? {} : { content }) };
      }),
    ),
  }));

/** One weighed cell for each option of a slice, in another dimension each: few cells, that span a large matrix. */
const diagonal: fc.Arbitrary<Drawn<Apply>> = fc.tuple(few, index, finite).map(([at, shift, content]) => (named) => ({
  do: "apply",
  writer: 0,
  delta: named.options.flatMap((option, nth): Change[] => {
    const place = { ...slice(named, at), dimension: pick(named.dimensions, nth + shift) };
    return [
      { ...place, option, layer: "value", content },
      { ...place, option: "", layer: "weight", content: 1 + nth / 8 },
    ];
  }),
}));

const clear: fc.Arbitrary<Drawn> = few.map((at) => (named) => ({ do: "clear", writer: 0, ...slice(named, at) }));
const set: fc.Arbitrary<Drawn> = fc.tuple(few, finite, fc.nat(9)).map(([at, content, odd]) => (named) => ({
  do: "set",
  writer: 0,
  layer: odd === 1 ? "weight" : "value",
  ...slice(named, at),
  option: odd < 2 ? "" : pick(named.options, at.options[0] ?? 0),
  dimension: pick(named.dimensions, at.dimensions[0] ?? 0),
  content,
}));
/** One of four cells, written time and again: what a caller would keep a handle to. */
const again: fc.Arbitrary<Drawn> = fc
  .tuple(fc.nat(3), finite, fc.constantFrom("set", "set", "set", "unset", "weigh"))
  .map(([at, content, act]) => (named) => {
    const cell = {
      ...slice(named, { level: at, instance: at }),
      option: pick(named.options, at),
      dimension: pick(named.dimensions, at),
    };
    if (act === "unset") return { do: "unset", writer: 0, layer: "value", ...cell };
    return { do: "set", writer: 0, layer: act === "set" ? "value" : "weight", ...cell, content };
  });
const read: fc.Arbitrary<Drawn> = fc
  .tuple(index, fc.constantFrom("rank", "rank", "explain"))
  .map(([at, act]) => (_, cursors) => ({ do: act, cursor: pick(cursors, at) }));

/** The deltas of some of the above, as one. */
const compose: fc.Arbitrary<Drawn> = fc
  .array(fc.oneof(rewrite, sweep, diagonal), { minLength: 1, maxLength: 3 })
  .map((drafts) => (named, cursors) => ({
    do: "compose",
    deltas: drafts.map((draft) => draft(named, cursors).delta),
  }));

const writes = fc.oneof(
  { weight: 3, arbitrary: rewrite },
  { weight: 2, arbitrary: sweep },
  { weight: 1, arbitrary: diagonal },
  { weight: 2, arbitrary: clear },
  { weight: 3, arbitrary: set },
  { weight: 4, arbitrary: again },
);

const batch = (within: fc.Arbitrary<Drawn>): fc.Arbitrary<Drawn> =>
  fc
    .tuple(fc.array(within, { minLength: 1, maxLength: 4 }), fc.constantFrom("well" as const, "in an error" as const))
    .map(([commands, ends]) => (named, cursors) => ({
      do: "batch",
      writer: 0,
      commands: commands.map((command) => command(named, cursors)),
      refusals: "are caught",
      ends,
    }));

const churning: fc.Arbitrary<ReadProgram> = fc
  .record({
    named: tooManyNames,
    steps: fc.array(
      fc.oneof(
        { weight: 16, arbitrary: writes },
        { weight: 6, arbitrary: read },
        { weight: 1, arbitrary: compose },
        {
          weight: 2,
          arbitrary: batch(fc.oneof({ weight: 3, arbitrary: writes }, { weight: 1, arbitrary: batch(writes) })),
        },
      ),
      { maxLength: 60, size: "max" },
    ),
    picks: fc.array(cursorPicks, { minLength: 1, maxLength: 3 }),
    subscribed: fc.boolean(),
    weighed: fc.boolean(),
  })
  .map(({ named, steps, picks, subscribed, weighed }) => {
    const cursors = picks.map((each) => cursorOver(named, each));
    // Where everything weighs something, every change shows in a score; where not, few dimensions are on a path.
    const weights = (weighed ? named.dimensions : []).map(
      (dimension, nth): Change => ({
        level: pick(named.levels, 0),
        instance: "",
        option: "",
        dimension,
        layer: "weight",
        content: 1 + nth / 8,
      }),
    );
    const commands = steps.map((step) => step(named, cursors));
    return {
      levels: named.levels,
      commands: [{ do: "apply", writer: 0, delta: weights }, ...commands],
      cursors,
      watched: false,
      subscribed,
    };
  });

/** Long programs that write and unset much, and read little, always by the same few cursors. */
export const churningProgram: fc.Arbitrary<ReadProgram> = fc.limitShrink(churning, mostShrinks);

function slice(
  { levels, instances }: Pools,
  at: { readonly level: number; readonly instance: number },
): { level: string; instance: string } {
  return { level: pick(levels, at.level), instance: pickShared(instances, at.instance) };
}
