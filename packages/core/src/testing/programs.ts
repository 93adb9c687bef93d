import fc from "fast-check";
import type { Cell, Change } from "../index.ts";
import type { Pools } from "./arbitraries.ts";
import { cellsOver, cursorOver, cursorPicks, index, manyNames, pick, pickShared, pools } from "./arbitraries.ts";
import type { Draft } from "./draft.ts";
import { maybe, writer } from "./draft.ts";
import type { Command, Program } from "./program.ts";
import { read } from "./read-commands.ts";
import { write } from "./write-commands.ts";

const capability: fc.Arbitrary<Draft> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ act: fc.constantFrom("mint", "attenuate"), writer, level: index, instance: maybe(index) })
      .map(
        (drawn) =>
          (named: Pools): Command => ({
            do: drawn.act,
            writer: drawn.writer,
            level: pick(named.levels, drawn.level),
            ...(drawn.instance === undefined ? {} : { instance: pickShared(named.instances, drawn.instance) }),
          }),
      ),
  },
  // Writer 0 lives on, or a program would end with it.
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 5 }).map((writer) => () => ({ do: "revoke" as const, writer })),
  },
);

const batch = (within: fc.Arbitrary<Draft>): fc.Arbitrary<Draft> =>
  fc
    .record({
      writer,
      commands: fc.array(within, { maxLength: 5 }),
      refusals: fc.constantFrom("end it", "are caught"),
      ends: fc.oneof(
        { weight: 5, arbitrary: fc.constant("well" as const) },
        { weight: 2, arbitrary: fc.constant("in an error" as const) },
        { weight: 1, arbitrary: fc.constant("in a promise" as const) },
      ),
    })
    .map(({ commands, ...drawn }) => (named) => ({
      do: "batch",
      ...drawn,
      commands: commands.map((draft) => draft(named)),
    }));

const plain = fc.oneof({ weight: 4, arbitrary: write }, { weight: 1, arbitrary: read });
const step = fc.oneof(
  { weight: 12, arbitrary: write },
  { weight: 6, arbitrary: read },
  { weight: 1, arbitrary: capability },
  {
    weight: 3,
    arbitrary: batch(fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: batch(plain) })),
  },
);

function programOver(
  named: fc.Arbitrary<Pools>,
  most: { readonly cells: number; readonly steps: number },
): fc.Arbitrary<Program> {
  return fc
    .record({
      named,
      start: cellsOver({ maxCells: most.cells }),
      steps: fc.array(step, { maxLength: most.steps, size: "max" }),
      cursors: fc.array(cursorPicks, { minLength: 1, maxLength: 6 }),
      watched: fc.boolean(),
      subscribed: fc.boolean(),
    })
    .map(({ named, start, steps, cursors, ...told }) => ({
      levels: named.levels,
      commands: [
        { do: "apply", writer: 0, delta: start(named).flatMap(changesOf) },
        ...steps.map((draft) => draft(named)),
      ],
      cursors: cursors.map((picks) => cursorOver(named, picks)),
      ...told,
    }));
}

/** Random programs: writes, reads between them, batches that fail half way, ways up, narrowed and revoked writers. */
export const program: fc.Arbitrary<Program> = programOver(pools, { cells: 24, steps: 30 });

/** Random programs with many names and many writes, past the sizes at which implementations change their ways. */
export const largeProgram: fc.Arbitrary<Program> = programOver(manyNames, { cells: 300, steps: 120 });

function changesOf({ value, weight, ...coordinate }: Cell): Change[] {
  return [
    ...(value === undefined ? [] : [{ ...coordinate, layer: "value" as const, content: value }]),
    ...(weight === undefined ? [] : [{ ...coordinate, layer: "weight" as const, content: weight }]),
  ];
}
