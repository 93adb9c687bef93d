import type { Contents } from "@thalweg/core/testing";
import { contents, index, pick, pickShared } from "@thalweg/core/testing";
import fc from "fast-check";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import { listeners } from "../listeners.ts";
import type { Cell, Change } from "../program/program.ts";
import { deltaOf, Script, scriptOf, unchanged } from "../script.ts";
import type { Step } from "../step.ts";

/** What a tensor holds, what is written in a batch then, and how that batch is left. */
const abandonment = fc.tuple(contents(), contents(), fc.nat(2));

/** Laws of 5.5: all or nothing. */
export const batches: readonly Law[] = [
  forAll(
    "5.5",
    "a batch is all or nothing: after an error no read can tell that there was one",
    abandonment,
    async (play, [drawn, more, how]) => {
      const script = scriptOf(drawn);
      unchanged(script, drawn.cursors, () => abandon(script, drawn, more, how));
      script.root.setValue(drawn.levels[0] ?? "", "", "afterwards", "k", 1);
      script.value({}, "afterwards", "k").is(1, "what is written afterwards");
      await play.run(script);
    },
    { needs: ["batches"] },
  ),

  forAll(
    "5.5",
    "after an abandoned batch no explanation can tell that there was one",
    abandonment,
    async (play, [drawn, more, how]) => {
      const script = scriptOf(drawn);
      const before = drawn.cursors.map((cursor) => script.explain(cursor));
      abandon(script, drawn, more, how);
      for (const [at, cursor] of drawn.cursors.entries())
        script.explain(cursor).is(before[at] as (typeof before)[number], "the explanation");
      await play.run(script);
    },
    { needs: ["batches", "explanations"], share: 0.3 },
  ),

  forAll(
    "5.5",
    "after an abandoned batch no snapshot can tell that there was one",
    abandonment,
    async (play, [drawn, more, how]) => {
      const script = scriptOf(drawn);
      unchanged(script, drawn.cursors, () => {
        abandon(script, drawn, more, how);
        script.restore();
      });
      await play.run(script);
    },
    { needs: ["batches", "snapshots"], share: 0.3 },
  ),

  forAll(
    "5.5",
    "a delta that is refused half way is refused whole",
    fc.tuple(contents(), contents(), index),
    async (play, [drawn, more, at]) => {
      const script = scriptOf(drawn);
      const delta: Change[] = [...deltaOf(cellsIn(drawn, more))];
      const bad = { level: pick(drawn.levels, at), instance: "", option: "o", dimension: "k" };
      delta.splice(at % (delta.length + 1), 0, { ...bad, layer: "weight", content: Number.POSITIVE_INFINITY });
      unchanged(script, drawn.cursors, () => script.root.apply(delta).refused("invalid-weight", bad));
      await play.run(script);
    },
    { needs: ["deltas"] },
  ),

  forAll(
    "5.5",
    "a batch that comes back to where it began changes nothing",
    fc.tuple(contents(), index),
    async (play, [drawn, at]) => {
      const script = scriptOf(drawn);
      unchanged(script, drawn.cursors, () => comeBack(script, drawn, at));
      await play.run(script);
    },
    { needs: ["batches"] },
  ),

  ...listeners.map(({ feature, silence, listen, heard }) =>
    forAll(
      "5.5",
      `of a batch that is abandoned, or comes back to where it began, ${silence}`,
      abandonment,
      async (play, [drawn, more, how]) => {
        const script = scriptOf(drawn);
        listen(script, drawn.cursors);
        abandon(script, drawn, more, how);
        heard(script).is([], "what was told of an abandoned batch");
        comeBack(script, drawn, how);
        script.root.write(drawn.cells);
        heard(script).is([], "what was told of writes that changed nothing");
        await play.run(script);
      },
      { needs: ["batches", feature] },
    ),
  ),

  forAll(
    "5.5",
    "a nested batch is a savepoint, and reads within a batch see its writes",
    fc.tuple(contents(), contents(), contents()),
    async (play, [drawn, outer, inner]) => {
      const script = scriptOf(drawn);
      const plain = scriptOf(drawn);
      plain.root.write(cellsIn(drawn, outer));
      const within = read(plain, drawn);
      plain.root.write(cellsIn(drawn, inner, 2));
      const afterwards = read(plain, drawn);
      const agree = (expected: readonly Step[], when: string): void => {
        for (const [at, step] of read(script, drawn).entries()) step.is(expected[at] as Step, `what is read ${when}`);
      };
      script.root.batch(() => {
        script.root.write(cellsIn(drawn, outer));
        agree(within, "within the batch");
        const abandoned = { ends: "in an error" } as const;
        script.root.batch(() => {
          script.root.write(cellsIn(drawn, inner, 1));
          for (const cursor of drawn.cursors) script.rank(cursor);
        }, abandoned);
        agree(within, "after the inner batch was abandoned");
        script.root.batch(() => script.root.write(cellsIn(drawn, inner, 2)));
      });
      agree(afterwards, "afterwards");
      await play.run(script, plain);
    },
    { needs: ["batches"] },
  ),

  forAll(
    "5.5",
    "a refusal that is caught within a batch undoes nothing, and the batch goes on",
    fc.tuple(contents(), contents()),
    async (play, [drawn, more]) => {
      const script = scriptOf(drawn);
      const plain = scriptOf(drawn);
      const cells = cellsIn(drawn, more);
      plain.root.write(cells);
      const stranger = script.writer(drawn.levels[0] ?? "", "mine");
      script.root.batch(
        () => {
          for (const cell of cells) {
            script.root.write([cell]);
            script.root.set("value", cell, Number.NaN).refused("invalid-value");
            stranger.setWeight(drawn.levels[0] ?? "", "theirs", "k", 1).refused("foreign-instance");
          }
        },
        { refusals: "are caught" },
      );
      const expected = read(plain, drawn);
      for (const [at, step] of read(script, drawn).entries()) step.is(expected[at] as Step, "what is read afterwards");
      await play.run(script, plain);
    },
    { needs: ["batches"] },
  ),

  always(
    "5.5",
    "an abandoned batch restores any number of cells and names, whatever was abandoned within it",
    async (play) => {
      const script = new Script(["level"]);
      const { root } = script;
      for (let number = 0; number < 100; number++) {
        root.setValue("level", "A", `option ${number}`, `dimension ${number % 7}`, number);
        root.setWeight("level", "A", `dimension ${number % 7}`, 1);
      }
      const abandoned = (write: () => void) => root.batch(write, { ends: "in an error" });
      unchanged(script, [{}, { level: "A" }], () =>
        abandoned(() => {
          root.clear("level", "A");
          abandoned(() => root.setValue("level", "A", "passing", "by", 1));
          for (let number = 0; number < 100; number++) root.setValue("level", "B", `another ${number}`, "k", number);
          abandoned(() => root.clear("level", "B"));
        }),
      );
      await play.run(script);
    },
    { needs: ["batches"] },
  ),
];

