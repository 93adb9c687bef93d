import type { Contents } from "@thalweg/core/testing";
import { contents, index, name, pick, value } from "@thalweg/core/testing";
import fc from "fast-check";
import { same } from "../assert.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { Cell } from "../program/program.ts";
import { Script, scriptOf } from "../script.ts";

const fullCells = { maxCells: 40 };

/** Laws of section 4: what a queue does not depend on. */
export const purity: readonly Law[] = [
  forAll(
    "4.5",
    "among and limit take from the queue and neither reorder nor rescore it",
    fc.tuple(contents(fullCells), fc.array(index), fc.nat(6)),
    async (play, [drawn, picks, limit]) => {
      const script = scriptOf(drawn);
      const among = picks.map((at) => pick([...drawn.options, "", "nobody"], at));
      for (const cursor of drawn.cursors) {
        const queue = script.rank(cursor);
        const restricted = () => queue.saw.filter(({ option }) => among.includes(option));
        script.rank(cursor, { among }).is(restricted, "the queue among some");
        script.rank(cursor, { limit }).is(() => queue.saw.slice(0, limit), "the head of the queue");
        const head = script.rank(cursor, { among, limit });
        head.is(() => restricted().slice(0, limit), "the head of the queue among some");
        script.rank(cursor, { limit: 1000 }).is(queue, "the queue with a limit beyond its end");
        script.rank(cursor, { among: drawn.options }).is(queue, "the queue among all");
        script.rank(cursor).is(queue, "the queue, read again");
      }
      await play.run(script);
    },
  ),

  forAll(
    "4.5",
    "among ignores what is ill-formed and so no name at all",
    contents(),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      for (const cursor of drawn.cursors) {
        const queue = script.rank(cursor);
        script.rank(cursor, { among: ["\uD800", ...drawn.options] }).is(queue, "the queue among all");
        script.rank(cursor, { among: ["\uD800"] }).is([], "the queue among none");
      }
      await play.run(script);
    },
    { needs: ["illFormedStrings"] },
  ),

  forAll(
    "4.6",
    "adding, changing or removing an option changes no other score, nor the order of the rest",
    fc.tuple(
      contents(fullCells),
      fc.tuple(fc.oneof(name, fc.constant("newcomer")), index),
      fc.array(fc.tuple(index, index, value), { minLength: 1 }),
    ),
    async (play, [drawn, [newcomer, which], writes]) => {
      const script = scriptOf(drawn);
      const stranger = pick([newcomer, newcomer, ...drawn.options], which);
      const written = writes.map(([level, dimension, content]) => ({
        level: pick(drawn.levels, level),
        instance: "",
        option: stranger,
        dimension: pick([...drawn.dimensions, "a new one"], dimension),
        value: content,
      }));
      const own = drawn.cells.filter((cell) => cell.option === stranger && cell.value !== undefined);
      for (const cursor of drawn.cursors) {
        const before = script.rank(cursor);
        const others = () => before.saw.filter(({ option }) => option !== stranger);
        script.root.write(written);
        script.rank(cursor).check((queue) => {
          const rest = queue.filter(({ option }) => option !== stranger);
          same(rest, others(), "the others, with it");
        });
        for (const cell of [...written, ...own]) script.root.unset("value", cell);
        script.rank(cursor).is(others, "the others, without it");
      }
      await play.run(script);
    },
  ),

  forAll(
    "4.7",
    "the order of writing does not matter, to the last bit",
    fc.tuple(contents(fullCells), fc.infiniteStream(fc.nat())),
    async (play, [drawn, dice]) => {
      const one = scriptOf(drawn);
      const other = scriptOf({ ...drawn, cells: shuffled(drawn.cells, dice) });
      for (const cursor of drawn.cursors)
        other.rank(cursor).is(one.rank(cursor), "the queue of the same cells, shuffled");
      other.cells().is(one.cells(), "the cells");
      await play.run(one, other);
    },
  ),

  forAll(
    "4.7",
    "the order of writing does not matter to an explanation",
    fc.tuple(contents(fullCells), fc.infiniteStream(fc.nat())),
    async (play, [drawn, dice]) => {
      const one = scriptOf(drawn);
      const other = scriptOf({ ...drawn, cells: shuffled(drawn.cells, dice) });
      for (const cursor of drawn.cursors)
        other.explain(cursor).is(one.explain(cursor), "the explanation of the same cells, shuffled");
      await play.run(one, other);
    },
    { needs: ["explanations"] },
  ),

  forAll(
    "4.7",
    "reads are pure: detours, other reads and other cursors in between leave no trace",
    fc.tuple(contents(fullCells), contents(fullCells)),
    async (play, [drawn, detour]) => {
      const straight = scriptOf(drawn);
      const script = new Script(drawn.levels);
      for (const clear of detourIn(script, drawn, detour)) clear();
      compare(script, straight, drawn);
      await play.run(straight, script);
    },
  ),

  forAll(
    "4.7",
    "a detour that a batch clears away leaves no trace",
    fc.tuple(contents(fullCells), contents(fullCells)),
    async (play, [drawn, detour]) => {
      const straight = scriptOf(drawn);
      const script = new Script(drawn.levels);
      const clears = detourIn(script, drawn, detour);
      script.root.batch(() => {
        for (const clear of clears) clear();
      });
      compare(script, straight, drawn);
      await play.run(straight, script);
    },
    { needs: ["batches"] },
  ),

  always("4.7", "a queue owes nothing to the queues of other cursors, however many names theirs have", async (play) => {
    const script = new Script(["level"]);
    const { root } = script;
    // Two instances that share their options and, but for the last, no dimension.
    for (const [instance, first] of [
      ["A", 0],
      ["B", 100],
    ] as const)
      for (let number = 0; number < 100; number++) {
        root.setValue("level", instance, `option ${number}`, `dimension ${first + number}`, 1);
        root.setWeight("level", instance, `dimension ${first + number}`, 1);
      }
    root.setWeight("level", "A", "dimension 199", 1);
    for (let number = 0; number < 100; number++) {
      const option = `option ${number}`;
      root.setValue("level", "B", "option 0", "dimension 100", number);
      root.setWeight("level", "B", "dimension 101", number);
      script.rank({ level: "B" }).check((queue) => {
        const scores = new Map(queue.map((ranked) => [ranked.option, ranked.score]));
        same([scores.get("option 0"), scores.get("option 1")], [number, number], "scores of B");
      });
      root.setValue("level", "A", option, "dimension 199", 5);
      script.rank({ level: "A" }).check((queue) => {
        const score = queue.find((ranked) => ranked.option === option)?.score;
        same(score, 6, `the score of ${option} by A`);
      });
    }
    await play.run(script);
  }),

  always("4.7", "a queue is right after any number of changes since it was read", async (play) => {
    await play.run(changedSinceRead((_, write) => write()));
  }),

  always(
    "4.7",
    "a queue is right after a batch of any number of changes since it was read",
    async (play) => {
      await play.run(changedSinceRead(({ root }, write) => root.batch(write)));
    },
    { needs: ["batches"] },
  ),

  always("4.7", "a queue is right when names go and others come between two reads of it", async (play) => {
    const script = new Script(["level"]);
    const { root } = script;
    for (const dimension of ["k", "l"]) {
      root.setWeight("level", "", dimension, 1);
      root.setValue("level", "", "a", dimension, 1);
    }
    const others = Array.from({ length: 200 }, (_, number) => `other ${number}`);
    for (const other of others) root.setValue("level", "elsewhere", other, "k", 1);
    for (const [number, other] of others.entries()) {
      root.unsetValue("level", "elsewhere", other, "k");
      script.resolve({}).is(["a"], "the queue before");
      root.unsetValue("level", "", "a", "k");
      root.setValue("level", "", "b", "k", number + 2);
      const scores = [
        { option: "a", score: 1 },
        { option: "b", score: number + 2 },
      ];
      script.rank({}).is(scores, "the queue after");
      root.setValue("level", "", "a", "k", 1);
      root.unsetValue("level", "", "b", "k");
    }
    await play.run(script);
  }),
];

