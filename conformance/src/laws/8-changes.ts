import type { Contents } from "@thalweg/core/testing";
import { contents, index, pick, pickShared } from "@thalweg/core/testing";
import fc from "fast-check";
import { isSame, same } from "../assert.ts";
import { composition, contentsAfter, inOneOrder } from "../by-hand/delta.ts";
import { deltaDraft } from "../generate/plain-writes.ts";
import type { Law } from "../law.ts";
import { forAll } from "../law.ts";
import type { Explanation } from "../program/answer.ts";
import type { Delta } from "../program/program.ts";
import type { Scribe } from "../scribe.ts";
import { Script, type Step, scriptOf, unchanged } from "../script.ts";

const deltas = fc
  .tuple(contents(), deltaDraft, deltaDraft, deltaDraft)
  .map(([drawn, one, two, three]) => ({ drawn, a: one(drawn), b: two(drawn), c: three(drawn) }));
/** A delta, and the writer that is to apply it: half of the time one that may. */
const narrowed = fc
  .tuple(deltas, index, fc.boolean(), fc.boolean())
  .map(([{ drawn, a }, at, isPinned, isOwn]): readonly [{ drawn: Contents; a: Delta }, number, boolean] => {
    const own = { level: pick(drawn.levels, at), ...(isPinned ? { instance: pickShared(drawn.instances, at) } : {}) };
    return [{ drawn, a: isOwn ? a.map((change) => ({ ...change, ...own })) : a }, at, isPinned];
  });
const needs = ["deltas"] as const;

