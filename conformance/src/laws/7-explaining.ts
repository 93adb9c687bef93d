import { contents, exact, index, pick } from "@thalweg/core/testing";
import fc from "fast-check";
import { holds, isSame, same } from "../assert.ts";
import { candidates, effective, isAt, pathOf } from "../by-hand/fold.ts";
import { inNameOrder } from "../by-hand/order.ts";
import { contentsOfAnySize } from "../generate/sizes.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { Explanation, Ranked } from "../program/answer.ts";
import type { Cell, Cursor } from "../program/program.ts";
import { Script, scriptOf } from "../script.ts";

const full = { maxCells: 40 };
const needs = ["explanations"] as const;
const layers = ["value", "weight"] as const;
/** No drawn name is as long. */
const elsewhere = "elsewhere";

/** Laws of section 7. */
export const explaining: readonly Law[] = [
  forAll(
    "7.1",
    "an explanation lists the queue, each place, score and term, and the cells that they came from",
    contentsOfAnySize(full),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      for (const cursor of drawn.cursors) {
        const ranked = script.rank(cursor);
        script.explain(cursor).check((explanation) => {
          const { queue, gated } = explanation;
          same(queueOf(explanation), ranked.saw, "the explained queue");
          same(
            queue.map(({ place }) => place),
            queue.map((_, at) => at + 1),
            "places",
          );
          for (const { option, terms } of queue) {
            const wanted = inNameOrder(drawn.dimensions).flatMap((dimension) => {
              const { value, weight, valueFrom, weightFrom = null } = effective(drawn, cursor, option, dimension);
              return value === undefined ? [] : [{ dimension, value, weight, valueFrom, weightFrom }];
            });
            const listed = terms.map(({ product: _product, ...term }) => term);
            same(listed, wanted, `the terms of ${JSON.stringify(option)}`);
          }
          const options = [...queue, ...gated].map(({ option }) => option);
          same(inNameOrder(options), inNameOrder(candidates(drawn, cursor)), "the options explained");
        });
      }
      await play.run(script);
    },
    { needs },
  ),

  forAll(
    "7.1",
    "an explanation lists every gate that closed an option, and its cell",
    contentsOfAnySize(full),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      for (const cursor of drawn.cursors) {
        const wanted = inNameOrder(candidates(drawn, cursor)).flatMap((option) => {
          const gates = inNameOrder(drawn.dimensions).flatMap((dimension) => {
            const { value, valueFrom } = effective(drawn, cursor, option, dimension);
            return value === Number.POSITIVE_INFINITY ? [{ dimension, from: valueFrom }] : [];
          });
          return gates.length === 0 ? [] : [{ option, gates }];
        });
        script.explain(cursor).check(({ gated }) => same(gated, wanted, "the gated options"));
      }
      await play.run(script);
    },
    { needs },
  ),

  forAll(
    "7.1",
    "what restricts the queue restricts its explanation",
    fc.tuple(contentsOfAnySize(full), fc.array(index), fc.nat(4)),
    async (play, [drawn, picks, limit]) => {
      const script = scriptOf(drawn);
      const among = picks.map((at) => pick([...drawn.options, "nobody"], at));
      for (const cursor of drawn.cursors) {
        const whole = script.explain(cursor);
        const inWhole = (option: string) => whole.saw.queue.find((other) => other.option === option);
        for (const selection of [{ among }, { among, limit }, { limit }]) {
          const ranked = script.rank(cursor, selection);
          const said = "among" in selection ? among : drawn.options;
          script.explain(cursor, selection).check((some) => {
            const { queue, gated, fingerprint } = some;
            const what = fc.stringify(selection);
            same(queueOf(some), ranked.saw, `the explained queue with ${what}`);
            same(
              queue.map(({ place }) => place),
              queue.map((_, at) => at + 1),
              `the places with ${what}`,
            );
            for (const { option, terms } of queue)
              same(terms, inWhole(option)?.terms, `the terms with ${what}, which are those without`);
            const closed = whole.saw.gated.filter(({ option }) => said.includes(option));
            same(gated, closed, `the gated with ${what}`);
            same(fingerprint, whole.saw.fingerprint, `the fingerprint with ${what}, of the same cells`);
          });
        }
      }
      await play.run(script);
    },
    { needs },
  ),

  always(
    "7.1",
    "the gated and their gates are in the order of code points, as terms are",
    async (play) => {
      const script = new Script(["level"]);
      const { root } = script;
      const names = ["\u{10000}", "\uFFFD", "\u{10FFFF}", "\uE000", "b", "a"];
      const expected = inNameOrder(names);
      for (const name of names) {
        root.setValue("level", "", "o", name, 1);
        for (const dimension of names) root.gate("level", "", name, dimension);
      }
      script.explain({}).check(({ queue, gated }) => {
        const options = gated.map(({ option }) => option);
        same(options, expected, "the gated options");
        for (const { gates } of gated) {
          const dimensions = gates.map(({ dimension }) => dimension);
          same(dimensions, expected, "the dimensions of the gates");
        }
        const terms = queue[0]?.terms.map(({ dimension }) => dimension);
        same(terms, expected, "the dimensions of the terms");
      });
      await play.run(script);
    },
    { needs },
  ),

  forAll(
    "7.2",
    "the terms of an option, added in order, give its score bit for bit",
    contentsOfAnySize(full),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      for (const cursor of drawn.cursors)
        script.explain(cursor).check(({ queue }) => {
          for (const { option, score, terms } of queue) {
            let sum = 0;
            for (const { value, weight, product } of terms) {
              // Many a JSON has no −0; added to a score, which never is −0, both zeros come to the same.
              same(product, value * weight + 0, "a product");
              sum += product;
            }
            same(score, sum, `the score of ${JSON.stringify(option)}`);
          }
        });
      await play.run(script);
    },
    { needs },
  ),

  forAll(
    "7.4",
    "an explanation bears its cursor and a fingerprint, and no flips where none are supported",
    contents(full),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      for (const cursor of drawn.cursors)
        script.explain(cursor).check(({ cursor: borne, fingerprint, flips }) => {
          const named = Object.entries(cursor).filter(([, instance]) => instance !== "");
          same(borne, Object.fromEntries(named), "the cursor");
          const isText = typeof fingerprint === "string" && fingerprint !== "";
          holds(isText, () => `the fingerprint ${fc.stringify(fingerprint)} is no text`);
          holds(Array.isArray(flips), () => `the flips ${fc.stringify(flips)} are no list`);
          if (!play.supports.includes("flips")) same(flips, [], "the flips of what does not support them");
        });
      await play.run(script);
    },
    { needs },
  ),

  forAll(
    "7.4",
    "replaying the same cells, in any order, gives the same explanation and fingerprint",
    contents(full),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      const backwards = scriptOf({ ...drawn, cells: [...drawn.cells].reverse() });
      for (const cursor of drawn.cursors)
        backwards.explain(cursor).is(script.explain(cursor), "the replayed explanation");
      await play.run(script, backwards);
    },
    { needs },
  ),

  forAll(
    "7.4",
    "cursors have the same fingerprint where the same cells are on their paths, and nowhere else",
    contents({ maxCells: 8 }),
    async (play, drawn) => {
      const script = scriptOf(drawn);
      const seen = [{}, ...drawn.cursors].map((cursor) => ({
        cells: drawn.cells.filter((cell) => isOnPath(drawn.levels, cursor, cell)),
        explained: script.explain(cursor),
      }));
      await play.run(script);
      for (const one of seen)
        for (const other of seen) {
          const isOfTheSame = one.explained.saw.fingerprint === other.explained.saw.fingerprint;
          same(isOfTheSame, isSame(one.cells, other.cells), "whether two cursors have one fingerprint");
        }
    },
    { needs },
  ),

  forAll(
    "7.4",
    "a changed cell on the path shows in the fingerprint; one off the path shows nowhere",
    fc.tuple(contents({ ...full, value: exact, weight: exact }), index),
    async (play, [drawn, at]) => {
      const script = scriptOf(drawn);
      for (const cursor of drawn.cursors) {
        const before = script.explain(cursor);
        const on = drawn.cells.filter((cell) => isOnPath(drawn.levels, cursor, cell));
        const off = drawn.cells.filter((cell) => !on.includes(cell));
        for (const cell of off) script.root.set("value", cell, 1234);
        script.root.setValue(pick(drawn.levels, at), elsewhere, elsewhere, elsewhere, 1234);
        script.explain(cursor).is(before, "the explanation after changes off the path");
        script.root.clear(pick(drawn.levels, at), elsewhere);
        for (const cell of off) replace(script, { ...cell, value: 1234 }, cell);
        if (on.length === 0) continue;
        const cell = pick(on, at);
        const changed = othersThan(cell, drawn.cells, pathOf(drawn.levels, cursor)).map((other) => {
          replace(script, cell, other);
          const explained = script.explain(cursor);
          replace(script, other, cell);
          return explained;
        });
        script.explain(cursor).check((after) => {
          same(after, before.saw, "the explanation when everything is as it was");
          const fingerprints = [before, ...changed].map(({ saw }) => saw.fingerprint);
          const distinct = [...new Set(fingerprints)];
          same(fingerprints, distinct, "the fingerprints of distinct contents, which are distinct");
        });
      }
      await play.run(script);
    },
    { needs, share: 0.5 },
  ),
];