/** Other cells at the levels and instances of a tensor, and at its options, half of them. */
export function cellsIn(drawn: Contents, { cells }: Contents, shift = 0): Cell[] {
  return cells.map((cell, at) => ({
    ...cell,
    level: pick(drawn.levels, at + shift),
    instance: pickShared(drawn.instances, at),
    option: cell.option === "" || at % 2 === 0 ? cell.option : pick(drawn.options, at),
  }));
}

/** Adds a batch of many writes, by several writers, that is left by an error, or ended by the refusal of one of them. */
function abandon(script: Script, drawn: Contents, more: Contents, how: number): void {
  const [level = ""] = drawn.levels;
  const other = script.writer(level);
  const pinned = script.writer(level, "mine");
  const owner = how === 2 ? pinned : script.root;
  const batch = owner.batch(
    () => {
      for (const [at, cell] of cellsIn(drawn, more).entries()) {
        const writer = at % 2 === 0 ? script.root : other;
        if (at % 3 === 0) writer.clear(cell.level, cell.instance);
        writer.write([cell]);
        for (const cursor of drawn.cursors) script.rank(cursor);
      }
      if (how === 1) other.setValue(level, "", "o", "k", Number.NaN);
      if (how === 2) pinned.setValue(level, "theirs", "o", "k", 1);
    },
    { ends: how === 0 ? "in an error" : "well" },
  );
  if (how > 0) batch.refused(how === 1 ? "invalid-value" : "foreign-instance");
}

/** Adds a batch that takes a slice away and gives it back. */
function comeBack(script: Script, drawn: Contents, at: number): void {
  const level = pick(drawn.levels, at);
  script.root.batch(() => {
    script.root.clear(level, "");
    script.root.setValue(level, "", "passing", "k", 1);
    script.root.unsetValue(level, "", "passing", "k");
    script.root.write(drawn.cells.filter((cell) => cell.level === level && cell.instance === ""));
  });
}

/** Reads the cells, and the queues of some cursors. */
function read(script: Script, { cursors }: Contents): readonly Step[] {
  return [script.cells() as Step, ...cursors.map((cursor) => script.rank(cursor) as Step)];
}