/** Laws of 8.1 and 8.2. */
export const changes: readonly Law[] = [
  forAll(
    "8.1",
    "the last content of each layer counts, and what has none is unset",
    deltas,
    async (play, { drawn, a }) => {
      const [script, oneByOne] = [scriptOf(drawn), scriptOf(drawn)];
      script.root.apply(a);
      for (const { layer, content, ...at } of a)
        if (content === undefined) oneByOne.root.unset(layer, at);
        else oneByOne.root.set(layer, at, content);
      script.cells().is(oneByOne.cells(), "the cells, as written one by one");
      await play.run(script, oneByOne);
    },
    { needs },
  ),

  forAll(
    "8.1",
    "applying a delta twice is applying it once",
    deltas,
    async (play, { drawn, a }) => {
      const script = scriptOf(drawn);
      script.root.apply(a);
      unchanged(script, drawn.cursors, () => script.root.apply(a));
      await play.run(script);
    },
    { needs },
  ),

  forAll(
    "8.1",
    "compose(a, b) applied is a applied, then b",
    deltas,
    async (play, { drawn, a, b, c }) => {
      const inTurn = scriptOf(drawn);
      const two = inTurn.compose(a, b);
      const three = inTurn.compose(a, b, c);
      inTurn.root.apply(a);
      inTurn.root.apply(b);
      const read = (script: Script): readonly Step[] =>
        [script.cells(), ...drawn.cursors.map((cursor) => script.rank(cursor))] as readonly Step[];
      const afterTwo = read(inTurn);
      inTurn.root.apply(c);
      const afterThree = read(inTurn);
      await play.run(inTurn);
      const scripts = [
        { composed: two.saw, wanted: afterTwo },
        { composed: three.saw, wanted: afterThree },
      ].map(({ composed, wanted }) => {
        const script = scriptOf(drawn);
        script.root.apply(composed);
        for (const [at, step] of read(script).entries()) step.is(wanted[at] as Step, "the cells, then the queues");
        return script;
      });
      await play.run(...scripts);
    },
    { needs },
  ),

  forAll(
    "8.1",
    "what compose(a, b) leads to is explained as what a, then b, lead to",
    deltas,
    async (play, { drawn, a, b }) => {
      const inTurn = scriptOf(drawn);
      const composed = inTurn.compose(a, b);
      inTurn.root.apply(a);
      inTurn.root.apply(b);
      const wanted = drawn.cursors.map((cursor) => inTurn.explain(cursor));
      await play.run(inTurn);
      const script = scriptOf(drawn);
      script.root.apply(composed.saw);
      for (const [at, cursor] of drawn.cursors.entries())
        script.explain(cursor).is(wanted[at] as Step<Explanation>, "the explanation");
      await play.run(script);
    },
    { needs: ["deltas", "explanations"] },
  ),

  forAll(
    "8.1",
    "composing is associative, and the empty delta its neutral element",
    deltas,
    async (play, { drawn, a, b, c }) => {
      const script = new Script(drawn.levels);
      const steps = { ab: script.compose(a, b), bc: script.compose(b, c), abc: script.compose(a, b, c) };
      const one = script.compose(a);
      for (const step of [script.compose(a, []), script.compose([], a)])
        step.check((saw) => same(inOneOrder(saw), inOneOrder(one.saw), "a delta composed with nothing"));
      for (const step of [script.compose(), script.compose([])]) step.is([], "nothing composed");
      await play.run(script);
      const second = new Script(drawn.levels);
      const whole = inOneOrder(steps.abc.saw);
      second.compose(steps.ab.saw, c).check((saw) => same(inOneOrder(saw), whole, "(a ∘ b) ∘ c"));
      second.compose(a, steps.bc.saw).check((saw) => same(inOneOrder(saw), whole, "a ∘ (b ∘ c)"));
      second.compose(one.saw).check((saw) => same(inOneOrder(saw), inOneOrder(one.saw), "one delta, composed twice"));
      await play.run(second);
    },
    { needs },
  ),

  forAll(
    "8.1",
    "a composed delta has one change for each layer, with its last content",
    deltas,
    async (play, { drawn, a, b, c }) => {
      const script = new Script(drawn.levels);
      for (const composed of [[a], [a, b], [a, b, c], [a, a]])
        script
          .compose(...composed)
          .check((saw) => same(inOneOrder(saw), composition(...composed), "the composed delta"));
      await play.run(script);
    },
    { needs },
  ),

  forAll(
    "8.2",
    "applying a delta needs a writer that may write all of it, and is one revision",
    narrowed,
    async (play, [{ drawn, a }, at, isPinned]) => {
      const script = scriptOf(drawn);
      const { writer, foreign } = narrowedFor(script, drawn, a, isPinned ? [at, at] : [at]);
      if (foreign !== undefined)
        unchanged(script, drawn.cursors, () => writer.apply(a).refused(foreign.code, foreign.coordinate));
      else {
        const before = { cells: script.cells(), revision: script.revision() };
        writer.apply(a);
        script.cells().check((cells) => {
          same(contentsAfter(cells), contentsAfter(before.cells.saw, a), "what the cells hold");
          const changed = isSame(cells, before.cells.saw) ? 0 : 1;
          same(after.saw - before.revision.saw, changed, "the number of revisions");
        });
        const after = script.revision();
      }
      await play.run(script);
    },
    { needs },
  ),

  forAll(
    "8.2",
    "applying a delta is told once, or not at all where it is refused or changes nothing",
    narrowed,
    async (play, [{ drawn, a }, at, isPinned]) => {
      const script = scriptOf(drawn);
      const { writer, foreign } = narrowedFor(script, drawn, a, isPinned ? [at, at] : [at]);
      script.subscribe();
      const before = { cells: script.cells(), revision: script.revision() };
      const apply = writer.apply(a);
      if (foreign !== undefined) apply.refused(foreign.code, foreign.coordinate);
      const after = script.cells();
      script.told().check((told) => {
        const wanted = isSame(after.saw, before.cells.saw) ? [] : [before.revision.saw + 1];
        same(
          told.map(({ revision }) => revision),
          wanted,
          "the revisions that are told",
        );
      });
      await play.run(script);
    },
    { needs: ["deltas", "notifications"] },
  ),

  forAll(
    "8.2",
    "a writer that was revoked applies nothing, whatever the delta",
    narrowed,
    async (play, [{ drawn, a }, at, isPinned]) => {
      const script = scriptOf(drawn);
      const { writer } = narrowedFor(script, drawn, a, isPinned ? [at, at] : [at]);
      writer.revoke();
      unchanged(script, drawn.cursors, () => writer.apply(a).refused("revoked"));
      await play.run(script);
    },
    { needs: ["deltas", "attenuation"] },
  ),
];

/** A writer, pinned where two numbers are given, and the first change of a delta that it may not write. */
function narrowedFor(
  script: Script,
  drawn: { readonly levels: readonly string[]; readonly instances: readonly string[] },
  delta: Delta,
  [floorAt, pinAt]: readonly [floor: number, pin?: number],
): {
  readonly writer: Scribe;
  readonly foreign?: {
    readonly code: "write-up" | "foreign-level" | "foreign-instance";
    readonly coordinate: { readonly level: string; readonly instance: string };
  };
} {
  const floor = pick(drawn.levels, floorAt);
  const pin = pinAt === undefined ? undefined : pickShared(drawn.instances, pinAt);
  const writer = script.writer(floor, pin);
  const depth = (level: string): number => drawn.levels.indexOf(level) - drawn.levels.indexOf(floor);
  for (const { level, instance } of delta) {
    const coordinate = { level, instance };
    if (depth(level) < 0) return { writer, foreign: { code: "write-up", coordinate } };
    if (pin === undefined) continue;
    if (depth(level) > 0) return { writer, foreign: { code: "foreign-level", coordinate } };
    if (instance !== pin) return { writer, foreign: { code: "foreign-instance", coordinate } };
  }
  return { writer };
}