/** The same cells in an order that dice decide. */
function shuffled(cells: readonly Cell[], dice: Iterator<number>): Cell[] {
  return cells
    .map((cell) => ({ cell, at: dice.next().value ?? 0 }))
    .sort((one, other) => one.at - other.at)
    .map(({ cell }) => cell);
}

/** Writes other cells, reading in between; what is returned clears them away again, one slice each. */
function detourIn(script: Script, drawn: Contents, detour: Contents): (() => void)[] {
  return detour.cells.map((cell, at) => {
    const level = pick(drawn.levels, at);
    const instance = pick(["", ...drawn.instances], at);
    script.root.setValue(level, instance, cell.option, cell.dimension, at);
    for (const cursor of drawn.cursors) script.rank(cursor);
    return () => script.root.clear(level, instance);
  });
}

/** Writes cells, reading in between, and says that all is as in the straight script, which has these cells alone. */
function compare(script: Script, straight: Script, drawn: Contents): void {
  for (const cell of drawn.cells) {
    script.root.write([cell]);
    for (const cursor of drawn.cursors) script.rank(cursor, { limit: 1 });
  }
  for (const cursor of drawn.cursors) script.rank(cursor).is(straight.rank(cursor), "the queue after a detour");
  script.cells().is(straight.cells(), "the cells after a detour");
}

/** Reads a queue, changes one option once and another one many times, and says what is read then; up to 130 times. */
function changedSinceRead(together: (script: Script, write: () => void) => void): Script {
  const script = new Script(["level"]);
  const { root } = script;
  root.setWeight("level", "", "k", 1);
  for (let count = 1; count <= 130; count++) {
    script.rank({});
    together(script, () => {
      root.setValue("level", "", "once", "k", count);
      for (let number = 1; number <= count; number++) root.setValue("level", "", "often", "k", count + number);
    });
    const scores = [
      { option: "once", score: count },
      { option: "often", score: 2 * count },
    ];
    script.rank({}).is(scores, `the queue after ${count} changes more`);
  }
  return script;
}