function queueOf({ queue }: Explanation): readonly Ranked[] {
  return queue.map(({ option, score }) => ({ option, score }));
}

function isOnPath(levels: readonly string[], cursor: Cursor, cell: Cell): boolean {
  return pathOf(levels, cursor).some(([level, instance]) => cell.level === level && cell.instance === instance);
}

/** Cells that differ from one in a layer, a content or an axis, on the same path. The contents must be small. */
function othersThan(
  cell: Cell,
  cells: readonly Cell[],
  path: readonly (readonly [level: string, instance: string])[],
): readonly Cell[] {
  const { value, weight, ...at } = cell;
  const large = (value ?? weight ?? 0) + 1000;
  const place = path
    .map(([level, instance]) => ({ ...at, level, instance }))
    .find((other) => !cells.some((occupant) => isAt(occupant, other)));
  return [
    { ...cell, [value === undefined ? "weight" : "value"]: large },
    // The same number in the other layer is another cell.
    { ...at, [value === undefined ? "value" : "weight"]: large },
    ...(value === undefined || weight === undefined
      ? [at]
      : [
          { ...at, value },
          { ...at, weight },
        ]),
    { ...cell, option: elsewhere },
    { ...cell, dimension: elsewhere },
    ...(place === undefined ? [] : [{ ...cell, ...place }]),
  ];
}

/** Takes a cell away and writes another one. */
function replace(script: Script, cell: Cell, other: Cell): void {
  for (const layer of layers) if (cell[layer] !== undefined) script.root.unset(layer, cell);
  script.root.write([other]);
}
