import type { Pools } from "@thalweg/core/testing";
import { cellsOver, cursorOver, cursorPicks, index, manyNames, pick, pickShared, pools } from "@thalweg/core/testing";
import fc from "fast-check";
import type { Command, Cursor, Program } from "../program/program.ts";
import { deltaOf } from "../script.ts";
import type { Draft } from "./draft.ts";
import { maybe, writer } from "./draft.ts";
import { read } from "./read-commands.ts";
import { mostShrinks } from "./sizes.ts";
import { write } from "./write-commands.ts";

/** A random program, and how closely it is to be read. */
export interface ReadProgram extends Program {
  /** By which everything is read. */
  readonly cursors: readonly Cursor[];
  /** Whether everything is read after every command, or at the end alone, so that reads go stale in between. */
  readonly watched: boolean;
  /** Whether it is told its changes; untold, an implementation may take other ways. */
  readonly subscribed: boolean;
}

const capability: fc.Arbitrary<Draft> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ act: fc.constantFrom("writer", "attenuate"), writer, level: index, instance: maybe(index) })
      .map((drawn) => (named: Pools): Command => {
        const minted = {
          // Counted when the program is put together.
          as: 0,
          level: pick(named.levels, drawn.level),
          ...(drawn.instance === undefined ? {} : { instance: pickShared(named.instances, drawn.instance) }),
        };
        if (drawn.act === "writer") return { do: "writer", ...minted };
        return { do: "attenuate", writer: drawn.writer, ...minted };
      }),
  },
  // Writer 0 lives on, or a program would end with it.
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 4 }).map((writer) => () => ({ do: "revoke" as const, writer })),
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
): fc.Arbitrary<ReadProgram> {
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
        { do: "apply", writer: 0, delta: deltaOf(start(named)) },
        ...numbered(steps.map((draft) => draft(named))),
      ],
      cursors: cursors.map((picks) => cursorOver(named, picks)),
      ...told,
    }));
}

/** Random programs: writes, reads between them, batches that fail half way, ways up, narrowed and revoked writers. */
export const program: fc.Arbitrary<ReadProgram> = programOver(pools, { cells: 24, steps: 30 });

/**
 * Random programs with many names and many writes, past the sizes at which implementations change their ways. Each takes
 * its time, and so would shrinking one to the last.
 */
export const largeProgram: fc.Arbitrary<ReadProgram> = fc.limitShrink(
  programOver(manyNames, { cells: 300, steps: 120 }),
  mostShrinks,
);

/** Minted writers get the numbers 1, 2, 3, … in turn. */
function numbered(commands: readonly Command[]): readonly Command[] {
  let next = 1;
  return commands.map((command) => ("as" in command ? { ...command, as: next++ } : command));
}
