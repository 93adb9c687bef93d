import { finite } from "@thalweg/core/testing";
import fc from "fast-check";
import { same } from "../assert.ts";
import { nextToward } from "../by-hand/binary64.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { Explanation } from "../program/answer.ts";
import type { Change, Layer } from "../program/program.ts";
import type { Step } from "../script.ts";
import { Script } from "../script.ts";
import { neighbours } from "./1-look-alikes.ts";

const needs = ["explanations"] as const;
const at = { level: "level", instance: "", option: "o", dimension: "k" } as const;

/** A layer of a cell, and another one on the same path. */
const twoLayers: readonly (readonly [Layer, Change])[] = [
  ["value", { ...at, layer: "value", option: "p" }],
  ["value", { ...at, layer: "value", dimension: "l" }],
  ["value", { ...at, layer: "value", instance: "A" }],
  ["value", { ...at, layer: "weight" }],
  ["weight", { ...at, layer: "weight", option: "" }],
];

/** Laws of 7.4: other cells, another fingerprint. */
export const fingerprints: readonly Law[] = [
  forAll(
    "7.4",
    "two numbers that change places show in the fingerprint, and so does the last bit of either",
    fc.tuple(finite, finite).filter(([x, y]) => x !== y),
    async (play, [x, y]) => {
      const script = new Script(["level"]);
      const nudged = (number: number): number => nextToward(number, number === 0 ? 1 : 0);
      for (const [layer, other] of twoLayers) {
        const pairs = [
          [x, y],
          [y, x],
          [nudged(x), y],
          [x, nudged(y)],
        ] as const;
        areDistinct(
          script,
          pairs.map(([one, another]) => {
            script.root.set(layer, at, one);
            script.root.set(other.layer, other, another);
            return script.explain({ level: "A" });
          }),
        );
        for (const instance of ["", "A"]) script.root.clear("level", instance);
      }
      await play.run(script);
    },
    { needs, share: 0.5 },
  ),

  forAll(
    "7.4",
    "a name that runs into its neighbour shows in the fingerprint",
    neighbours,
    async (play, { levels, cells }) => {
      const script = new Script(levels);
      areDistinct(
        script,
        cells.map(({ value: _value, weight: _weight, ...at }) => {
          const { level, instance } = at;
          script.root.set("value", at, 1);
          const explained = script.explain(Object.fromEntries([[level, instance]]));
          script.root.clear(level, instance);
          return explained;
        }),
      );
      await play.run(script);
    },
    { needs, share: 0.5 },
  ),

  always(
    "7.4",
    "3,000 numbers in one cell have 3,000 fingerprints",
    async (play) => {
      const script = new Script(["level"]);
      areDistinct(
        script,
        Array.from({ length: 3000 }, (_, number) => {
          script.root.set("value", at, number);
          return script.explain({});
        }),
      );
      await play.run(script);
    },
    { needs },
  ),
];

/** Says that no two explanations have one fingerprint. */
function areDistinct(script: Script, explained: readonly Step<Explanation>[]): void {
  script.later(() => {
    const seen = explained.map(({ saw }) => saw.fingerprint);
    same(seen, [...new Set(seen)], "the fingerprints of other cells, which are others");
  });
}
